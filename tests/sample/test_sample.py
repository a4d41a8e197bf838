"""The sample company: the committed files are the generator's, and they hold what the pages are to show."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from leaddash.sample import generate
from leaddash.sample.company import EXITS, STAGES

COMMITTED = Path(__file__).parents[2] / "data" / "sample"
END = pd.Timestamp("2026-08-20 09:00:00")  # 11:00 in Madrid, in UTC
MOMENTS = {
    "leads": "created_at",
    "activities": "occurred_at",
    "stage_changes": "entered_at",
    "assignments": "assigned_at",
    "opportunities": "created_at",
    "opportunity_changes": "changed_at",
}
TABLES = (*MOMENTS, "people", "spend")
MEANINGFUL = (
    "form_submit",
    "content_download",
    "webinar_attended",
    "event_attended",
    "pricing_page",
    "trial",
    "price_sheet",
    "call",
)
FOURTEEN_MEGABYTES = 14_000_000


@cache
def table(name: str) -> pd.DataFrame:
    """The committed rows without the bad ones, which come last; test_bad_rows.py is about those."""
    rows = pd.read_parquet(COMMITTED / f"{name}.parquet")
    for column in rows.select_dtypes("datetimetz"):
        rows[column] = rows[column].dt.tz_localize(None)  # UTC, as it is stored
    return rows.iloc[: good_rows()[name]]


@cache
def good_rows() -> dict[str, int]:
    with TemporaryDirectory() as folder:
        return generate(Path(folder), without=["bad_rows"]).rows


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    generate(folder)
    return folder


def local(moments: pd.Series) -> pd.Series:
    return moments.dt.tz_localize("UTC").dt.tz_convert("Europe/Madrid")


def reached(stage: str) -> set[str]:
    """Leads the CRM recorded in a stage."""
    changes = table("stage_changes")
    return set(changes.loc[changes["stage"] == stage, "lead_id"])


def returns() -> pd.Series:
    """How often each lead entered a stage again after it was recycled or postponed."""
    changes = table("stage_changes").sort_values(["lead_id", "entered_at"], kind="stable")
    out = changes["stage"].isin(["recycled", "postponed"])
    entry = changes["stage"].isin(STAGES)
    after_exit = out.shift(fill_value=False) & (changes["lead_id"] == changes["lead_id"].shift())
    return (entry & after_exit).groupby(changes["lead_id"]).sum()


@pytest.mark.parametrize("name", TABLES)
def test_the_committed_table_is_what_the_generator_writes(name: str, regenerated: Path) -> None:
    file = f"{name}.parquet"
    pd.testing.assert_frame_equal(pd.read_parquet(COMMITTED / file), pd.read_parquet(regenerated / file))


@pytest.mark.parametrize("file", ["agreement.toml", "assignments-import.csv", "spend-import.csv", "generated.toml"])
def test_the_committed_text_is_what_the_generator_writes(file: str, regenerated: Path) -> None:
    assert (COMMITTED / file).read_text() == (regenerated / file).read_text()


def test_no_other_file_is_committed(regenerated: Path) -> None:
    assert {path.name for path in COMMITTED.iterdir()} == {path.name for path in regenerated.iterdir()} | {"README.md"}


def test_the_readme_tells_how_many_rows_each_table_has(regenerated: Path) -> None:
    told = (COMMITTED / "README.md").read_text()
    for name in TABLES:
        assert f"| `{name}` | {len(pd.read_parquet(regenerated / f'{name}.parquet')):,} |" in told


def test_the_files_together_stay_under_fourteen_megabytes() -> None:
    assert sum(path.stat().st_size for path in COMMITTED.iterdir()) < FOURTEEN_MEGABYTES


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("leads", "lead_id"),
        ("activities", "activity_id"),
        ("opportunities", "opportunity_id"),
        ("people", "person_id"),
    ],
)
def test_ids_are_present_and_unique(name: str, key: str) -> None:
    assert table(name)[key].notna().all()
    assert table(name)[key].is_unique


@pytest.mark.parametrize("name", ["activities", "stage_changes", "assignments", "opportunities"])
def test_every_row_belongs_to_a_known_lead(name: str) -> None:
    assert table(name)["lead_id"].isin(table("leads")["lead_id"]).all()


def test_every_change_belongs_to_an_opportunity_that_exists_by_then() -> None:
    changes = table("opportunity_changes").merge(table("opportunities"), on="opportunity_id", how="left")
    assert (changes["changed_at"] >= changes["created_at"]).all()


@pytest.mark.parametrize("name", ["activities", "stage_changes", "assignments", "opportunities"])
def test_every_person_named_is_one_of_ours(name: str) -> None:
    named = table(name)["person_id"].dropna()
    assert len(named) > 0
    assert named.isin(table("people")["person_id"]).all()


def test_everyone_but_the_first_executive_has_a_manager_of_ours() -> None:
    people = table("people")
    assert people.loc[people["manager_id"].isna(), "role"].tolist() == ["executive"]
    assert people["manager_id"].dropna().isin(people["person_id"]).all()


@pytest.mark.parametrize(("name", "column"), MOMENTS.items())
def test_no_moment_is_missing_or_after_the_end(name: str, column: str) -> None:
    assert table(name)[column].notna().all()
    assert table(name)[column].max() <= END


def test_the_data_reach_into_the_last_hours() -> None:
    assert max(table(name)[column].max() for name, column in MOMENTS.items()) > END - pd.Timedelta(hours=3)


def test_the_end_is_in_mid_quarter_mid_week_and_mid_morning() -> None:
    end = local(pd.Series([END]))[0]
    assert (end.day_name(), end.hour) == ("Thursday", 11)
    assert (end.tz_localize(None) - pd.Timestamp("2026-07-01")).days == 50  # of the 92 days of the quarter


def test_leads_arrive_in_each_of_the_thirty_six_months() -> None:
    months = local(table("leads")["created_at"]).dt.strftime("%Y-%m")
    assert (months.nunique(), months.min(), months.max()) == (36, "2023-09", "2026-08")


def test_the_last_morning_is_as_busy_as_other_mornings() -> None:
    created = local(table("leads")["created_at"]).dt.tz_localize(None)
    mornings = created[created.dt.hour < 11].dt.normalize().value_counts()
    before = [mornings[pd.Timestamp("2026-08-20") - pd.Timedelta(weeks=weeks)] for weeks in (1, 2, 3, 4)]
    assert min(before) / 2 < mornings[pd.Timestamp("2026-08-20")] < max(before) * 2


def test_only_a_handful_of_events_precede_their_leads_creation() -> None:
    activities = table("activities").merge(table("leads")[["lead_id", "created_at"]], on="lead_id")
    early = int((activities["occurred_at"] < activities["created_at"]).sum())
    assert 0 < early < 200


@pytest.mark.parametrize("stage", [*STAGES[1:], *EXITS])
def test_every_stage_and_exit_is_recorded(stage: str) -> None:
    assert len(reached(stage)) > 20


def test_every_exit_but_few_has_a_reason_and_no_stage_has_one() -> None:
    changes = table("stage_changes")
    out = changes["stage"].isin(EXITS)
    assert changes.loc[out, "reason"].notna().all()
    assert changes.loc[~out, "reason"].isna().all()


def test_some_leads_come_back_once_and_some_twice() -> None:
    assert (returns() == 1).sum() > 100
    assert (returns() >= 2).sum() >= 3


def test_a_fifth_of_the_recycled_comes_back_within_180_days() -> None:
    changes = table("stage_changes").sort_values(["lead_id", "entered_at"], kind="stable")
    following = changes.groupby("lead_id")["entered_at"].shift(-1)
    old = (changes["stage"] == "recycled") & (changes["entered_at"] <= END - pd.Timedelta(days=180))
    rate = (following[old] - changes.loc[old, "entered_at"] <= pd.Timedelta(days=180)).mean()
    assert 0.15 <= rate <= 0.25


def test_customers_buy_again_and_lost_opportunities_reopen() -> None:
    changes = table("opportunity_changes").dropna(subset=["stage"])
    changes = changes.sort_values(["opportunity_id", "changed_at"], kind="stable")
    before = changes.groupby("opportunity_id")["stage"].shift()
    assert ((before == "lost") & (changes["stage"] == "Discovery")).sum() > 5
    assert (before == "won").sum() == 0
    won = changes.loc[changes["stage"] == "won"].merge(table("opportunities"), on="opportunity_id")
    later = table("opportunities").merge(won[["lead_id", "changed_at"]], on="lead_id")
    assert (later["created_at"] > later["changed_at"] + pd.Timedelta(days=1)).sum() > 3


def test_leads_arrive_at_night_and_at_weekends_too() -> None:
    created = local(table("leads")["created_at"])
    assert 0.08 < ((created.dt.hour >= 22) | (created.dt.hour < 8)).mean() < 0.25
    assert 0.08 < (created.dt.day_of_week >= 5).mean() < 0.25


def test_reps_mostly_work_in_office_hours() -> None:
    activities = table("activities")
    by_rep = activities[(activities["direction"] == "outbound") & activities["person_id"].notna()]
    at = local(by_rep["occurred_at"])  # 9 to 24 covers both teams
    assert ((at.dt.hour >= 9) & (at.dt.day_of_week < 5)).mean() > 0.9


def test_sources_differ_clearly_in_how_many_leads_become_mqls() -> None:
    leads = table("leads")
    rate = leads["lead_id"].isin(reached("mql")).groupby(leads["source"]).mean()
    assert len(rate) == 8
    assert rate["referral"] > 2 * rate["webinar"] > 4 * rate["content syndication"]


def test_about_as_many_leads_go_on_at_each_step_as_in_a_believable_company() -> None:
    """Shares of leads, by what the CRM recorded; engaged is derived from activities."""
    activities = table("activities")
    inbound = activities[activities["direction"] == "inbound"]
    engaged = inbound.loc[inbound["activity_type"].isin([*MEANINGFUL, "demo_request"]), "lead_id"].nunique()
    accepted, opened = len(reached("sales_lead")), table("opportunities")["lead_id"].nunique()
    assert 0.50 < engaged / len(table("leads")) < 0.60
    assert 0.55 < len(reached("target")) / engaged < 0.65
    assert 0.30 < len(reached("mql")) / len(reached("target")) < 0.45
    assert 0.40 < accepted / len(reached("mql")) < 0.55
    assert 0.45 < opened / accepted < 0.62


def test_july_has_fewer_webinar_mqls_because_webinars_stopped_in_june() -> None:
    changes = table("stage_changes").merge(table("leads")[["lead_id", "source"]], on="lead_id")
    mqls = changes[changes["stage"] == "mql"]
    counts = mqls.groupby([local(mqls["entered_at"]).dt.strftime("%Y-%m"), mqls["source"] == "webinar"]).size()
    assert counts["2026-07"][True] < min(counts["2026-05"][True], counts["2026-06"][True]) / 2


def test_some_mqls_are_given_to_nobody_and_some_hand_overs_are_passed_on() -> None:
    assignments = table("assignments").merge(table("people"), on="person_id")
    to_sdrs = assignments[assignments["role"] == "sdr"].groupby("lead_id")["person_id"].nunique()
    assert len(reached("mql") - set(assignments["lead_id"])) > 20
    assert (to_sdrs > 1).sum() > 20


def test_budget_is_known_only_of_leads_a_rep_has_talked_to() -> None:
    activities, leads = table("activities"), table("leads")
    met = set(activities.loc[activities["outcome"] == "connected", "lead_id"])
    asked = leads.loc[leads["budget"].notna(), "lead_id"]
    assert 0 < len(asked) < len(met)
    assert asked.isin(met).all()


def test_money_is_spent_every_month_and_in_positive_amounts() -> None:
    spend = table("spend")
    assert (spend["amount"] > 0).all()
    assert pd.to_datetime(spend["day"]).dt.strftime("%Y-%m").nunique() == 36
    assert set(spend["campaign"]) <= set(table("leads")["campaign"])
