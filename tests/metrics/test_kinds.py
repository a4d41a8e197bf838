"""Whether the frames of every metric are what its decorator says: the kinds of columns, and the key of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from leaddash.blocks.kinds import Kind, of_cells
from leaddash.home import SAMPLE
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import open_snapshot
from tests.companies import built_of, generated

WITHIN_A_COHORT = "flow_rate"
"""The one share that may be over 1: of what moved in a period in what entered in it."""


def within(low: float, high: float) -> Callable[[pd.Series], pd.Series]:
    return lambda cells: cells.astype(float).between(low, high)


def is_whole(cells: pd.Series) -> pd.Series:
    return (cells.astype(float) >= 0) & (cells.astype(float) % 1 == 0)


HOLDS: dict[Kind, Callable[[pd.Series], pd.Series]] = {
    Kind.COUNT: is_whole,
    Kind.PLACE: is_whole,
    Kind.CHANGE: lambda cells: cells % 1 == 0,
    Kind.SHARE: within(0, 1),
    Kind.DIFFERENCE: within(-1, 1),
    Kind.RATIO: within(0, float("inf")),
    Kind.DAYS: within(0, float("inf")),
    Kind.HOURS: within(0, float("inf")),
    Kind.DATE: lambda cells: cells == cells.dt.normalize(),
    Kind.TEXT: lambda cells: cells.map(lambda cell: isinstance(cell, str)),
}
"""What every cell of a kind keeps that is not missing; times left and scores may be anything."""


Answer = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module", params=["small by team", pytest.param("sample", marks=pytest.mark.long("naive"))])
def by(request: pytest.FixtureRequest) -> str | None:
    """A small company in slices, and the sample as a whole."""
    return "team" if request.param == "small by team" else None


@pytest.fixture(scope="module")
def answer(by: str | None) -> Iterator[Answer]:
    """What each metric says, asked once."""
    shot = open_snapshot(generated(seed=3, leads=600, months=8) if by else built_of(SAMPLE))
    kept: dict[str, pd.DataFrame] = {}
    yield lambda name: kept[name] if name in kept else kept.setdefault(name, registry.find(name)(shot, Scope(by=by)))
    kept.clear()


@pytest.mark.parametrize("name", registry.names())
def test_every_column_has_a_kind_and_its_cells_fit_it(name: str, answer: Answer) -> None:
    metric = registry.find(name)
    assert metric.kinds.keys() <= set(metric.columns), "it has no such columns"
    frame = answer(name)
    for column, kind in metric.kinds_in(frame).items():
        cells = frame[column].dropna()
        strangers = cells[~HOLDS[kind](cells).astype(bool)] if kind in HOLDS else cells.head(0)
        assert strangers.empty or column == WITHIN_A_COHORT, f"{column} is no {kind.value}: {strangers.head().tolist()}"


@pytest.mark.parametrize("name", registry.names())
def test_the_bounds_of_a_share_stand_around_it(name: str, answer: Answer) -> None:
    frame = answer(name)
    for low in [column for column in frame if column.endswith("_low")]:
        stem = low.removesuffix("_low")
        middle = next((frame[one] for one in (f"{stem}_rate", stem) if one in frame), frame[low])
        known = frame[[low, f"{stem}_high"]].assign(middle=middle).astype(float).dropna()
        assert (known[low] <= known["middle"] + 1e-9).all(), low
        assert (known["middle"] <= known[f"{stem}_high"] + 1e-9).all(), low


@pytest.mark.parametrize("name", registry.names())
def test_its_key_tells_the_rows_of_every_slice_apart(name: str, answer: Answer, by: str | None) -> None:
    frame, key = answer(name), [*([by] if by else []), *registry.find(name).key]
    assert not frame.duplicated(key).any() if key else len(frame) <= 1


def test_the_kind_of_a_fraction_must_be_stated() -> None:
    assert of_cells(pd.Series([True])) is Kind.FLAG
    assert of_cells(pd.Series([1, None], dtype="Int64")) is Kind.COUNT
    assert of_cells(pd.Series(["a", None])) is Kind.TEXT
    assert of_cells(pd.Series([pd.Timestamp("2026-01-01 09:30")])) is Kind.MOMENT
    with pytest.raises(TypeError, match="rate do not tell"):
        of_cells(pd.Series([0.5], name="rate"))
