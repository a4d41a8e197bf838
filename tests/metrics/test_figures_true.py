"""What real data showed to be wrong, each kind on a small company of its own with the right answer."""

from __future__ import annotations

from leaddash import cases, metrics
from leaddash.blocks.ask import looked_up
from leaddash.boards.leads.lead import TIMELINE
from leaddash.metrics import registry
from leaddash.moments import moment
from leaddash.scope import Scope
from tests.metrics.small import VISIT, Told, at, row


def test_a_step_is_given_to_who_held_the_lead_before_it_left_the_stage(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2026-01-01T08:00Z\nb 2026-01-01T08:00Z",
        activities=VISIT.format("a 2026-02-20T09:00Z"),
        people="person_id name role team\ns1 Sue sdr inside\ne1 Eve ae field",
        assignments=(
            "lead_id person_id assigned_at\na s1 2026-01-02T09:00Z\nb s1 2026-01-02T09:00Z\na e1 2026-01-05T09:00Z"
        ),
        stage_changes=(
            "lead_id stage entered_at\na mql 2026-01-02T09:00Z\nb mql 2026-01-02T09:00Z\n"
            "a sales_lead 2026-01-05T09:00Z\na opportunity 2026-01-07T09:00Z"
        ),
    )
    for by, sdr, executive in (("person", "s1", "e1"), ("team", "inside", "field")):
        frame = metrics.funnel(shot, Scope(by=by))
        mine = row(frame, **{by: sdr, "stage": "mql"})
        assert (mine["entered"], mine["converted"], mine["stalled"]) == (2, 1, 1)
        assert row(frame, **{by: executive, "stage": "mql"})["entered"] == 0
        theirs = row(frame, **{by: executive, "stage": "sales_lead"})
        assert (theirs["entered"], theirs["converted"]) == (1, 1)
        filtered = metrics.funnel(shot, Scope(filters={by: (sdr,)})).set_index("stage")["entered"]
        assert (filtered["mql"], filtered["sales_lead"]) == (2, 0)
    listed = registry.cases(shot, Scope(filters={"person": ("s1",)}), "funnel", "mql", "entered")
    assert sorted(listed["lead_id"]) == ["a", "b"]
    assert metrics.episodes(shot, Scope()).set_index("lead_id")["person"].to_dict() == {"a": "e1", "b": "s1"}


def test_who_had_the_outcome_before_the_touch_is_in_no_rate_of_it(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2026-01-05T08:00Z\nb 2026-01-05T08:00Z",
        activities=(
            "lead_id occurred_at activity_type direction person_id outcome\n"
            "a 2026-01-09T09:00Z call outbound s1 connected\n"
            "b 2026-01-09T09:00Z call outbound s1 connected\nb 2026-06-01T09:00Z page_view inbound - -"
        ),
        assignments="lead_id person_id assigned_at\na s1 2026-01-05T09:00Z\nb s1 2026-01-05T09:00Z",
        stage_changes="lead_id stage entered_at\na sales_lead 2026-01-06T10:00Z",
    )
    late = row(metrics.response_curve(shot, Scope()), bucket="gt_3d")
    assert (late["leads"], late["qualify_leads"], late["qualified"]) == (2, 1, 0)
    assert len(registry.cases(shot, Scope(), "response_curve", figure="qualify_leads", bucket="gt_3d")) == 1


def test_mqls_nobody_was_given_stand_at_the_end_and_only_those_that_stand_there(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\nc 2024-01-01T00:00Z\nm 2024-01-01T00:00Z\ns 2024-01-01T00:00Z\no 2024-01-01T00:00Z",
        activities="lead_id occurred_at activity_type\no 2024-01-05T00:00Z page_visit",
        assignments="lead_id person_id assigned_at\no A 2024-01-02T00:00Z",
        stage_changes=(
            "lead_id stage entered_at\n"
            "c customer 2024-01-02T00:00Z\ns sales_lead 2024-01-03T00:00Z\nm mql 2024-01-04T00:00Z"
        ),
    )
    frame = metrics.at_risk(shot, Scope())
    assert frame["lead_id"].tolist() == ["s", "m"]
    assert frame["promise"].tolist()[0] == "convert"
    assert frame.iloc[-1][["owner", "promise", "due_at", "minutes_left"]].isna().all()


def test_given_to_the_same_person_again_no_clock_starts_anew(told: Told) -> None:
    again = "\n".join(f"a A 2024-01-{day:02}T{hour:02}:00Z" for day in (8, 9, 10) for hour in (9, 12, 15))
    shot = told(
        leads="lead_id created_at\na 2024-01-08T08:00Z",
        activities=VISIT.format("a 2024-02-01T09:00Z"),
        people="person_id name role\nA Ana sdr",
        assignments=f"lead_id person_id assigned_at\n{again}",
    )
    counts = ["due", "overdue", "withdrawn"]
    assert row(metrics.sla_by_person(shot, Scope()), promise="first_touch")[counts].tolist() == [1, 1, 0]
    assert row(metrics.sla(shot, Scope()), promise="first_touch")[counts].tolist() == [1, 1, 0]
    timeline = looked_up(shot, TIMELINE, lead_id="a", as_of=shot.newest)
    assert (timeline["kind"] == "owner").sum() == 9  # all that happened is told all the same


def test_given_to_the_same_person_again_no_earlier_owner_made_the_lead_wait(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-08T08:00Z",
        activities="lead_id occurred_at activity_type direction person_id\na 2024-01-08T11:00Z call outbound A",
        people="person_id name role\nA Ana sdr",
        assignments="lead_id person_id assigned_at\na A 2024-01-08T09:00Z\na A 2024-01-08T10:00Z",
    )
    waited = metrics.waits(shot, Scope()).iloc[0]
    assert (waited["earlier_owners_hours"], waited["working_hours"]) == (0, 2)


def test_estimated_moments_are_in_counts_and_in_no_percentile_of_a_promise(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T00:00Z\nb 2024-01-01T00:00Z\nc 2024-01-01T00:00Z",
        activities="lead_id occurred_at activity_type\na 2024-01-01T00:00Z page_visit",
        stage_changes=(
            "lead_id stage entered_at estimated\na sales_lead 2024-01-05T00:00Z -\na opportunity 2024-01-06T00:00Z -\n"
            "b sales_lead 2024-01-05T00:00Z -\nb opportunity 2024-01-08T00:00Z -\n"
            "c sales_lead 2024-01-05T00:00Z true\nc opportunity 2024-01-11T00:00Z -"
        ),
    )
    for name in ("sla", "sla_trend"):
        kept = row(registry.find(name)(shot, at("2024-01-31")), promise="convert")
        assert (kept["kept"], kept["p50_minutes"], kept["p95_minutes"]) == (3, 1440, 4320)


def test_estimated_moments_are_in_no_time_to_the_first_touch(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T00:00Z\nb 2024-01-01T00:00Z\nc 2024-01-01T00:00Z",
        activities=(
            "lead_id occurred_at activity_type direction person_id\na 2024-01-02T00:04Z call outbound A\n"
            "b 2024-01-02T00:30Z call outbound A\nc 2024-01-02T00:04Z call outbound A"
        ),
        stage_changes=(
            "lead_id stage entered_at estimated\na mql 2024-01-02T00:00Z true\nb mql 2024-01-02T00:00Z -\n"
            "c mql 2024-01-02T00:00Z true"
        ),
    )
    curve = metrics.time_to_first_touch(shot, at("2024-01-31"))
    assert (set(curve["cases"]), set(curve["p50_minutes"])) == ({1}, {30})
    assert metrics.response_by_person(shot, at("2024-01-31"))["p50_minutes"].tolist() == [30]
    assert metrics.arrivals(shot, at("2024-01-31"))["p50_minutes"].dropna().tolist() == [30]
    assert int(metrics.response_curve(shot, at("2024-01-31"))["leads"].sum()) == 3


def test_the_last_minute_says_what_happened_in_it(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T00:00Z\nb 2024-01-01T00:00Z",
        activities="lead_id occurred_at activity_type direction person_id\na 2024-01-02T00:09:30Z call outbound A",
        assignments="lead_id person_id assigned_at\na A 2024-01-02T00:00Z\nb A 2024-01-02T00:00Z",
    )
    last = metrics.time_to_first_touch(shot, Scope()).iloc[-1]
    assert (last["minute"], last["touched"], last["waiting"], last["at_risk"]) == (10, 0.5, 0.5, 2)


def test_dropped_stages_are_dropped_from_the_funnel_only(told: Told) -> None:
    rules = {"stages": {"skipped": "dropped"}, "response": {"horizon_days": {"win": 0}}}
    shot = told(
        rules,
        leads="lead_id created_at\nw 2024-01-01T00:00Z",
        activities=(
            "lead_id occurred_at activity_type direction person_id outcome\n"
            "w 2024-01-04T10:00Z call outbound A connected\n"
            "w 2024-03-04T10:00Z page_view inbound - -"
        ),
        assignments="lead_id person_id assigned_at\nw A 2024-01-04T09:00Z",
        stage_changes=(
            "lead_id stage entered_at\n"
            "w engaged 2024-01-02T00:00Z\nw target 2024-01-02T01:00Z\nw mql 2024-01-03T00:00Z\n"
            "w opportunity 2024-01-05T00:00Z\nw customer 2024-01-20T00:00Z"
        ),
    )
    assert metrics.at_risk(shot, Scope()).empty
    assert row(metrics.sla(shot, Scope()), promise="qualify")["kept"] == 1
    curve = metrics.response_curve(shot, Scope())
    assert (curve["win_leads"].sum(), curve["won"].sum()) == (1, 1)
    assert metrics.funnel(shot, Scope()).set_index("stage")["entered"]["customer"] == 0


def test_a_date_without_a_time_is_the_agreements_local_day(told: Told) -> None:
    tables = {
        "leads": "lead_id created_at\na 2026-03-01\nb 2026-03-02",
        "activities": "lead_id occurred_at activity_type",
    }
    shot = told({"timezone": "America/New_York"}, **tables)
    months = metrics.funnel_trend(shot, Scope())
    assert [str(day)[:10] for day in months["period"].unique()] == ["2026-03-01"]
    assert shot.manifest["time_zone"] == "America/New_York"


def test_promises_without_an_end_reach_ahead_and_their_trend_to_the_last_that_falls_due(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-31T08:00Z",
        activities=VISIT.format("a 2024-01-31T09:30Z"),
        assignments="lead_id person_id assigned_at\na A 2024-01-31T09:00Z",
        stage_changes="lead_id stage entered_at\na sales_lead 2024-01-31T09:00Z",
    )
    assert row(metrics.sla(shot, Scope()), promise="convert")["running"] == 1  # due on 7 February, as-of in January
    trend = metrics.sla_trend(shot, Scope())
    found = trend[trend["promise"] == "convert"]
    assert dict(zip(found["period"].astype(str).str[:10], found["running"], strict=True)) == {
        "2024-01-01": 0,
        "2024-02-01": 1,
    }
    ended = Scope(until=moment("2024-02-01", "UTC"))
    assert row(metrics.sla(shot, ended), promise="convert")["running"] == 0


def test_what_kept_a_promise_sums_to_what_was_kept(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T08:00Z\nb 2024-01-01T08:00Z\nc 2024-01-01T08:00Z",
        activities=VISIT.format("a 2024-03-31T09:30Z"),
        stage_changes=(
            "lead_id stage entered_at\na sales_lead 2024-01-02T09:00Z\nb sales_lead 2024-01-02T09:00Z\n"
            "c sales_lead 2024-01-02T09:00Z\na opportunity 2024-01-03T09:00Z\nb postponed 2024-01-03T09:00Z\n"
            "c recycled 2024-01-03T09:00Z"
        ),
    )
    ways = metrics.kept_ways(shot, Scope())
    assert ways.set_index("way")["kept"].to_dict() == {"converted": 1, "postponed": 1, "recycled": 1}
    assert row(metrics.sla(shot, Scope()), promise="convert")["kept"] == 3
    for way in ways["way"]:
        assert len(registry.cases(shot, Scope(), "sla", figure="kept", exit=way, promise="convert")) == 1


def test_leads_are_people_and_the_funnel_counts_passes(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T08:00Z\nb 2024-01-01T08:00Z",
        activities=VISIT.format("a 2024-03-31T09:30Z"),
        stage_changes=(
            "lead_id stage entered_at\na mql 2024-01-02T09:00Z\na recycled 2024-01-03T09:00Z\na mql 2024-01-04T09:00Z\n"
            "b mql 2024-01-02T09:00Z"
        ),
    )
    mql = row(metrics.leads_entered(shot, Scope()), stage="mql")
    assert (mql["entered"], mql["leads"]) == (3, 2)


def test_the_note_on_estimated_moments_counts_each_once_and_exits_too(told: Told) -> None:
    shot = told(
        leads="lead_id created_at\na 2024-01-01T08:00Z",
        activities=VISIT.format("a 2024-03-31T09:30Z"),
        stage_changes=(
            "lead_id stage entered_at estimated\na mql 2024-01-02T09:00Z true\na lost 2024-01-03T09:00Z true"
        ),
    )
    found = looked_up(shot, cases.file("estimated"), as_of=shot.newest).iloc[0]
    # the MQL set three stages by one entry
    assert found.to_dict() == {"entries": 1, "entries_estimated": 1, "exits": 1, "exits_estimated": 1}
