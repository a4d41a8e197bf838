"""How good the data are: how fresh, how complete, since when; the worst first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from leaddash.moments import local_date
from leaddash.words import Words

FRESH = timedelta(days=3)
"""Age at the reading up to which data are fresh: a weekend and a day."""
OLD = timedelta(days=31)
"""Age from which on nothing else is worse."""
MOST_SHOULD_BE_KEPT, NEARLY_ALL = 0.8, 0.99
"""Shares of rows kept under which the losses are the worst, and under which they are no trifle."""
GAPS = (
    "stages",
    "touches",
    "stage_changes",
    "assignments",
    "opportunities",
    "opportunity_changes",
    "people",
    "contacts",
)
IMPLIED = {
    "stages": {"stage_changes", "opportunities", "opportunity_changes"},
    "opportunities": {"opportunity_changes"},
    "touches": {"contacts"},
}
"""What need not be said to be unknown beside something else that is."""
MOST_GAPS = 3
"""Things unknown that one sentence names."""
SCARCE = 0.001
"""Under this share it is said that it is less."""
WORST, BAD, GOOD = 3, 2, 1
Manifest = Mapping[str, Any]


class Judged(NamedTuple):
    """A sentence, and how bad what it says is."""

    badness: int
    text: str


def data_sentence(manifest: Manifest, words: Words, zone: str) -> str:
    """One to three sentences on the data, the worst first."""
    if not _kept(manifest, "leads"):
        return words("insight.data.no_lead", **_rows(manifest, words))
    judged = [known for known in (_gaps(manifest, words), _losses(manifest, words)) if known]
    judged.append(_reach(manifest, words, zone))
    return " ".join(each.text for each in sorted(judged, key=lambda each: -each.badness))


def built_at(manifest: Manifest, words: Words, zone: str) -> str:
    """When the data were read, in local time."""
    local = _built(manifest).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return words.moment(local, words("style.minute"))


def _gaps(manifest: Manifest, words: Words) -> Judged | None:
    """What stays unknown for want of a table or a column; None where nothing does."""
    gaps = _unknown(manifest)
    if not gaps:
        return None
    said = "; ".join(words(f"data.gap.{gap}") for gap in gaps[:MOST_GAPS])
    is_worst = bool({"stages", "touches"} & set(gaps))
    return Judged(WORST if is_worst else BAD, words("insight.data.gaps", gaps=said))


def _unknown(manifest: Manifest) -> list[str]:
    """What the data tell nothing of, that which hides most in front."""
    lacks = {table["table"] for table in manifest["tables"] if not table["kept"]}
    lacks |= {"touches", "contacts"} - set(manifest["evidence"])
    lacks |= {"stages"} if IMPLIED["stages"] <= lacks else set()
    implied = set().union(*(IMPLIED.get(gap, set()) for gap in lacks))
    return [gap for gap in GAPS if gap in lacks - implied]


def _losses(manifest: Manifest, words: Words) -> Judged:
    """How many rows were kept of those read, and why most of the others were not."""
    read, refused = _read(manifest), _refused(manifest)
    rows = _rows(manifest, words)
    if not refused:
        return Judged(GOOD, words("insight.data.all_kept", **rows))
    kept = 1 - refused / read
    badness = WORST if kept < MOST_SHOULD_BE_KEPT else BAD if kept < NEARLY_ALL else GOOD
    count, reason = _main_reason(manifest, words)
    main = words("data.each" if count == refused else "data.most", count=count, reason=reason)
    form = "nearly" if badness == GOOD else "refused"
    return Judged(badness, words(f"insight.data.{form}", **rows, main=main))


def _main_reason(manifest: Manifest, words: Words) -> tuple[int, str]:
    """The commonest reason of a table, and how many rows it cost."""
    groups = [(table["table"], group) for table in manifest["tables"] for group in table["refused"]]
    table, group = max(groups, key=lambda pair: int(pair[1]["count"]))
    reason = words(f"reason.{group['reason'].replace(' ', '_')}", column=str(group["column"]))
    return int(group["count"]), words("data.in_table", table=words(f"table.{table}"), reason=reason)


def _reach(manifest: Manifest, words: Words, zone: str) -> Judged:
    """From when to when the data reach, and how old they were when they were read."""
    first, newest = (datetime.fromisoformat(manifest[name]) for name in ("first", "newest"))
    age = max(_built(manifest) - newest, timedelta())
    badness = GOOD if age <= FRESH else BAD if age < OLD else WORST
    moments = {"first": first, "newest": newest, "built": _built(manifest)}
    days = {name: words.day(local_date(moment, zone)) for name, moment in moments.items()}
    form = "fresh" if badness == GOOD else "old"
    return Judged(badness, words(f"insight.data.{form}", **days, age=_age(age, words)))


def _age(age: timedelta, words: Words) -> str:
    hours = round(age / timedelta(hours=1))
    if not hours:
        return words("data.age_of_minutes")
    return words("data.hours", n=hours) if hours < 48 else words("data.days", n=age.days)


def _rows(manifest: Manifest, words: Words) -> dict[str, Any]:
    """How many rows of which source were read and refused."""
    read, refused = _read(manifest), _refused(manifest)
    share = refused / read if read else 0.0
    few = 0 < share < SCARCE
    told = words("data.under", share=words.share(SCARCE)) if few else words.share(share)
    return {"rows": read, "refused": refused, "share": told, "source": _source_name(manifest["source"], words)}


def _read(manifest: Manifest) -> int:
    return sum(int(table["read"]) for table in manifest["tables"])


def _refused(manifest: Manifest) -> int:
    return _read(manifest) - sum(int(table["kept"]) for table in manifest["tables"])


def _kept(manifest: Manifest, name: str) -> int:
    return sum(int(table["kept"]) for table in manifest["tables"] if table["table"] == name)


def _built(manifest: Manifest) -> datetime:
    """When the data were read, in UTC."""
    return datetime.fromisoformat(manifest["built_at"]).astimezone(UTC).replace(tzinfo=None)


def _source_name(name: str, words: Words) -> str:
    """What a source is called; one of the user's own has the name it gives itself."""
    return words(f"source_name.{name}") if words.has(f"source_name.{name}") else name
