"""What opens behind the counts of a metric is as long as each of them counts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from leaddash import home, metrics
from leaddash.blocks import opens
from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.metric import Metric
from leaddash.blocks.parts import Heading, Ranking, Table
from leaddash.boards.leads.behind import behind
from leaddash.boards.leads.drawer import SPLIT_BY, show_drawer
from leaddash.boards.leads.links import with_list
from leaddash.boards.leads.narrowing import OF_PERIODS
from leaddash.drawing.theme import LIGHT
from leaddash.metrics import registry
from leaddash.periods import Period
from leaddash.scope import DIMENSIONS
from leaddash.snapshots import open_snapshot
from leaddash.subjects.forecast import period
from leaddash.subjects.promises.charts.notices import counted
from leaddash.subjects.promises.charts.notices import opened as notices_opened
from leaddash.subjects.promises.charts.wait_parts import wait_parts
from leaddash.words import load
from tests.companies import built_of, generated

LOOK = Look(load("en"), LIGHT, "Europe/Madrid")
YEAR = Period("custom", date(2025, 8, 21), date(2026, 8, 21))
COUNTED = [
    metric for metric in map(registry.find, metrics.__all__) if any(not figure.chosen for figure in metric.figures)
]


COMPANIES = {"small": lambda: generated(leads=4_000, months=36, seed=7), "sample": lambda: built_of(home.SAMPLE)}


@pytest.fixture(scope="module", params=["small", pytest.param("sample", marks=pytest.mark.long("pages"))])
def ask(request: pytest.FixtureRequest) -> Ask:
    snapshot = open_snapshot(COMPANIES[request.param]())
    return Ask(snapshot, snapshot.agreement, YEAR, snapshot.newest, {})


def numbers_opened(ask: Ask, opened: opens.Opens) -> tuple[int, list[int]]:
    """How many leads the drawer says there are, and how many each of its rankings and its list hold together."""
    shown = list(show_drawer(ask, Chosen({**with_list(opened), "rows": "99999"}), LOOK))
    heading = next(part.text for part in shown if isinstance(part, Heading))
    columns = [part for part in shown if hasattr(part, "widths")]
    rankings = [each for column in columns[0].parts for each in column if isinstance(each, Ranking)]
    listed = next(part for part in shown if isinstance(part, Table))
    return leading_number(heading), [len(listed.frame), *(sum(n for _, n, _ in each.counts) for each in rankings)]


def of_period(metric: Metric[...], ask: Ask) -> Ask:
    """The questions as they are put to a metric: of deals for the fiscal period that holds as-of."""
    is_of = any(figure.listing.kind in OF_PERIODS for figure in metric.figures)
    return period.over(ask, period.holding(ask)) if is_of else ask


def leading_number(text: str) -> int:
    return int(re.sub(r"\D", "", text.split()[0]))


@pytest.mark.parametrize("by", ["", "country"])
@pytest.mark.parametrize("metric", COUNTED, ids=lambda metric: metric.name)
def test_a_count_opens_as_many_cases_as_it_says(metric: Metric[...], by: str, ask: Ask) -> None:
    frame = of_period(metric, ask)(metric, by=by or None)
    for column, cells in metric.opens(frame, by).items():
        pairs = [(abs(int(count)), cell) for count, cell in zip(frame[column], cells, strict=True) if cell]
        for count, cell in (pairs[:1] + pairs[-1:])[: 2 if by else None]:
            said, held = numbers_opened(ask, cell)
            assert said == count, (column, cell)
            assert set(held) == {count}, (column, cell, held)


@pytest.mark.in_part("pages", every=2)
@pytest.mark.parametrize("dimension", SPLIT_BY)
@pytest.mark.parametrize("metric", COUNTED, ids=lambda metric: metric.name)
def test_by_source_and_by_person_they_are_as_many_as_the_metric_counts(
    metric: Metric[...], dimension: str, ask: Ask
) -> None:
    figures = {figure.name: figure for figure in metric.figures}
    for cells in metric.opens(of_period(metric, ask)(metric)).values():
        for opened in [cell for cell in cells if cell][:1]:
            leads = behind(ask, Chosen(with_list(opened)), LOOK)
            slices = leads.ask(metric, by=dimension)
            counts = {
                str(value): figures[opened["figure"]].count(cases, leads.wanted, ask.as_of)
                for value, cases in slices.groupby(slices[dimension].fillna("").astype(str))
            }
            found = registry.split(ask.snapshot, leads.ask.question(), leads.kind, leads.wanted, dimension)
            assert found == {value: n for value, n in counts.items() if n}, opened


def test_a_count_of_nobody_opens_nothing(ask: Ask) -> None:
    frame = ask(metrics.funnel).assign(entered=0)
    assert metrics.funnel.opens(frame)["entered"] == [None] * len(frame)


def test_a_slice_within_a_slice_narrows_to_both(ask: Ask) -> None:
    opened = {"figure": "entered", "stage": "mql", "source": "webinar"}
    shown = show_drawer(ask, Chosen(with_list(opened)), LOOK)
    rankings = [each for part in shown if hasattr(part, "widths") for column in part.parts for each in column]
    person = next(each for each in rankings if each.title == LOOK.words("dimension.person"))
    _, n, narrower = person.counts[0]
    assert opens.read(narrower["only"]).keys() == {"source", "person"} <= set(DIMENSIONS)
    assert numbers_opened(ask, narrower)[0] == n


def test_a_search_narrows_the_rows_and_not_the_number(ask: Ask) -> None:
    opened = with_list({"figure": "entered", "stage": "mql"})
    lead = str(
        registry.cases_behind(ask.snapshot, ask.scope(), "funnel", {"figure": "entered", "stage": "mql"}).lead_id[0]
    )
    shown = list(show_drawer(ask, Chosen({**opened, "search": lead}), LOOK))
    assert [len(part.frame) for part in shown if isinstance(part, Table)] == [1]
    nobody = list(show_drawer(ask, Chosen({**opened, "search": "no such lead"}), LOOK))
    assert not [part for part in nobody if isinstance(part, Table)]


def test_a_step_of_a_ladder_opens_the_notices_of_as_many_leads_as_it_told(ask: Ask) -> None:
    sent = ask(metrics.escalations)
    for promise in ask.rules.promises:
        counts = counted(sent, promise.name, [(step.after_minutes, step.to) for step in promise.ladder])
        opened = notices_opened(counts, promise.name)
        assert len(opened) == (counts["leads"] > 0).sum()
        for cell in opened:
            told = int(counts.loc[int(cell["step"]), "leads"])
            said, held = numbers_opened(ask, cell)
            assert (said, set(held)) == (told, {told})


def test_what_the_notices_list_has_every_lead_that_the_metric_names(ask: Ask) -> None:
    sent = ask(metrics.escalations)
    every = registry.cases_behind(ask.snapshot, ask.scope(), "notices", {"figure": "notices"})
    named = ["promise", "step", "lead_id", "at"]
    assert set(every[named].itertuples(index=False)) == set(sent[named].drop_duplicates().itertuples(index=False))


def test_a_part_of_a_wait_opens_the_hand_overs_of_its_team_wherever_clocks_start(ask: Ask) -> None:
    teams = ask(metrics.waits, by="team")
    counts = dict(zip(teams["team"].fillna(""), teams["hand_overs"], strict=True))
    opened = {cell["team"]: cell for cell in wait_parts(teams, LOOK.words, LIGHT).opens}
    assert opened.keys() == {team for team, n in counts.items() if n}
    for team, cell in opened.items():
        assert numbers_opened(ask, cell) == (counts[team], [counts[team]] * 3)
        other = behind(ask, Chosen({**with_list(cell), "start": "created"}), LOOK)
        assert other.count != counts[team]
