"""What every metric must say of itself, and the files it is made of."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from leaddash import agreement, cases, metrics
from leaddash.blocks.metric import Metric
from leaddash.errors import ScopeError
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from leaddash.snapshots.tables import MACROS
from tests.companies import opened
from tests.metrics.stories import RULES, day
from tests.naive import deal_histories, histories
from tests.naive.histories import moved, one

METRICS, CASES = Path(metrics.__file__).parent, Path(cases.__file__).parent
MODELS, SUBJECTS, BOARDS = (METRICS.parent / room for room in ("models", "subjects", "boards"))
MODEL_FILES = [path for path in MODELS.rglob("*.sql") if path not in MACROS]
MODULES = [
    f"leaddash.subjects.{path.parts[-3]}.metrics.{path.stem}" for path in sorted(SUBJECTS.glob("*/metrics/*.py"))
]
SQL_FILES = sorted([*BOARDS.rglob("*.sql"), *SUBJECTS.rglob("*.sql"), *CASES.glob("*.sql"), *MODEL_FILES])
TESTS = "\n".join(path.read_text() for path in Path(__file__).parent.rglob("test_*.py"))

CHANGES = {
    "score_flips": {"scoring": {"fit_floor": 1000}},
    "score_quality": {"response": {"horizon_days": {"qualify": 0}}},
}
"""Nothing flips as agreed: the lead is to raise its hand as before and not to fit. Nor is any horizon over."""


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    given = {"lead_id": "l", "person_id": "p1", "assigned_at": day(1)}
    passes = (moved("mql", day(1)), moved("recycled", day(9)), moved("mql", day(20)))
    company = one(*passes, assignments=[given], people=[{"person_id": "p1", "team": "north"}])
    company.leads[0]["fit_band"] = "20"
    company.activities.append(
        {"lead_id": "l", "occurred_at": day(2), "activity_type": "demo_request", "direction": "inbound"}
    )
    company.activities[-1]["person_id"] = "p1"  # no touch, but it shows that people are written down
    for number, (begun, stage) in enumerate(
        ((1, "demo"), (35, "won"), (124, "won"), (125, "demo"))
    ):  # won in a whole one
        of = {"opportunity_id": f"o{number}"}
        company.opportunities.append({**of, "lead_id": "l", "created_at": day(begun), "person_id": "p1"})
        said = {"stage": stage, "close_date": date(2025, 7, 31), "amount": 100}
        company.opportunity_changes.append({**of, "changed_at": day(begun + 5), **said})
    agreed = agreement.parse(histories.to_agreement(replace(RULES, derive={"engaged"})))
    return opened(company, agreed, written=deal_histories)


@pytest.mark.parametrize("name", registry.names())
def test_a_metric_describes_the_columns_it_has(name: str, shot: Snapshot) -> None:
    metric = registry.find(name)
    assert metric.told, "say what it counts and in which units"
    assert list(metric(shot, Scope())) == metric.columns


@pytest.mark.parametrize("name", registry.names())
def test_the_asked_dimension_is_a_metrics_first_column(name: str, shot: Snapshot) -> None:
    metric = registry.find(name)
    expected = ["team", *(column for column in metric.columns if column != "team")]
    assert list(metric(shot, Scope(by="team"))) == expected


@pytest.mark.parametrize("name", registry.names())
def test_a_metric_lists_its_cases_each_naming_its_lead(name: str, shot: Snapshot) -> None:
    other = agreement.parse(CHANGES[name], shot.agreement) if name in CHANGES else None
    for scope in (Scope(agreement=other), Scope(by="source", agreement=other)):
        listed = registry.cases(shot, scope, name)
        assert len(listed) > 0
        assert (listed["lead_id"] == "l").all()
        assert listed.columns.is_unique
        assert ("source" in listed) == (scope.by == "source" or name in ("episodes", "forecast_deals"))


@pytest.mark.parametrize("name", registry.names())
def test_a_metric_stands_beside_its_sql_and_is_tested(name: str) -> None:
    (module,) = SUBJECTS.glob(f"*/metrics/{name}.py")
    assert module.with_suffix(".sql").exists()
    assert f"metrics.{name}(" in TESTS, f"no test asks metrics.{name}"
    assert registry.find(name).statement.count("$") > 0


@pytest.mark.parametrize("module", MODULES)
def test_a_metric_of_a_subject_is_in_the_face_under_its_own_name(module: str) -> None:
    made = {each.name: each for each in vars(importlib.import_module(module)).values() if isinstance(each, Metric)}
    own = {name for name, each in made.items() if each.__module__ == module}
    assert own <= {module.rpartition(".")[2]}, "a metric is called as its module"
    assert all(getattr(metrics, name, None) is made[name] for name in own), "import it in leaddash/metrics/__init__.py"


def test_a_metric_is_asked_with_a_scope_or_with_its_question_and_with_what_else_it_takes(shot: Snapshot) -> None:
    scope, told = Scope(by="team"), list[float]()
    asked = (metrics.rule_hygiene(shot, scope), metrics.rule_hygiene(shot, shot.question(scope), progress=told.append))
    pd.testing.assert_frame_equal(*asked)
    assert told[-1] == 1


def test_a_metric_is_described_to_readers_of_code_as_the_function_it_is() -> None:
    assert str(inspect.getdoc(metrics.waits)).startswith("The wall clock from")
    assert list(inspect.signature(metrics.rule_hygiene).parameters) == ["snapshot", "question", "progress"]
    assert (metrics.waits.name, metrics.waits.__module__) == ("waits", "leaddash.subjects.promises.metrics.waits")


def test_a_list_beside_a_metric_is_the_one_of_its_cases() -> None:
    for path in SUBJECTS.glob("*/metrics/*_list.sql"):
        listing = registry.find(path.stem.removesuffix("_list")).listing
        assert listing is not None
        assert listing.cases == path


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: path.stem)
def test_a_statement_says_what_its_rows_are_and_is_short(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith(("-- One row per ", "-- One row: "))
    assert len(lines) <= 80


def test_an_unknown_metric_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ScopeError, match=r'no metric "funel".*"funnel"'):
        registry.find("funel")
