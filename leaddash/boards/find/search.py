"""What is found by what is typed: the best of each group, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from leaddash import statements
from leaddash.blocks.ask import Ask
from leaddash.boards.find.known import Known, Named, known, pages_of
from leaddash.boards.find.typed import WHOLE, Typed, typed
from leaddash.snapshots import Snapshot
from leaddash.words import Words

HERE = Path(__file__).parent
LEADS, LEADS_TOLD = HERE / "leads.sql", HERE / "leads_told.sql"
GROUPS = ("leads", "people", "campaigns", "pages", "metrics")
MOST_SHOWN = 8
LONGEST_TYPED = 200
"""Letters that are read of what is typed."""


@dataclass(frozen=True)
class Group:
    """The best of a group, how many of it match, and whether the first is named in full."""

    name: str
    best: Sequence[Named]
    matches: int
    is_whole: bool = False


def start(pages: Sequence[str], words: Words) -> list[Group]:
    """What is offered before anything is typed: the pages."""
    return [Group("pages", pages_of(pages, words), len(pages))]


def find(ask: Ask, text: str, pages: Sequence[str], words: Words) -> list[Group]:
    """What matches a text, group by group, those with something named in full first."""
    looked_for = typed(ask.snapshot, text[:LONGEST_TYPED])
    if not looked_for.words:
        return []
    leads = _leads(ask, looked_for, words)
    others = known(ask.snapshot, pages, words)
    groups = [leads, *(_matching(name, others, looked_for) for name in GROUPS[1:])]
    return sorted((group for group in groups if group.matches), key=lambda group: not group.is_whole)


def prepare(snapshot: Snapshot) -> pa.Table:
    """All leads with what they are found by, kept with the snapshot: to fold a million takes a second."""
    return snapshot.answers.get(("find", "leads"), lambda: _leads_told(snapshot))


def _leads_told(snapshot: Snapshot) -> pa.Table:
    with snapshot.cursor() as cursor:
        return cursor.sql(statements.read(LEADS_TOLD)).to_arrow_table()


def _leads(ask: Ask, looked_for: Typed, words: Words) -> Group:
    """The leads created by the as-of moment."""
    asked = {
        "typed": looked_for.whole,
        "words": list(looked_for.words),
        "longest": max(looked_for.words, key=len),
        "as_of": ask.as_of,
        "most": MOST_SHOWN,
    }
    listed = ask.snapshot.rows(statements.read(LEADS), asked, {"leads_told": prepare(ask.snapshot)})
    best = [_lead(row, words) for row in listed.itertuples()]
    matches = int(listed["matches"].iloc[0]) if best else 0
    return Group("leads", best, matches, bool(best) and bool(listed["is_id"].iloc[0]))


def _lead(row: Any, words: Words) -> Named:
    """A lead with its stage, company and e-mail domain."""
    stage = _stage(row.stage, words) if isinstance(row.stage, str) else None
    parts = [part for part in (stage, row.company, row.email_domain) if isinstance(part, str) and part]
    name = row.lead_name if isinstance(row.lead_name, str) else row.lead_id
    return Named("lead", row.lead_id, name, " · ".join(parts))


def _stage(stage: str, words: Words) -> str:
    return words(f"stage.{stage}" if words.has(f"stage.{stage}") else f"exit.{stage}")


def _matching(name: str, others: Sequence[Known], looked_for: Typed) -> Group:
    """Those of a group that match, the best first, else in the order they are known in."""
    ranked = [(looked_for.rank(each.told), each.named) for each in others if each.group == name]
    matching = sorted(((rank, named) for rank, named in ranked if rank is not None), key=lambda pair: pair[0])
    is_whole = bool(matching) and matching[0][0] == WHOLE
    return Group(name, [named for _, named in matching[:MOST_SHOWN]], len(matching), is_whole)
