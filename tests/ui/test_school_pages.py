"""The pages over a real CRM export that knows current stages only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.companies import built_of
from tests.ui.visits import sentence, told, visit

SCHOOL = Path(__file__).parents[3] / "shared" / "data" / "school_crm"
pytestmark = pytest.mark.skipif(not SCHOOL.is_dir(), reason=f"the school's export is not at {SCHOOL}")


@pytest.fixture(autouse=True)
def school(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard shows the school."""
    monkeypatch.setenv("LEADDASH_DATA", str(built_of(SCHOOL)))


def test_the_export_says_that_it_knows_current_stages_only() -> None:
    assert "This export knows current stages only" in told(visit("funnel", period="all"))


def test_its_customers_are_listed_one_by_one() -> None:
    said = sentence(visit("leads", period="all", stage="customer", figure="entered"))
    assert said.startswith("858 leads: ")
