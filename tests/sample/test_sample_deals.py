"""The deals of the sample company as they are committed, and what it agreed: enough to forecast from, and plausible."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime

import pandas as pd

from leaddash import metrics
from leaddash.agreement import FILE, STAGES
from leaddash.scope import Scope
from leaddash.snapshots import open_snapshot
from tests.companies import built_of
from tests.sample.test_sample import COMMITTED, END, local, table

END_DAY = date(2026, 8, 20)
MOVED_BACK = pd.Timedelta(days=14)  # a lead that becomes MQL again so soon was moved back by mistake
YEAR = ("2025-08", "2026-07")  # the last twelve whole months


def changes() -> pd.DataFrame:
    return table("opportunity_changes").sort_values(["opportunity_id", "changed_at"], kind="stable")


def quarters_won() -> pd.Series:
    rows = changes()
    won = local(rows.loc[rows["stage"] == "won", "changed_at"])
    return won.dt.tz_localize(None).dt.to_period("Q").astype(str).value_counts()


def a_month(moments: pd.Series) -> float:
    months = local(moments).dt.strftime("%Y-%m")
    return float(months.between(*YEAR).sum() / 12)


def test_at_least_150_deals_were_won_in_the_last_four_whole_quarters() -> None:
    last = quarters_won()[["2025Q3", "2025Q4", "2026Q1", "2026Q2"]]
    assert last.sum() >= 150
    told = (COMMITTED / "README.md").read_text()
    assert f"{last.sum()} deals were won" in told
    assert f"2026-Q2: {', '.join(map(str, last))})" in told


def test_categories_are_written_as_crms_write_them() -> None:
    said = changes()["forecast_category"].dropna()
    assert set(said) == {"Pipeline", "Best Case", "Commit", "Closed", "Omitted"}
    assert said.value_counts().min() > 100


def test_the_first_that_is_said_of_a_deal_is_everything_and_later_only_what_changes() -> None:
    rows = changes()
    first = rows.drop_duplicates("opportunity_id")
    assert first.notna().all(axis=None)
    assert (first["stage"] == "Discovery").all()
    later = rows.drop(first.index)
    assert later["amount"].isna().mean() > 0.15
    assert (later["amount"].isna() == later["currency"].isna()).all()
    assert later[["stage", "forecast_category", "amount", "close_date"]].notna().any(axis=1).all()


def test_only_planned_dates_lie_after_the_end_and_only_of_deals_that_were_open() -> None:
    rows = changes().dropna(subset=["close_date"])
    dated = rows.drop_duplicates("opportunity_id", keep="last")
    ahead = dated[dated["close_date"] > END_DAY]
    assert len(ahead) > 50
    assert not ahead["stage"].isin(["won", "lost"]).any()
    assert table("spend")["day"].max() <= END_DAY


def test_no_close_date_was_over_when_it_was_said() -> None:
    rows = changes().dropna(subset=["close_date"])
    days = local(rows["changed_at"]).dt.date
    assert (rows["close_date"] >= days).all()


def test_the_large_loss_is_the_deal_that_the_readme_names() -> None:
    rows = changes()
    (large,) = rows.loc[rows["amount"] >= 400_000, "opportunity_id"].unique()
    found = re.search(r"here `(\S+)`, lost on (\S+) ", (COMMITTED / "README.md").read_text())
    assert found is not None
    last = rows[rows["opportunity_id"] == large].iloc[-1]
    assert (large, last["stage"], str(local(pd.Series([last["changed_at"]]))[0].date())) == (found[1], "lost", found[2])


def test_most_people_of_an_account_are_not_alone_there() -> None:
    leads = table("leads").dropna(subset=["account_id"]).sort_values("created_at")
    assert (leads["account_id"].map(leads["account_id"].value_counts()) > 1).mean() > 0.8
    gap = leads.groupby("account_id")["created_at"].diff()
    assert (gap < pd.Timedelta(days=30)).mean() > 0.15


def test_its_agreement_holds_goals_somewhat_above_what_came_and_a_rate_and_nothing_else() -> None:
    agreed = tomllib.loads((COMMITTED / FILE).read_text())
    stages, rows = table("stage_changes"), changes()
    entries = stages[stages["stage"] == "mql"]
    again = entries["entered_at"] - entries.groupby("lead_id")["entered_at"].shift() < MOVED_BACK
    came = {
        "new_name": a_month(table("leads")["created_at"]),
        "mql": a_month(entries.loc[~again, "entered_at"]),
        "opportunity": a_month(table("opportunities")["created_at"]),
        "customer": a_month(rows.loc[rows["stage"] == "won", "changed_at"]),
    }
    assert agreed.keys() == {"rates", "goals", "forecast", "quotas"}
    assert agreed["rates"] == {"USD": 0.92}
    assert all(0.9 < agreed["goals"][stage] / came[stage] < 1.2 for stage in came), came
    entries = [agreed["goals"][stage] for stage in STAGES]
    assert entries == sorted(entries, reverse=True)


def test_its_goals_in_money_are_somewhat_above_what_came_and_its_quotas_above_the_goal() -> None:
    agreed, year = (
        tomllib.loads((COMMITTED / FILE).read_text()),
        Scope(since=datetime(2025, 7, 31, 22), until=datetime(2026, 7, 31, 22)),
    )
    shot = open_snapshot(built_of(COMMITTED))
    came = {
        "bookings": float(metrics.bookings(shot, year)["amount"].sum()) / 12,
        "pipeline": float(metrics.pipeline_created(shot, year)["amount"].sum()) / 12,
    }
    assert all(0.85 < agreed["goals"][name] / amount < 1.25 for name, amount in came.items()), came
    sellers = table("people").query("role == 'account_executive'")["person_id"]
    assert [quota["person"] for quota in agreed["quotas"]] == list(sellers)
    assert 1 < sum(quota["bookings"] for quota in agreed["quotas"]) / agreed["goals"]["bookings"] < 1.2


def test_deals_are_open_at_the_end_that_lie_in_every_class_of_close_date() -> None:
    rows = changes()
    closed = set(rows.loc[rows["stage"].isin(["won", "lost"]), "opportunity_id"])
    dated = rows[~rows["opportunity_id"].isin(closed)].dropna(subset=["close_date"])
    dates = dated.drop_duplicates("opportunity_id", keep="last")["close_date"]
    over, later = dates < END_DAY, dates > date(2026, 9, 30)
    assert min(over.sum(), later.sum(), (~over & ~later).sum()) > 10
    assert END.date() == END_DAY
