"""Bad rows added to what is written, each of a kind that a build has to find."""

from collections.abc import Callable, Mapping

import numpy as np
from pyarrow import compute as pc
from pyarrow import lib as pa

from leaddash.sample import truths as t
from leaddash.sample.pace import Ints, Random, stamp
from leaddash.sample.tables import Columns
from leaddash.sample.writer import numbered, words

_YEARS_WRONG_MS = 36 * 31_557_600 * 1000  # from 2026 to 2062
_SINCE_MS = int(stamp("2026-01-01")) * 1000
_STAGES = ("mqll", "sales qualified", "recycle", "Opportunitty")
_NO_DATES = ("soon", "31.02.2026", "n/a", "next week")
_NO_AMOUNTS = ("about 200", "tbd", "?")


def spoil(random: Random, block: int, tables: Mapping[str, Columns]) -> dict[str, Columns]:
    """Return the tables of a block with bad rows after the good ones."""
    edits: dict[str, Callable[[Random, int, Columns], list[Columns]]] = {
        "leads": _doubled_leads,
        "activities": _odd_activities,
        "stage_changes": _unknown_stages,
        "opportunity_changes": _orphan_changes,
    }
    spoilt = {
        name: [columns, *edits[name](random, block, columns)] for name, columns in tables.items() if name in edits
    }
    return {name: _stacked(spoilt[name]) if name in spoilt else tables[name] for name in tables}


def unreadable_assignments(random: Random, columns: Columns) -> list[str]:
    """Return hand-overs whose date is none, as lines of CSV."""
    rows = _some(random, columns, t.UNREADABLE_ASSIGNMENTS)
    leads, people = (columns[name].take(pa.array(rows)).to_pylist() for name in ("lead_id", "person_id"))
    return [
        f"{lead},{person},{_NO_DATES[turn % len(_NO_DATES)]}"
        for turn, (lead, person) in enumerate(zip(leads, people, strict=True))
    ]


def unreadable_spend() -> list[str]:
    """Return spend whose day or amount is none, as lines of CSV."""
    days = [f"{_NO_DATES[turn]},webinar,,100,EUR" for turn in range(t.UNREADABLE_SPEND_DAYS)]
    amounts = [f"2026-08-{10 + turn},webinar,,{_NO_AMOUNTS[turn]},EUR" for turn in range(t.UNREADABLE_SPEND_AMOUNTS)]
    return days + amounts


def _doubled_leads(random: Random, _: int, columns: Columns) -> list[Columns]:
    return [_rows(columns, _some(random, columns, t.DOUBLED_LEADS))]


def _odd_activities(random: Random, block: int, columns: Columns) -> list[Columns]:
    doubled, orphan, undated = (
        _rows(columns, _some(random, columns, share))
        for share in (t.DOUBLED_ACTIVITIES, t.ORPHAN_ACTIVITIES, t.UNDATED_ACTIVITIES)
    )
    recent = np.asarray(columns["occurred_at"].cast(pa.int64())) >= _SINCE_MS
    late = _rows(columns, _some(random, columns, t.WRONG_YEAR_ACTIVITIES / max(recent.mean(), 0.01), recent))
    moved = pc.add(late["occurred_at"].cast(pa.int64()), _YEARS_WRONG_MS).cast(late["occurred_at"].type)
    nothing = pa.nulls(_count(undated), undated["occurred_at"].type)
    return [
        doubled,
        {**orphan, "lead_id": _strangers(block, orphan), "activity_id": _ids("X", block, orphan)},
        {**late, "occurred_at": moved, "activity_id": _ids("Y", block, late)},
        {**undated, "occurred_at": nothing, "activity_id": _ids("Z", block, undated)},
    ]


def _unknown_stages(random: Random, _: int, columns: Columns) -> list[Columns]:
    rows = _rows(columns, _some(random, columns, t.UNKNOWN_STAGES))
    return [{**rows, "stage": words(_STAGES, np.arange(_count(rows)) % len(_STAGES))}]


def _orphan_changes(random: Random, block: int, columns: Columns) -> list[Columns]:
    rows = _rows(columns, _some(random, columns, t.ORPHAN_CHANGES))
    return [{**rows, "opportunity_id": _ids("X", block, rows)}]


def _some(random: Random, columns: Columns, share: float, among: np.ndarray | bool = True) -> Ints:
    """Draw about that share of the rows, and no more than one in ten."""
    lots = random.random(_count(columns))
    return np.flatnonzero((lots < min(share, 0.1)) & among).astype(np.int64)


def _rows(columns: Columns, indices: Ints) -> Columns:
    return {name: column.take(pa.array(indices)) for name, column in columns.items()}


def _count(columns: Columns) -> int:
    return len(next(iter(columns.values())))


def _ids(letter: str, block: int, columns: Columns) -> pa.Array:
    return numbered(letter, block * 1_000_000 + np.arange(_count(columns)), 10)


def _strangers(block: int, columns: Columns) -> pa.Array:
    return _ids("N", block, columns).dictionary_encode()


def _stacked(parts: list[Columns]) -> Columns:
    whole = pa.concat_tables([pa.table(part) for part in parts], promote_options="permissive")
    return {name: whole.column(name).unify_dictionaries() for name in whole.column_names}
