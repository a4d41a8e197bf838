"""What a page opens with: its sentence, or that there are no data to speak of; and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from leaddash.agreement import Agreement
from leaddash.moments import local_date
from leaddash.snapshots import Snapshot
from leaddash.subjects.data.sentences import Moments, estimated_note
from leaddash.ui import asking
from leaddash.ui.periods import Period
from leaddash.words import Words, promise_name


def outside(period: Period, snapshot: Snapshot, as_of: datetime, zone: str, words: Words) -> str:
    """That the period lies before the data or after the as-of day; nothing where it lies within them."""
    first, last = local_date(snapshot.first, zone), local_date(as_of, zone)
    if period.until <= first:
        return words("empty.before_data", first=words.day(first))
    if period.since is not None and period.since > last:
        return words("empty.after_as_of", last=words.day(last))
    return words("empty.before_as_of", first=words.day(first)) if last < first else ""


def notes(snapshot: Snapshot, as_of: datetime, words: Words) -> list[str]:
    """How many moments are estimated, and whether any stages are recorded."""
    counted = asking.look_up(snapshot, "estimated", as_of.isoformat(), as_of=as_of).iloc[0]
    known = Moments(**{str(name): int(count) for name, count in counted.items()})
    told = [estimated_note(known, words)]
    if not snapshot.has("stage_changes") and not snapshot.has("opportunities"):
        told.append(words("empty.no_stage_changes"))
    return [one for one in told if one]


def unknown_promises(snapshot: Snapshot, rules: Agreement, known: Collection[str], words: Words) -> str:
    """Which promises these data tell nothing of, and the column that is missing; nothing where all is told.

    `known` are those that the metric `sla` has rows of.
    """
    silent = [promise.name for promise in rules.promises if promise.name not in known]
    names = [words("empty.quoted", name=promise_name(name, words)) for name in silent]
    told = [words("empty.promise_unknown", promises=words.listed(names))] if names else []
    evidence = {"touch": snapshot.knows_touches, "contact": snapshot.knows_contacts}
    missing = [name for name, is_told in evidence.items() if not is_told]
    text = " ".join([*told, *(words(f"empty.no_{name}") for name in missing)])
    return text[:1].upper() + text[1:] if missing else ""
