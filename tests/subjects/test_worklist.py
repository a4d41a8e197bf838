"""The worklist by hand: what comes first, what each line and row says, what is copied for a chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from leaddash.blocks.look import Look
from leaddash.blocks.unfolding import Unfolding
from leaddash.drawing.theme import LIGHT
from leaddash.subjects.promises.chat import list_for_chat, whole_for_chat
from leaddash.subjects.promises.next_hour import Told, next_hour
from leaddash.subjects.promises.wording import Clock, Known
from leaddash.subjects.promises.worklines import lines
from leaddash.subjects.promises.worklist import OWNER, PROMISE, TIME, Worklist, to_begin_with, worklist
from leaddash.words import load
from tests.hostile import TEXTS
from tests.sla_frames import at_risk, nobodys, owes

NOW = datetime(2026, 9, 30, 14, 59)  # 16:59 in Madrid
ZONE = "Europe/Madrid"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KNOWN = Known(
    people={"s": "Sabine Schneider", "t": "Thomas Parker"},
    teams={"s": "Europe", "t": "Americas"},
    leads={"L1": "Karl Schneider", "L2": "Stefan Bauer"},
    companies={"L1": "Nordia 12"},
)
SOON = owes("L1", "s", NOW + 4 * MINUTE, tier="hot", next_notice_at=NOW + 4 * MINUTE, next_notice_to="owner")
LATE = owes("L2", "s", NOW - 107 * MINUTE, told_at=NOW - 47 * MINUTE, told_to="owner, manager")


def clock(language: str = "en") -> Clock:
    return Clock(Look(load(language), LIGHT, ZONE), NOW)


def listed(*rows: dict[str, Any], by: str = OWNER) -> Worklist:
    return worklist(at_risk(*rows), NOW, ZONE, by)


def keys(owing: Worklist) -> list[str | None]:
    return [group.key for group in owing.groups]


def drawn(*rows: dict[str, Any], by: str = OWNER, language: str = "en") -> list[Unfolding]:
    return list(lines(listed(*rows, by=by), KNOWN, clock(language)).lines)


def told(line: Unfolding) -> list[list[str]]:
    """The rows under a line, as they are read."""
    return [[row.name.text, row.where, row.what, row.how_long.text, row.following] for row in line.rows]


def test_who_has_most_to_save_comes_first_then_who_has_most_late_then_the_oldest() -> None:
    late = [owes(f"L{n}", "many", NOW - n * HOUR) for n in range(1, 6)]
    saves = [owes("A1", "b", NOW + HOUR), owes("A2", "b", NOW + DAY), owes("A3", "a", NOW + HOUR)]
    pairs = [owes("B1", "old", NOW - 9 * DAY), owes("B2", "young", NOW - DAY)]
    assert keys(listed(*late, *saves, *pairs)) == ["b", "a", "many", "old", "young"]


def test_leads_that_nobody_holds_come_last_and_nobody_begins_with_them() -> None:
    owing = listed(owes("A", None, NOW + HOUR), owes("B", None, NOW + HOUR), owes("C", "s", NOW - DAY))
    assert keys(owing) == ["s", None]
    begin = to_begin_with(owing)
    assert begin is not None
    assert begin.key == "s"
    assert to_begin_with(listed(owes("A", None, NOW + HOUR))) is None


def test_what_falls_due_this_very_second_is_late() -> None:
    group = listed(owes("A", "s", NOW), owes("B", "s", NOW + timedelta(seconds=1))).groups[0]
    assert (group.late, group.in_time) == (1, 1)


def test_what_can_still_be_saved_stands_first_then_the_latest_five_that_are_late() -> None:
    late = [owes(f"L{n}", "s", NOW - n * DAY) for n in range(1, 9)]
    (group,) = listed(*late, owes("B", "s", NOW + DAY), owes("A", "s", NOW + HOUR)).groups
    assert [owed.lead_id for owed in group.first] == ["A", "B", "L1", "L2", "L3", "L4", "L5"]
    assert (group.rest, group.rest_since, group.late_since) == (3, NOW - 8 * DAY, NOW - 8 * DAY)


def test_nothing_owed_is_an_empty_list() -> None:
    owing = listed()
    assert (owing.groups, owing.nobody.count, owing.lead_ids) == ((), 0, [])
    assert list(lines(owing, KNOWN, clock()).lines) == []
    assert lines(owing, KNOWN, clock()).copies is None


def test_the_month_of_nobodys_mqls_is_the_local_one() -> None:
    in_august, in_september = datetime(2026, 8, 31, 21, 59), datetime(2026, 8, 31, 22, 0)  # midnight is 22:00 UTC
    nobody = listed(nobodys("A", in_august), nobodys("B", in_september)).nobody
    assert (nobody.count, nobody.of_month, nobody.since) == (2, 1, in_august)
    assert [given.lead_id for given in nobody.first] == ["B", "A"]


def test_the_rows_of_an_owner_say_what_is_left_and_what_comes_next() -> None:
    until = owes("L3", "s", NOW + 22 * HOUR, "qualify", next_notice_at=NOW + 22 * HOUR, next_notice_to="owner, manager")
    (line,) = drawn(SOON, until, LATE)
    assert told(line) == [
        ["Karl Schneider", "Nordia 12", "First touch, hot", "4 min left", "next: Sabine, 17:03"],
        ["L3", "", "Qualification", "until tomorrow, 14:59", "next: manager, tomorrow"],
        ["Stefan Bauer", "", "First touch", "1 h 47 min late", "manager told, 16:12"],
    ]
    assert [row.how_long.tone for row in line.rows] == ["plain", "plain", "late"]
    assert [row.name.opens for row in line.rows] == [{"lead": "L1"}, {"lead": "L3"}, {"lead": "L2"}]
    assert (line.name, line.note, line.last, line.is_open) == ("Sabine Schneider", "Europe", "1 h 47 min", True)
    assert [(cell.text, cell.unit) for cell in line.counts] == [("1", "past due"), ("2", "still in time")]
    assert line.counts[0].opens == {"figure": "overdue_now", "promise": "any", "owner": "s"}


def test_they_say_it_in_spanish() -> None:
    (line,) = drawn(SOON, LATE, language="es")
    assert told(line) == [
        ["Karl Schneider", "Nordia 12", "Primera respuesta, caliente", "quedan 4 min", "próximo: Sabine, 17:03"],
        ["Stefan Bauer", "", "Primera respuesta", "1 h 47 min de retraso", "jefatura avisada, 16:12"],
    ]


def test_who_has_nothing_late_tells_when_the_next_notice_goes_out_and_a_zero_opens_nothing() -> None:
    (line,) = drawn(SOON)
    assert line.last == "next: 17:03"
    assert (line.counts[0].text, line.counts[0].opens, line.counts[0].tone) == ("0", None, "muted")


@pytest.mark.parametrize(
    ("ago", "last", "late"),
    [
        (timedelta(0), "0 min", "0 min late"),
        (27 * DAY + HOUR, "27 d", "27 d late"),
        (120 * DAY, "since 2 Jun", "late since 2 Jun"),
        (700 * DAY, "since Oct ’24", "late since Oct ’24"),
    ],
)
def test_what_is_old_is_told_by_its_day_or_its_month(ago: timedelta, last: str, late: str) -> None:
    (line,) = drawn(owes("L1", "s", NOW - ago))
    assert (line.last, line.rows[0].how_long.text) == (last, late)


def test_a_stranger_is_called_by_the_id_and_so_are_all_where_no_people_are_known() -> None:
    rows = [owes("L1", "p9", NOW + HOUR, next_notice_at=NOW + HOUR, next_notice_to="owner")]
    owing = listed(*rows)
    for known in (KNOWN, Known()):
        (line,) = lines(owing, known, clock()).lines
        assert (line.name, line.note, line.rows[0].following) == ("p9", "", "next: p9, 17:59")


def test_leads_of_no_known_owner_are_told_as_such() -> None:
    (line,) = drawn(owes("L1", None, NOW + HOUR, next_notice_at=NOW + HOUR, next_notice_to="owner"))
    assert (line.name, line.rows[0].following) == ("No owner known", "next: its owner, 17:59")
    assert line.counts[1].opens == {"figure": "open_now", "promise": "any", "owner": "–"}


def test_nobodys_mqls_are_one_hatched_line_in_front() -> None:
    month, before = datetime(2026, 9, 12), datetime(2024, 10, 3)
    first, owner = drawn(
        *(nobodys(f"N{n}", month) for n in range(2)), *(nobodys(f"O{n}", before) for n in range(28)), LATE
    )
    assert (first.name, first.note, first.last, first.is_open) == ("Nobody", "never given out", "since Oct ’24", False)
    assert first.bar is not None
    assert (first.bar.filled, first.bar.hatched, first.bar.of) == (0, 30, 30)
    assert [cell.text for cell in first.counts] == ["30 MQLs", "2 of them in September"]
    assert len(first.rows) == 20
    assert first.more is not None
    assert (first.more.text, first.more.opens) == ("10 more", {"figure": "given_to_nobody"})
    assert owner.is_open


def test_after_six_owners_all_others_are_one_line() -> None:
    nine = [owes(f"L{n}", f"p{n}", NOW - n * DAY) for n in range(1, 10)]
    *own, others = drawn(*nine)
    assert [line.name for line in own] == ["p9", "p8", "p7", "p6", "p5", "p4"]
    assert (others.name, others.last, [cell.text for cell in others.counts]) == ("3 others", "3 d", ["3", "0"])
    assert [line.name for line in others.lines] == ["p3", "p2", "p1"]
    assert len(drawn(*nine[:7])) == 7, "one other is no others"


def test_of_many_others_some_are_in_the_download_only() -> None:
    *_, others = drawn(*(owes(f"L{n}", f"p{n:03}", NOW - DAY) for n in range(60)))
    assert (others.name, len(others.lines)) == ("54 others", 40)
    assert others.more is not None
    assert others.more.text == "14 more are in the download."


def test_by_promise_a_row_names_its_owner_and_by_time_both() -> None:
    (line,) = drawn(SOON, by=PROMISE)
    assert (line.name, told(line)[0][1:3]) == ("First touch", ["Nordia 12", "Sabine Schneider"])
    assert line.counts[1].opens == {"figure": "open_now", "promise": "first_touch"}
    soon, later, late = drawn(SOON, LATE, owes("L3", "t", NOW + 3 * DAY), by=TIME)
    assert [line.name for line in (soon, later, late)] == ["Within the hour", "Tomorrow or later", "Up to a day late"]
    assert told(soon)[0][1:3] == ["Sabine Schneider", "First touch, hot"]
    assert [cell.opens for cell in soon.counts] == [None, None]


def test_a_list_is_copied_as_plain_lines() -> None:
    late = [owes(f"Ö {n}&", "s", NOW - n * DAY) for n in range(1, 8)]
    (group,) = listed(SOON, *late).groups
    assert list_for_chat("Sabine Schneider", group, OWNER, KNOWN, clock()).splitlines() == [
        "Sabine Schneider: 7 past due, 1 still in time (30 Sep, 16:59)",
        "• Karl Schneider, Nordia 12: First touch, hot, due 17:03, 4 min left: {origin}/leads?lead=L1",
        "• Ö 1&: First touch, was due yesterday, 16:59, 1 d late: {origin}/leads?lead=%C3%96+1%26",
        *(
            f"• Ö {n}&: First touch, was due {30 - n} Sep, 16:59, {n} d late: {{origin}}/leads?lead=%C3%96+{n}%26"
            for n in range(2, 6)
        ),
        "2 more, oldest since 23 Sep",
    ]


def test_the_whole_list_is_copied_with_what_can_be_saved_and_each_owners_counts() -> None:
    owing = listed(SOON, LATE, owes("L3", "t", NOW - DAY), nobodys("N", NOW - DAY))
    assert whole_for_chat(owing, KNOWN, clock("es")).splitlines() == [
        "Quién debe qué: 2 fuera de plazo, 1 aún en plazo (30 sept, 16:59)",
        "• Karl Schneider, Nordia 12, Sabine Schneider: Primera respuesta, caliente, vence 17:03, quedan 4 min: "
        "{origin}/leads?lead=L1",
        "Sabine Schneider: 1 fuera de plazo, 1 aún en plazo",
        "Thomas Parker: 1 fuera de plazo, 0 aún en plazo",
        "1 MQL no se asignó nunca a nadie",
    ]


@pytest.mark.parametrize("text", [*TEXTS, "two\nlines", "\u202eturned"])
def test_a_nasty_name_stays_on_its_line(text: str) -> None:
    known = Known(people={"s": text}, leads={"L1": text}, companies={"L1": text}, teams={"s": text})
    (group,) = listed(SOON).groups
    copied = list_for_chat(text, group, OWNER, known, clock())
    assert len(copied.split("\n")) == 2
    assert "\u202e" not in copied


def test_within_the_hour_each_person_is_told_once_of_all_their_leads() -> None:
    rows = [
        owes("A", "s", NOW, next_notice_at=NOW + 20 * MINUTE, next_notice_to="owner"),
        owes("B", "s", NOW, next_notice_at=NOW + HOUR, next_notice_to="owner, manager"),
        owes("C", "t", NOW, next_notice_at=NOW + 5 * MINUTE, next_notice_to="manager, executive"),
        owes("D", None, NOW, next_notice_at=NOW + MINUTE, next_notice_to="owner, manager"),
        owes("E", "s", NOW, next_notice_at=NOW + HOUR + MINUTE, next_notice_to="owner"),
        owes("F", "s", NOW),
        nobodys("G", NOW),
    ]
    assert next_hour(at_risk(*rows), NOW, {"s": "m"}, ["x"]) == [
        Told("x", NOW + 5 * MINUTE, 1),
        Told("s", NOW + 20 * MINUTE, 2),
        Told("m", NOW + HOUR, 1),
    ]
