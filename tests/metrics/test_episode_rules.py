"""The sentences of metrics.md about episodes, each told with a few leads and built for real."""

from __future__ import annotations

import pytest

from leaddash.snapshots import Snapshot
from tests.metrics.stories import Ask, Stories, day, deal, did, given, moved

STORIES = Stories()
DROPPED = {"stages": {"skipped": "dropped"}}


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return STORIES.snapshot()


@pytest.fixture
def ask(request: pytest.FixtureRequest, shot: Snapshot) -> Ask:
    return Ask(shot, request.function.__name__)


@STORIES.of(
    derived_first=[moved("engaged", day(5)), did(day(3))],
    recorded_first=[moved("opportunity", day(2)), *deal("o", day(4))],
    untouched=[],
)
def test_recorded_and_derived_entries_are_alike_and_the_earliest_decides(ask: Ask) -> None:
    assert ask.entered("derived_first") == {"new_name": 0, "engaged": 3}
    assert ask.entered("recorded_first")["opportunity"] == 2
    assert ask.entered("untouched") == {"new_name": 0}  # always entered at creation


@STORIES.of(
    ours=[did(day(1), direction="outbound"), did(day(3))],
    idle=[did(day(1), "email_open")],
    twice=[did(day(4)), did(day(2)), moved("recycled", day(5)), did(day(6))],
)
def test_engaged_is_the_first_inbound_activity_of_a_meaningful_type_in_the_leads_life(ask: Ask) -> None:
    assert ask.entered("ours")["engaged"] == 3
    assert "engaged" not in ask.entered("idle")
    # Its second form, after the exit, derives nothing: no second episode.
    assert ask.entered("twice")["engaged"] == 2
    assert len(ask.episodes("twice")) == 1


@STORIES.of(
    opened=deal("o", day(4)),
    reopened=deal("o", day(1), (day(3), "lost"), (day(5), "talks")),
    silent=deal("o", day(1), (day(3), "lost"), (day(5), None)),
    won=deal("o", day(1), (day(3), " Won ")),
)
def test_an_opportunity_is_entered_at_its_creation_or_when_a_lost_one_is_reopened(ask: Ask) -> None:
    assert ask.entered("opened")["opportunity"] == 4
    assert ask.entered("reopened", 2) == {"opportunity": 5}
    assert len(ask.episodes("silent")) == 1  # an empty stage means unchanged
    assert ask.entered("won") == dict.fromkeys(("engaged", "target", "mql", "sales_lead"), 1) | {
        "new_name": 0,
        "opportunity": 1,
        "customer": 3,
    }


@STORIES.of(
    one=deal("o", day(1), (day(3), "lost")),
    other_open=[*deal("a", day(1), (day(3), "lost")), *deal("b", day(2))],
    both=[*deal("a", day(1), (day(3), "lost")), *deal("b", day(2), (day(6), "lost"))],
    customer=deal("o", day(1), (day(3), "won"), (day(5), "lost")),
    second_deal=[*deal("a", day(1), (day(3), "won")), *deal("b", day(3.5), (day(5), "lost"))],
    again=deal("o", day(1), (day(3), "lost"), (day(4), "lost")),
)
def test_lost_is_the_loss_of_the_last_open_opportunity_unless_the_lead_stands_at_customer(ask: Ask) -> None:
    assert [ask.episodes(who)[0].get("ended_at") for who in ("one", "other_open", "both")] == [
        day(3),
        None,
        day(6),
    ]
    assert ask.episodes("one")[0]["exit"] == "lost"
    for who in ("customer", "second_deal"):
        assert "exit" not in ask.episodes(who)[0], who
    assert ask.episodes("again")[0]["exits_ignored"] == 0  # no change, so no second exit


@STORIES.of(
    entry_then_exit=[moved("recycled", day(5)), moved("mql", day(5)), moved("sales_lead", day(5, 1))],
    kinds=[moved("lost", day(5)), moved("disqualified", day(5)), moved("postponed", day(5))],
    reasons=[moved("lost", day(5), "b"), moved("lost", day(5), "a"), moved("lost", day(5))],
    stages=[moved("mql", day(5)), moved("engaged", day(5))],
    states=deal("o", day(1), (day(3), "lost"), (day(3), "won")),
    holders=[given("p3", day(2)), given("p1", day(2)), given("p2", day(2))],
)
def test_within_one_second_entries_come_in_stage_order_and_then_one_exit(ask: Ask) -> None:
    first, second = ask.episodes("entry_then_exit")
    assert (first["mql_at"], first["ended_at"], second["began_at"]) == (day(5), day(5), day(5, 1))
    (kinds,) = ask.episodes("kinds")
    assert (kinds["exit"], kinds["exits_ignored"]) == ("postponed", 0)
    assert ask.episodes("reasons")[0]["reason"] == "a"  # the smallest as text; none is no text
    # engaged, then mql: nothing went back, only target was skipped.
    assert ask.episodes("stages")[0]["regressed"] == 0
    assert "stages" not in ask.cases("engaged", "skipped")
    # open, won, lost: a customer first, whose lost is nothing.
    assert "exit" not in ask.episodes("states")[0]
    assert ask.episodes("holders")[0]["person"] == "p3"


@STORIES.of(
    returned=[
        moved("mql", day(1)),
        moved("recycled", day(5)),
        moved("target", day(9)),
        moved("mql", day(9.5)),
    ],
    out=[moved("recycled", day(5)), moved("lost", day(6)), moved("lost", day(7)), moved("mql", day(9))],
)
def test_a_returned_lead_is_two_episodes_and_an_exit_of_a_lead_already_out_is_only_counted(ask: Ask) -> None:
    first, second = ask.episodes("returned")
    assert (first["ended_at"], first["exit"]) == (day(5), "recycled")
    assert (second["episode"], second["began_at"], second["target_at"]) == (2, day(9), day(9))
    assert {"new_name_at", "engaged_at"}.isdisjoint(second)  # below its first entry: absent, not skipped
    assert ask.column("entered") == [2, 1, 2, 3, 0, 0, 0]  # episodes, not leads
    assert ask.column("skipped") == [0, 1, 1, 0, 0, 0, 0]
    assert [row["exits_ignored"] for row in ask.episodes("out")] == [2, 0]
    assert ask.shot.manifest["warnings"]["exit ignored"] == 2  # of all tests of this module


@STORIES.of(
    a_day=[moved("customer", day(3)), moved("mql", day(4)), moved("engaged", day(3.5))],
    a_second_more=[moved("customer", day(3)), moved("mql", day(4, 1))],
    again=[moved("customer", day(3)), moved("customer", day(30))],
    left=[moved("customer", day(3)), moved("lost", day(9)), moved("mql", day(20))],
)
def test_a_customer_begins_again_more_than_86400_seconds_later_and_otherwise_changes_nothing(
    ask: Ask,
) -> None:
    (same,) = ask.episodes("a_day")
    assert (same["stage"], same["regressed"]) == ("customer", 0)
    first, second = ask.episodes("a_second_more")
    assert (first["ended_at"], second["began_at"], second["mql_at"]) == (day(4, 1), day(4, 1), day(4, 1))
    assert "exit" not in first
    assert len(ask.episodes("again")) == 1
    assert [row.get("exit") for row in ask.episodes("left")] == ["lost", None]  # a recorded exit is one


@STORIES.of(
    at_exit=[moved("recycled", day(5)), given("p1", day(1)), given("p2", day(5)), given("p3", day(5, 1))],
    at_next=[moved("customer", day(3)), moved("mql", day(7)), given("p1", day(1)), given("p2", day(7))],
    nobody=[given("p1", day(61))],
)
def test_a_second_belongs_to_the_episode_that_exits_in_it_and_not_to_the_one_before_a_begin(ask: Ask) -> None:
    assert ask.episodes("at_exit")[0]["person"] == "p2"
    assert [row["person"] for row in ask.episodes("at_next")] == ["p1", "p2"]
    assert "person" not in ask.episodes("nobody")[0]  # as of day 60
    assert ask.episodes("nobody", as_of=day(61))[0]["person"] == "p1"
    assert ask.episodes("at_exit", as_of=day(4))[0]["person"] == "p1"


@STORIES.of(
    jump=[
        moved("engaged", day(1)),
        moved("opportunity", day(2)),
        moved("target", day(3)),
        moved("mql", day(3)),
    ],
    twice_back=[moved("mql", day(2)), moved("engaged", day(3)), moved("engaged", day(3)), did(day(4))],
)
def test_a_stage_is_entered_with_the_first_entry_into_it_or_a_later_one(ask: Ask) -> None:
    reached = {"new_name": 0, "engaged": 1, "target": 2, "mql": 2, "sales_lead": 2, "opportunity": 2}
    assert ask.entered("jump") == reached
    assert ask.cases("target", "skipped") == ["jump", "twice_back"]
    assert ask.cases("opportunity", "skipped") == []
    # The stage is the highest reached; moves back are counted: jump two, the other one (a second, a stage).
    assert [ask.episodes(who)[0]["stage"] for who in ("jump", "twice_back")] == ["opportunity", "mql"]
    assert [ask.episodes(who)[0]["regressed"] for who in ("jump", "twice_back")] == [2, 1]


@STORIES.of(
    skipper=[moved("engaged", day(1)), moved("mql", day(2)), moved("recycled", day(9))],
    walker=[moved("engaged", day(1)), moved("target", day(2)), moved("mql", day(3))],
    second=[moved("recycled", day(1)), moved("target", day(2)), moved("mql", day(3))],
)
def test_dropped_takes_an_episode_out_from_the_first_stage_it_skipped_on(ask: Ask) -> None:
    # The skipper stays in engaged until it leaves; in the second pass nothing below target was skipped.
    assert ask.column("entered", DROPPED) == [3, 2, 2, 2, 0, 0, 0]
    assert ask.funnel(DROPPED)["engaged"]["exited"] == 1
    assert ask.funnel(DROPPED, as_of=day(5))["engaged"]["open"] == 1
    assert ask.column("balance_end", DROPPED, as_of=day(5)) == [0, 1, 0, 2, 0, 0, 0]
    assert ask.column("skipped", DROPPED) == [0] * 7
    assert ask.column("entered") == [3, 2, 3, 3, 0, 0, 0]  # passed


@STORIES.of(
    early=[moved("mql", day(-5)), did(day(-1))],
    deal_early=deal("o", day(4), (day(2), "won")),
    later=[moved("mql", day(8))],
)
def test_a_moment_before_the_creation_counts_at_the_creation(ask: Ask) -> None:
    assert ask.entered("early") == {"new_name": 0, "engaged": 0, "target": 0, "mql": 0}
    assert ask.entered("deal_early")["customer"] == 4  # a change before its opportunity's creation
    assert "mql" in ask.entered("later", as_of=day(8))  # as-of is inclusive
    assert "mql" not in ask.entered("later", as_of=day(8, -1))


@STORIES.of(
    known=[moved("mql", day(2), estimated=True), moved("mql", day(2))],
    guessed=[moved("mql", day(4), estimated=True)],
    derived=[moved("engaged", day(4), estimated=True), did(day(4))],
)
def test_a_moment_is_estimated_if_every_row_that_set_it_is(ask: Ask) -> None:
    assert [ask.episodes(who)[0]["estimated"] for who in ("known", "guessed", "derived")] == [
        False,
        True,
        False,
    ]
    # New_name took known 2 days, guessed an estimated 4 (left out), derived 4: median 3.
    assert ask.funnel()["new_name"]["median_days"] == 3
    assert ask.funnel()["new_name"]["converted"] == 3  # it counts as a moment everywhere else
