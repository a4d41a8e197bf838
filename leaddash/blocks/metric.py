"""What a metric is: a pure function of a snapshot and a question beside its SQL, with all that is known of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec

import pandas as pd

from leaddash import statements
from leaddash.blocks import kinds as kinds_of
from leaddash.blocks.figure import Figure, Given, Listing, Wanted, nothing, text_of
from leaddash.blocks.kinds import Kind
from leaddash.blocks.opens import Opens
from leaddash.cases import file as cases_file
from leaddash.errors import ScopeError
from leaddash.scope import DIMENSIONS, MEASURE, Question, Scope
from leaddash.snapshots import Snapshot

More = ParamSpec("More")


@dataclass(eq=False)
class Metric(Generic[More]):
    """A metric, which can be asked with a scope or with a question; `metric` says what each of these is."""

    answer: Callable[Concatenate[Snapshot, Question, More], pd.DataFrame]
    given: Given
    cases: str
    listing: Listing | None
    needs_touches: bool
    key: tuple[str, ...]
    figures: tuple[Figure, ...]
    kinds: Mapping[str, Kind]
    by_measure: bool

    def __post_init__(self) -> None:
        """Be called, and described, as the function is."""
        update_wrapper(self, self.answer)

    def __call__(
        self, snapshot: Snapshot, scope: Scope | Question, /, *more: More.args, **named: More.kwargs
    ) -> pd.DataFrame:
        """Answer a question, or that of a scope, which is made once, here."""
        question = snapshot.question(scope)
        if question.by == MEASURE and not self.by_measure:
            raise ScopeError(f"{self.name} compares no measures; slice it by one of {', '.join(DIMENSIONS)}.")
        return self.answer(snapshot, question, *more, **named)

    def rows(self, snapshot: Snapshot, question: Question) -> pd.DataFrame:
        """The rows of its statement, which selects from what is given beside the snapshot's tables."""
        return snapshot.ask(_file(self.answer), question, self.given(snapshot, question))

    def list_cases(self, snapshot: Snapshot, question: Question, wanted: Wanted) -> pd.DataFrame:
        """The cases it counts, each naming its lead; those behind one figure, as it is narrowed.

        A metric that is a list is its own.
        """
        if self.listing is None:
            return self.answer(snapshot, question)  # type: ignore[call-arg]
        frame = self.listing.rows(snapshot, question, wanted)
        return frame.iloc[:0] if self.needs_touches and not snapshot.knows_touches else frame

    def opens(
        self, frame: pd.DataFrame, by: str = "", renamed: Mapping[str, str] | None = None
    ) -> dict[str, list[Opens | None]]:
        """What the counts in rows of its own open, column by column under the names that they are `renamed` to.

        Rows are of slices `by` a dimension, with their ids in `slice_id` where they are called otherwise. Where nobody
        is counted nothing opens.
        """
        named, rows_of = renamed or {}, frame.to_dict("records")
        slices = [self._slices(row, by) for row in rows_of]
        return {
            named.get(figure.counts_in, figure.counts_in): [
                figure.opens(row, sliced) for row, sliced in zip(rows_of, slices, strict=True)
            ]
            for figure in self.figures
            if figure.counts_in in frame and not figure.chosen
        }

    def _slices(self, row: Mapping[str, Any], by: str) -> dict[str, str]:
        """The slices that a row is of: of the dimension asked by, and of those that are keys of its own."""
        own = {name: text_of(row[name]) for name in self.key if name in DIMENSIONS and name in row and name != by}
        return {**own, by: text_of(row.get("slice_id", row[by]))} if by else own

    @property
    def name(self) -> str:
        """Its name, which is that of its module and of its statement."""
        return self.answer.__name__

    @property
    def told(self) -> str:
        """What it counts and in which units, from the docstring."""
        return self._docstring[0].strip()

    @property
    def columns(self) -> list[str]:
        """Its columns, from the docstring."""
        return re.findall(r"\w+", self._docstring[2])

    @property
    def statement(self) -> str:
        """Its SQL as it is run, with everything that it selects from."""
        return statements.with_imports(_file(self.answer).with_suffix(".sql"))

    @property
    def beneath(self) -> str | None:
        """The SQL of the cases that calendars time before it counts them; None where it needs no calendar."""
        return statements.with_imports(cases_file(self.cases)) if self.cases else None

    def kinds_in(self, frame: pd.DataFrame) -> dict[str, Kind]:
        """The kind of each column of a frame: the one that is stated, else the one that its cells tell."""
        return {str(name): self.kinds.get(str(name)) or kinds_of.of_cells(frame[name]) for name in frame}

    @property
    def _docstring(self) -> tuple[str, str, str]:
        return (inspect.getdoc(self.answer) or "").partition("Columns:")


def metric(
    *,
    given: Given = nothing,
    cases: str = "",
    listed: Metric[...] | Listing | None = None,
    as_built: bool = False,
    needs_touches: bool = False,
    key: Iterable[str] = (),
    figures: Iterable[Figure] = (),
    kinds: Mapping[Kind, Collection[str]] | None = None,
    by_measure: bool = False,
) -> Callable[[Callable[Concatenate[Snapshot, Question, More], pd.DataFrame]], Metric[More]]:
    """Make a metric of a function that stands in a module of its name beside a statement of its name.

    - `given`: the tables that its statements select from beside the snapshot's;
    - `cases`: the statement, among the cases, whose rows calendars time beneath it;
    - `listed`: the list of its cases, or the metric whose list it is; left out, `<name>_list.sql` beside it, whose
      cases are `as_built` where the scoring asked does not choose them; without any the metric is its own list;
    - `needs_touches`: it counts nothing where nobody writes touches down;
    - `key`: the columns that tell the rows of a slice apart;
    - `figures`: the counts that a reader can open;
    - `kinds`: the columns of each kind that cells do not tell by themselves: fractions, times, places, dates. Whole
      numbers are counts, datetimes are moments, text is text, and yes or no is a flag;
    - `by_measure`: asked by `measure`, it sums up what each of its measures was worth.
    """

    def made(answer: Callable[Concatenate[Snapshot, Question, More], pd.DataFrame]) -> Metric[More]:
        own = _file(answer).with_name(f"{answer.__name__}_list.sql")
        lister = Listing(own, given, as_built) if listed is None and own.exists() else listed
        listing = lister.listing if isinstance(lister, Metric) else lister
        stated = {name: kind for kind, names in (kinds or {}).items() for name in names}
        return Metric(answer, given, cases, listing, needs_touches, tuple(key), tuple(figures), stated, by_measure)

    return made


def _file(answer: Callable[..., pd.DataFrame]) -> Path:
    return Path(inspect.getfile(answer))
