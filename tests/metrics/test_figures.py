"""Every figure that can be opened: the list behind it is as long as its count, however it is narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.blocks.figure import NARROWED, Figure, Wanted
from leaddash.blocks.metric import Metric
from leaddash.home import SAMPLE
from leaddash.metrics import figures, registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests.companies import built_of, generated

COUNTING = [name for name in registry.names() if registry.find(name).figures]
FIGURES = [(name, figure) for name in COUNTING for figure in registry.find(name).figures]
ROWS = 3
"""Rows by which each figure is asked."""
every_figure = pytest.mark.parametrize(
    ("name", "figure"), FIGURES, ids=[f"{name}-{figure.name}" for name, figure in FIGURES]
)


@pytest.fixture(scope="module")
def small() -> Snapshot:
    return open_snapshot(generated(seed=3, leads=600, months=8))


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_snapshot(built_of(SAMPLE))


def answer(shot: Snapshot, metric: Metric[...]) -> pd.DataFrame:
    """What a metric says, asked once."""
    return shot.answers.get(("test", metric.name), lambda: metric(shot, Scope()))


def narrowed(figure: Figure, frame: pd.DataFrame) -> Iterator[Wanted]:
    """A figure as it can be asked: by the first rows, and of all of them where its list is not of one only."""
    if not figure.listing.of:
        yield {"figure": figure.name, **dict.fromkeys(figure.by)}
    columns = [figure.columns.get(name, name).split() for name in figure.by]
    named = frame[[column for together in columns for column in together]].drop_duplicates()
    for row in named.dropna(how="all").head(ROWS).to_dict("records"):
        texts = {column: "" if pd.isna(value) else str(value) for column, value in row.items()}
        values = [".".join(texts[column] for column in together) for together in columns]
        wanted = dict(zip(figure.by, values, strict=True))
        if figure.never not in values:
            yield {"figure": figure.name, **wanted}


def check(shot: Snapshot, figure: Figure, wanted: Wanted) -> None:
    """The count, the cases and the reader's list agree."""
    kind, scope = figure.listing.kind, Scope()
    count = figures.count(partial(answer, shot), kind, wanted, shot.newest)
    assert len(registry.cases_behind(shot, scope, kind, wanted)) == count, wanted
    shown = registry.lead_list(shot, scope, kind, wanted, most=1)
    assert (int(shown["matches"].iloc[0]) if len(shown) else 0) == count, wanted


@every_figure
def test_the_list_behind_a_figure_is_as_long_as_its_count_by_every_row(
    name: str, figure: Figure, small: Snapshot
) -> None:
    frame = answer(small, registry.find(name))
    for wanted in narrowed(figure, frame):
        check(small, figure, wanted)
        counted = figures.count(partial(answer, small), figure.listing.kind, wanted, small.newest)
        assert figure.count(frame, wanted, small.newest) == counted, "metrics differ"


@pytest.mark.parametrize("name", COUNTING)
def test_the_lists_of_the_sample_are_as_long_as_their_counts(name: str, sample: Snapshot) -> None:
    figure = registry.find(name).figures[-1]
    check(sample, figure, next(narrowed(figure, answer(sample, registry.find(name)))))


@every_figure
def test_a_figure_and_what_narrows_it_are_columns_of_its_metric(name: str, figure: Figure) -> None:
    columns = registry.find(name).columns
    assert figure.chosen or (figure.column or figure.name) in columns
    assert {column for name in figure.by for column in figure.columns.get(name, name).split()} <= set(columns)
    assert set(figure.by) <= set(NARROWED)


@every_figure
def test_a_figure_is_nothing_where_it_is_never_asked(name: str, figure: Figure, small: Snapshot) -> None:
    frame = answer(small, registry.find(name))
    if figure.never:
        assert frame.loc[(frame[list(figure.by)] == figure.never).any(axis=1), figure.name].isna().all()


def test_the_figures_of_a_stage_are_offered_with_its_exits_and_those_of_all_stages_are_of_passes() -> None:
    offered = partial(figures.offered, "funnel")
    assert offered(stage="customer") == [
        *("entered", "skipped", "balance_start", "came_in", "went_out", "balance_end", "exits"),
    ]
    assert offered(stage="mql")[0] == "entered"
    assert set(offered(stage="customer")) < set(offered(stage="mql"))
    assert offered(stage=None) == ["exits", "returned", "never_returned", "followed_90", "returned_90"]


def test_what_is_owed_now_is_on_the_clock_of_the_lead_and_not_of_an_owner() -> None:
    assert set(figures.names("sla")) - set(figures.names("owner")) == {"overdue_now", "open_now"}


def test_a_figure_is_counted_by_the_metric_that_can_be_narrowed_so(small: Snapshot) -> None:
    asked_for: list[str] = []

    def ask(metric: Metric[...]) -> pd.DataFrame:
        asked_for.append(metric.name)
        return answer(small, metric)

    kept = figures.count(ask, "sla", {"figure": "kept", "promise": None, "exit": None}, small.newest)
    touched = figures.count(ask, "sla", {"figure": "kept", "promise": None, "exit": "touch"}, small.newest)
    assert asked_for == ["sla", "kept_ways"]
    assert 0 < touched < kept
    assert kept == metrics.kept_ways(small, Scope())["kept"].sum()
