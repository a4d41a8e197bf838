"""Every stretch of every opportunity as arrays: how all of them stood at any moments, at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leaddash import cases, statements
from leaddash.agreement import CATEGORIES
from leaddash.fiscal import Fiscal
from leaddash.moments import NEVER, second, seconds_of
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
CLASSES = ("omitted", "undated", "overdue", "earlier", "in", "later")
"""Classes of open deals against a period; those called omitted are one of their own before the others."""
UNDATED = CLASSES.index("undated")
ENDINGS = ("open", "won", "lost")
_END_OF_TIME = second(datetime(9999, 12, 31))
_SECOND_BITS, _FIRST_SECOND = 40, 2**39
"""Bits of a moment beside the number of a deal, and what makes every moment positive."""


@dataclass(frozen=True)
class Stretches:
    """Stretches of opportunities by their order: [`since`, `until`) in seconds of UTC, `NEVER` where nothing follows.

    `close` are days since 1970 (`NEVER` where none is said), `cents` amounts in our currency, 0 where there is none;
    `ending` is the place in `ENDINGS`.
    """

    deal: Ints
    since: Ints
    until: Ints
    cell: Ints
    close: Ints
    won_at: Ints
    cents: Ints
    missing: Bools
    ending: Ints

    def __len__(self) -> int:
        return len(self.deal)

    def only(self, chosen: Bools | Ints) -> Stretches:
        """Some of the stretches."""
        return Stretches(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    @cached_property
    def _keys(self) -> Ints:
        return _key(self.deal, self.since)

    def of_deals(self, deal: Ints, moments: Ints) -> tuple[Ints, Bools]:
        """The stretch of each deal that lasted at a moment, and whether there was one."""
        found = np.searchsorted(self._keys, _key(deal, moments), "right") - 1
        row = np.maximum(found, 0)
        if not len(self):
            return row, np.zeros(len(deal), dtype=np.bool_)
        return row, (found >= 0) & (self.deal[row] == deal) & (moments < self.until[row])

    def at(self, moments: Ints) -> tuple[Ints, Ints]:
        """Which stretches lasted at which moments: rows of both, as pairs."""
        order = np.argsort(moments, kind="stable")
        rising = moments[order]
        begins = np.searchsorted(rising, self.since, "left")
        counts = np.searchsorted(rising, self.until, "left") - begins
        rows = np.repeat(np.arange(len(self)), counts)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        return rows, order[np.repeat(begins, counts) + within]


@dataclass(frozen=True)
class DealTape:
    """All opportunities, stretch by stretch, in the order of their creation.

    `cells` are the pairs of category and stage that open ones were ever in; `created` is when each was.
    """

    every: Stretches
    cells: tuple[tuple[str, str], ...]
    created: Ints

    @property
    def count(self) -> int:
        """How many opportunities there are."""
        return len(self.created)

    @property
    def begun(self) -> int:
        """When the company's first opportunity was created; at the end of all time where there is none."""
        return int(self.created[0]) if self.count else _END_OF_TIME

    @cached_property
    def open(self) -> Stretches:
        """The stretches in which they were open."""
        return self.every.only(self.every.ending == ENDINGS.index("open"))

    @cached_property
    def won(self) -> Stretches:
        """The stretches in which they were won."""
        return self.every.only(self.every.ending == ENDINGS.index("won"))

    @cached_property
    def categories(self) -> Ints:
        """The number of each cell's category, in the order of `CATEGORIES`."""
        return np.array([CATEGORIES.index(category) for category, _ in self.cells], dtype=np.int64)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages that open ones were ever in."""
        return tuple(dict.fromkeys(stage for _, stage in self.cells))

    @cached_property
    def bookings(self) -> Stretches:
        """The won stretches in the order of their winning."""
        return self.won.only(np.argsort(self.won.won_at, kind="stable"))


def classes(close: Ints, today: Ints, first: Ints, after: Ints) -> Ints:
    """The number of the class that each close date is of, in the order of `CLASSES`: each bound that it reaches is one.

    Of those not yet due; the others are overdue.
    """
    number = np.full(len(close), UNDATED + 1, dtype=np.int64)
    number += (close >= today) * (1 + (close >= first).astype(np.int64) + (close >= after))
    number[close == NEVER] = UNDATED
    return number


def tape(snapshot: Snapshot, question: Question) -> DealTape:
    """The opportunities of all slices as the agreement of a question reads them, kept for all that read them so."""
    file = cases.file("deal_stretches")
    named = statements.named_in(statements.with_imports(file), snapshot.parameters(question))
    digest = hashlib.sha256(repr(named).encode()).hexdigest()
    return snapshot.answers.get(("deal tape", digest), lambda: _made(snapshot.table(file, question)))


def slices_of(snapshot: Snapshot, question: Question, count: int) -> tuple[Ints, list[str | None]]:
    """The slice of each deal by its number from 0 on (-1 outside the filters), and the slices: the missing one last."""
    if not question.by and not any(question.filters.values()):
        return np.zeros(count, dtype=np.int64), [None]
    scoped = snapshot.table(cases.file("scoped_deals"), question)
    texts = scoped["slice"].combine_chunks()
    names: list[str | None] = sorted(set(texts.drop_null().unique().to_pylist()))
    if question.by is None or texts.null_count:
        names.append(None)
    found = np.full(count, -1, dtype=np.int64)
    codes = pc.index_in(texts, value_set=pa.array(names[: len(names) - names.count(None)], texts.type))
    found[scoped["deal"].to_numpy() - 1] = pc.fill_null(codes, len(names) - 1).to_numpy(zero_copy_only=False)
    return found, names


def days_of(dates: Sequence[Fiscal]) -> tuple[Ints, Ints]:
    """The first dates of periods and those after them, as days since 1970."""
    firsts = np.array([period.first for period in dates], dtype="datetime64[D]")
    afters = np.array([period.after for period in dates], dtype="datetime64[D]")
    return firsts.astype(np.int64), afters.astype(np.int64)


def _made(table: pa.Table) -> DealTape:
    cells, cell = _cells(table)
    every = Stretches(
        deal=table["deal"].to_numpy() - 1,
        since=seconds_of(table["valid_from"]),
        until=seconds_of(table["valid_to"]),
        cell=cell,
        close=_days(table["close_date"]),
        won_at=seconds_of(table["won_at"]),
        cents=_cents(table["amount"]),
        missing=table["is_missing"].to_numpy(),
        ending=pc.index_in(table["ending"], value_set=pa.array(ENDINGS)).to_numpy().astype(np.int64),
    )
    firsts = np.flatnonzero(np.diff(every.deal, prepend=-1))
    return DealTape(every, cells, every.since[firsts])


def _cells(table: pa.Table) -> tuple[tuple[tuple[str, str], ...], Ints]:
    """The pairs of category and stage of open stretches, and the number of each stretch's (0 of those closed)."""
    is_open = pc.equal(table["ending"], "open")
    texts = [table[name].combine_chunks().dictionary_encode() for name in ("category", "stage")]
    many = max(len(texts[1].dictionary), 1)
    codes = texts[0].indices.to_numpy().astype(np.int64) * many + texts[1].indices.to_numpy()
    chosen = is_open.to_numpy(zero_copy_only=False) if len(table) else np.zeros(0, dtype=bool)
    known = np.unique(codes[chosen])
    names = [tuple(text.dictionary.to_pylist()) for text in texts]
    cells = tuple((names[0][code // many], names[1][code % many]) for code in known.tolist())
    return cells, np.where(chosen, np.searchsorted(known, codes), 0)


def _key(deal: Ints, moments: Ints) -> Ints:
    """A deal and a moment as one number, in the order of both."""
    return np.asarray((deal << _SECOND_BITS) | np.minimum(moments + _FIRST_SECOND, 2**_SECOND_BITS - 1))


def _days(column: pa.ChunkedArray) -> Ints:
    """Dates as days since 1970, `NEVER` where there is none."""
    return np.asarray(pc.fill_null(column.cast(pa.int32()).cast(pa.int64()), int(NEVER)).to_numpy())


def _cents(column: pa.ChunkedArray) -> Ints:
    """Amounts in hundredths, 0 where there is none."""
    whole = pc.multiply(column.cast(pa.decimal128(28, 2)), pa.scalar(100, pa.decimal128(4, 0)))
    return np.asarray(pc.fill_null(whole.cast(pa.int64()), 0).to_numpy())


def seconds(moments: Sequence[datetime]) -> Ints:
    """Moments as seconds of UTC."""
    return np.array([second(moment) for moment in moments], dtype=np.int64)
