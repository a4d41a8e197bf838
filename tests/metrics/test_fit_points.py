"""Fit points and bands against a naive evaluation of the rules, lead by lead."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

from leaddash import agreement, metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, build, open_snapshot
from leaddash.snapshots.tables import MODELS
from tests.naive import fit as naive

WORDS = ("Software", "software ", "FINANCE", "Fin_nce", "50%", "100 %", r"a\b", "nan", "inf", "", "  ", None, "éTÉ")
NUMBERS = ("50", "50.0", "007", "1e3", "-3", "nan", "inf", "", None, "many", "2.5")
VALUES = ("software", "FINANCE", "fin_nce", "50%", "Été", "50", "007", True, False, 50, 7, 1000, 2.5, -3)
GLOBS = ("soft*", "*E", "fin?nce", "50%", "1*%", "*", "?", r"a\*", "n*", "5?", "*.5", "true")
COLUMNS = ("industry", "Employees", "budget", "timeline_days", "Region", "grade", "lead", "no_such_column")
LEADS = 700


def rule(rng: random.Random, number: int) -> dict[str, Any]:
    """A random rule."""
    low, high = sorted(rng.choices([-3, 0, 2.5, 7, 50, 1000], k=2))
    condition: dict[str, Any] = rng.choice(
        [
            {"equals": rng.choice(VALUES)},
            {"in": rng.choices(VALUES, k=rng.randint(0, 3))},
            {"range": [low, high]},
            {"matches": rng.choice(GLOBS)},
        ]
    )
    points = rng.choice([-20, -7.5, 0.1, 5, 12, 30])
    return {"name": f"rule {number}", "column": rng.choice(COLUMNS), "points": points, **condition}


def scoring(number: int, rules: int = 25) -> dict[str, Any]:
    """Random scoring rules."""
    rng = random.Random(number)
    return {
        "fit": [rule(rng, place) for place in range(rules)],
        "fit_cap": rng.choice(["none", 20, 45]),
        "fit_at_least_zero": rng.random() < 0.5,
        "fit_bands": [-10, 0, 12.5, 40],
    }


def leads() -> pd.DataFrame:
    """Random leads with typed columns, text columns and columns nobody knows."""
    rng = random.Random(7)
    made = {
        "lead_id": [f"l{number}" for number in range(LEADS)],
        "created_at": pd.Timestamp("2025-03-03"),
        "industry": rng.choices(WORDS, k=LEADS),
        "employees": rng.choices([50.0, 2.5, 1000.0, None], k=LEADS),
        "budget": rng.choices([True, False, None], k=LEADS),
        "timeline_days": rng.choices([7.0, 0.0, None], k=LEADS),
        "Region": rng.choices(WORDS, k=LEADS),
        "grade": rng.choices(NUMBERS, k=LEADS),
        "lead": rng.choices(WORDS, k=LEADS),
    }
    return pd.DataFrame(made).astype({"budget": "boolean"})


@pytest.fixture(scope="module", params=["csv", "parquet"])
def shot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("fit")
    (folder / "data").mkdir()
    if request.param == "csv":
        leads().to_csv(folder / "data" / "leads.csv", index=False)
    else:
        leads().to_parquet(folder / "data" / "leads.parquet", index=False)
    (folder / "data" / "activities.csv").write_text("lead_id,occurred_at,activity_type\n")
    rules = agreement.parse({"scoring": scoring(0)})
    build(folder / "data", folder / "snapshots", rules=rules)
    return open_snapshot(folder / "snapshots")


def expected(rules: dict[str, Any]) -> dict[str, float]:
    """What the naive evaluation gives each lead."""
    rows = leads().astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
    return {row["lead_id"]: naive.fit(rules, row) for row in rows}


def given(frame: pd.DataFrame, shot: Snapshot) -> dict[str, float]:
    """Fit points by lead."""
    ids = shot.rows("select lead, lead_id from leads")
    merged = frame.merge(ids, on="lead")
    return dict(zip(merged["lead_id"], merged["fit"], strict=True))


def told(found: dict[str, float], wanted: dict[str, float]) -> list[str]:
    """The leads whose points differ."""
    assert found.keys() == wanted.keys()
    return [
        f"{lead_id}: {found[lead_id]}, not {fit}" for lead_id, fit in wanted.items() if abs(found[lead_id] - fit) > 1e-9
    ]


def test_the_build_gives_every_lead_the_points_of_the_rules_that_hold(shot: Snapshot) -> None:
    found = given(shot.rows("select lead, fit from fits"), shot)
    assert told(found, expected(scoring(0)))[:5] == []


@pytest.mark.parametrize("number", range(1, 9))
def test_other_rules_at_metric_time_give_their_own_points(shot: Snapshot, number: int) -> None:
    rules = agreement.parse({"scoring": scoring(number)}, shot.agreement)
    question = shot.question(Scope(agreement=rules))
    found = given(shot.ask(MODELS / "rules" / "fit_points.sql", question), shot)
    assert told(found, expected(scoring(number)))[:5] == []


@pytest.mark.parametrize("number", [0, 3])
def test_a_band_is_named_by_its_lower_bound_and_is_missing_below_the_first(shot: Snapshot, number: int) -> None:
    rules = agreement.parse({"scoring": scoring(number)}, shot.agreement)
    frame = metrics.episodes(shot, Scope(agreement=rules))
    found = {row.lead_id: row.fit_band if isinstance(row.fit_band, str) else None for row in frame.itertuples()}
    wanted = {lead_id: naive.band(scoring(number), points) for lead_id, points in expected(scoring(number)).items()}
    assert found == wanted
    assert set(wanted.values()) >= {"0", "12.5"}


def test_no_rules_and_no_bands_are_legal(shot: Snapshot) -> None:
    rules = agreement.parse({"scoring": {"fit": [], "fit_bands": []}}, shot.agreement)
    frame = metrics.funnel(shot, Scope(agreement=rules, by="fit_band"))
    assert frame["fit_band"].isna().all()
    assert frame.loc[0, "entered"] == LEADS
