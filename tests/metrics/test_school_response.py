"""The response curve of a real CRM export: the buckets that its README gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddash import agreement, metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests.companies import built_of

SCHOOL = Path(__file__).parents[3] / "shared" / "data" / "school_crm"
pytestmark = pytest.mark.skipif(not SCHOOL.is_dir(), reason=f"the school's export is not at {SCHOOL}")
ASKED = {"start": "created", "clock": "wall", "not_a_lead": [], "horizon_days": {"contact": 0, "qualify": 0, "win": 0}}
README = {
    "le_5m": (239, 12),
    "5_30m": (1_890, 119),
    "30_60m": (1_336, 80),
    "1_4h": (3_378, 186),
    "4_24h": (6_795, 351),
    "1_3d": (995, 51),
    "gt_3d": (809, 29),
    "never": (6_151, 27),
}
"""Deals by time to the first call, and how many of them were won after it: three had been won before."""


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return open_snapshot(built_of(SCHOOL))


def scope(shot: Snapshot) -> Scope:
    return Scope(agreement=agreement.parse({"response": ASKED}, shot.agreement))


def test_the_buckets_are_exactly_those_of_its_readme(shot: Snapshot) -> None:
    curve = metrics.response_curve(shot, scope(shot)).set_index("bucket")[["leads", "won"]]
    curve.loc["5_30m"] = curve.loc["5_10m"] + curve.loc["10_30m"]
    assert {bucket: tuple(curve.loc[bucket]) for bucket in README} == README
    assert curve.loc[["before", "waiting", "not_a_lead"], "leads"].sum() == 0


def test_the_never_called_are_told_by_reason(shot: Snapshot) -> None:
    reasons = metrics.never_touched(shot, scope(shot))
    assert reasons["leads"].sum() == README["never"][0]
    told = reasons.groupby("reason")["leads"].sum()
    assert told["Duplicate"] > 1_000
    assert told["Invalid number"] > 900


def test_those_found_to_be_no_lead_break_no_promise(shot: Snapshot) -> None:
    row = metrics.sla(shot, Scope()).set_index("promise").loc["first_touch"]
    assert row["withdrawn"] > 900
