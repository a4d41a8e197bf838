"""What a reader can open: the counts behind which the leads can be listed, and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from leaddash.blocks.opens import Opens
from leaddash.cases import replays
from leaddash.drawing.left_open import NO_REASON
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

Wanted = Mapping[str, str | None]
"""What is wanted of a list: its `figure`, and what narrows it (None: any; "" the missing one)."""
Given = Callable[[Snapshot, Question], Mapping[str, pa.Table]]
"""The tables that a statement selects from beside the snapshot's own."""
Chosen = Callable[[pd.DataFrame, datetime], pd.DataFrame]
"""Of the rows of a list those that count at a moment."""
NARROWED = ("stage", "promise", "exit", "reason", "bucket", "hour", "owner", "step", "category", "movement")
"""What may narrow the cases behind a figure."""


def nothing(_snapshot: Snapshot, _question: Question) -> dict[str, pa.Table]:
    """No table beside the snapshot's."""
    return {}


def narrowed(wanted: Wanted) -> dict[str, str | None]:
    """The parameters of a list's statement: what is wanted, and None for whatever does not narrow it."""
    return {**dict.fromkeys(("figure", *NARROWED)), **wanted}


@dataclass(frozen=True)
class Listing:
    """The cases behind counts, by the statement that selects them and the tables it is given.

    They are `as_built` where their episodes are chosen by the snapshot's own scoring, whichever is asked; `always` are
    values of parameters that no agreement decides.
    """

    cases: Path
    given: Given = nothing
    as_built: bool = False
    always: Mapping[str, object] = field(default_factory=dict)

    def rows(self, snapshot: Snapshot, question: Question, wanted: Wanted) -> pd.DataFrame:
        """The cases behind the figure that is wanted; asked by a dimension, their slices stand first under its name."""
        chosen = replays.sliced_as_built(snapshot, question) if self.as_built else question
        more = {**narrowed(wanted), "asks_holder": True, "asks_fit_band": True, **self.always}
        frame = snapshot.ask(self.cases, chosen, self.given(snapshot, question), **more)
        if question.by is None:
            return frame.drop(columns="slice")
        rest = frame.drop(columns=question.by, errors="ignore")
        return rest.rename(columns={"slice": question.by})


@dataclass(frozen=True, kw_only=True)
class LeadList(Listing):
    """Cases that a reader can open: what links call the kind of list (`list=`), and the statement that describes them.

    `of` is what must be named, where one pass is a case of several. `counted` counts the cases and their leads, in all
    and by source and person; they are `of_leads` where each case is to be one.
    """

    kind: str
    shown: Path
    counted: Path
    of: str = ""
    of_leads: bool = False


@dataclass(frozen=True)
class Figure:
    """A count that a reader can open: what links call it (`figure=`), the list of its cases, and what may narrow both.

    `column` counts it and `columns` hold what narrows it, where these are called otherwise (several, set apart by a
    blank, are joined by a dot). It is nothing where what narrows it is `never`. Of a metric that lists cases itself,
    `chosen` are the rows that count.
    """

    name: str
    listing: LeadList
    by: tuple[str, ...] = ()
    column: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    never: str | None = None
    chosen: Chosen | None = None

    @property
    def counts_in(self) -> str:
        """The column that counts it."""
        return self.column or self.name

    def opens(self, row: Mapping[str, Any], sliced: Opens) -> Opens | None:
        """What the count of a row of its metric opens, of one slice; nothing where nobody is counted."""
        by = {name: ".".join(text_of(row[column]) for column in self._columns(name)) for name in self.by}
        if pd.isna(row[self.counts_in]) or not row[self.counts_in] or self.never in by.values():
            return None
        missing = {name: NO_REASON for name, value in by.items() if not value}
        return {"list": self.listing.kind, "figure": self.name, **by, **missing, **sliced}

    def can_be(self, wanted: Wanted) -> bool:
        """Whether the figure can be narrowed by all that is wanted."""
        named = {name: value for name, value in wanted.items() if value is not None and name != "figure"}
        return named.keys() <= set(self.by) and self.never not in named.values()

    def count(self, frame: pd.DataFrame, wanted: Wanted, as_of: datetime) -> int:
        """How many cases the rows of its metric count, of those that are wanted; what leaves counts negative there."""
        for name in self.by:
            if wanted.get(name) is not None:
                cells = [frame[column].astype("string").fillna("") for column in self._columns(name)]
                frame = frame[cells[0].str.cat(cells[1:], sep=".") == wanted[name]]
        return len(self.chosen(frame, as_of)) if self.chosen else abs(int(frame[self.counts_in].sum()))

    def _columns(self, name: str) -> list[str]:
        """The columns of its metric that hold what narrows it."""
        return self.columns.get(name, name).split()


def text_of(value: object) -> str:
    """A value of a column as a link says it; nothing for the missing one."""
    return "" if pd.isna(value) else str(value)
