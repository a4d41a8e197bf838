"""What the charts of promises show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from leaddash.drawing.theme import LIGHT
from leaddash.periods import Span
from leaddash.subjects.promises.charts.compliance import compliance_trend
from leaddash.subjects.promises.charts.notices import notices, step_name
from leaddash.subjects.promises.charts.people_kept import people_kept
from leaddash.subjects.promises.charts.promises import promise_states
from leaddash.subjects.promises.charts.two_clocks import two_clocks
from leaddash.subjects.promises.charts.wait_parts import wait_parts
from leaddash.words import load
from tests.sla_frames import due, escalated, sla, sla_by, sla_trend, waited
from tests.subjects import sla_pictures as shapes

ENGLISH, SPANISH = load("en"), load("es")
NO_WAYS = shapes.NO_WAYS
SPAN = Span("month", date(2024, 6, 9))


def texts(picture: Any) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def plain(text: str) -> str:
    """A text without its colours and weights."""
    for piece in ("<b>", "</b>", "</span>", *(f'<span style="color:{colour}">' for colour in vars(LIGHT).values())):
        text = text.replace(piece, "")
    return text


def test_the_states_of_a_promise_stand_side_by_side_in_its_place() -> None:
    bars = promise_states(shapes.FULL, NO_WAYS, ENGLISH, LIGHT).figure.data[0]
    first = [(base, length) for place, base, length in zip(bars.y, bars.base, bars.x, strict=True) if place == 2]
    # 312 kept, 77 broken, 12 overdue, 9 running, 3 withdrawn; the first promise is on top.
    assert first == [(0, 312), (312, 77), (389, 12), (401, 9), (410, 3)]


def test_each_state_has_its_colour_and_what_is_not_due_is_hatched() -> None:
    marker = promise_states(shapes.FULL, NO_WAYS, ENGLISH, LIGHT).figure.data[0].marker
    qualify = slice(4, 9)
    assert list(marker.color)[qualify] == [LIGHT.kept, LIGHT.lost, LIGHT.late, LIGHT.open, LIGHT.muted]
    assert list(marker.pattern.shape)[qualify] == ["", "", "", "/", "x"]


def test_a_part_of_what_is_due_says_its_share_and_the_rest_has_none() -> None:
    bars = promise_states(sla(first_touch=due(60, 30, 10, running=25)), NO_WAYS, SPANISH, LIGHT).figure.data[0]
    assert list(bars.text) == ["60,0\u00a0%", "30,0\u00a0%", "10,0\u00a0%", ""]
    assert bars.hovertext[0] == "Primera respuesta: Cumplido 60 (60,0\u00a0%)"
    assert bars.hovertext[3] == "Primera respuesta: En curso 25"


def test_a_promise_says_its_share_with_interval_and_n_and_counts_its_states_in_words() -> None:
    told = [plain(text) for text in texts(promise_states(shapes.FULL, NO_WAYS, ENGLISH, LIGHT))]
    # Wilson bounds of 312 of 401, computed by statsmodels 0.15.0:
    # python -c "from statsmodels.stats.proportion import proportion_confint as c;
    # print(c(312, 401, method='wilson'))"
    assert "77.8% of 401 due (73.5% to 81.6%)" in told
    assert "312 kept · 77 broken · 12 overdue · 9 still running · 3 withdrawn" in told
    assert "18 kept · 5 broken · 4 overdue · 7 still running" in told


def test_a_thin_share_is_grey_and_one_of_nothing_is_none_yet() -> None:
    colours = {
        plain(note.text): note.font.color
        for note in promise_states(shapes.FULL, NO_WAYS, ENGLISH, LIGHT).figure.layout.annotations
    }
    assert colours["66.7% of 27 due (47.8% to 81.4%)"] == LIGHT.open
    assert colours["77.8% of 401 due (73.5% to 81.6%)"] == LIGHT.ink
    young = promise_states(sla(first_touch=due(0, running=40)), NO_WAYS, ENGLISH, LIGHT)
    assert "none due yet" in texts(young)
    assert "First touch none due yet, 40 still running" in young.alt


def test_each_state_that_is_drawn_opens_its_leads() -> None:
    picture = promise_states(shapes.FULL, NO_WAYS, ENGLISH, LIGHT)
    assert len(picture.opens) == len(picture.figure.data[0].x) == 4 + 5 + 5
    assert picture.opens[0] == {"figure": "kept", "promise": "convert", "exit": "any"}
    assert picture.opens[-1] == {"figure": "withdrawn", "promise": "first_touch", "exit": "any"}


def test_what_was_kept_is_told_apart_by_how_and_each_way_opens_its_leads() -> None:
    picture = promise_states(shapes.FULL, shapes.WAYS, ENGLISH, LIGHT)
    bars = picture.figure.data[0]
    qualify = [place for place, at in enumerate(bars.y) if at == 1]
    assert [bars.x[place] for place in qualify] == [99, 9, 25, 12, 3, 31, 22, 64, 2]  # the first five are 148 kept
    assert [picture.opens[place]["exit"] for place in qualify[:5]] == [
        *("converted", "postponed", "recycled", "disqualified", "lost")
    ]
    assert {picture.opens[place]["figure"] for place in qualify[:5]} == {"kept"}
    assert {bars.marker.color[place] for place in qualify[:5]} == {LIGHT.kept}
    strength = [bars.marker.opacity[place] for place in qualify[:5]]
    assert strength == sorted(strength, reverse=True)
    told = [plain(text) for text in texts(picture)]
    qualified = "99 went on · 9 postponed · 25 returned · 12 disqualified · 3 lost · 31 broken · 22 overdue"
    assert any(text.startswith(qualified) for text in told)
    # a touch keeps the first promise alone: there is nothing to tell apart
    assert any(text.startswith("312 kept · 77 broken") for text in told)


def test_a_promise_of_the_companys_own_is_shown_by_its_name_without_markup() -> None:
    told = texts(promise_states(sla(**{"send_<b>_quote": due(40, 2)}), NO_WAYS, ENGLISH, LIGHT))
    assert "send &lt;b&gt; quote" in told


def test_the_course_of_a_promise_is_hollow_where_running_and_a_grey_diamond_where_thin() -> None:
    picture = compliance_trend(shapes.COURSE, ENGLISH, LIGHT, "first_touch", SPAN)
    high, low, *later, points = picture.figure.data
    # The fourth month had nothing due, so it is a gap; the third 24; in the sixth 80 are still running.
    assert list(points.y[:3]) == pytest.approx([200 / 300, 230 / 319, 15 / 24])
    assert list(points.y[3:]) == pytest.approx([None, 280 / 354, 120 / 149])
    known = [place for place in range(6) if place != 3]
    assert [points.marker.symbol[place] for place in known] == ["circle", "circle", "diamond", "circle", "circle"]
    colours = [LIGHT.kept, LIGHT.kept, LIGHT.open, LIGHT.kept, LIGHT.ground]
    assert [points.marker.color[place] for place in known] == colours
    assert all(below < at < above for below, at, above in zip(low.y, points.y[:3], high.y, strict=True))
    assert [list(band.x) for band in later] == [list(points.x[4:])] * 2
    assert len(points.x) == 6
    assert picture.note.endswith("A gap: nothing fell due.")
    assert points.hovertext[2] == "1 Mar 2024: 62.5% of 24 due"
    assert list(picture.figure.layout.xaxis.ticktext)[2] == "Mar 24<br>n 24"


def test_a_period_opens_the_promises_due_in_its_own_days() -> None:
    links = compliance_trend(shapes.COURSE, ENGLISH, LIGHT, "first_touch", SPAN).opens
    asked = {"figure": "due", "promise": "first_touch", "period": "custom"}
    assert links[0] == {**asked, "since": "2024-01-01", "until": "2024-01-31"}
    assert links[-1] == {**asked, "since": "2024-06-01", "until": "2024-06-09"}


def test_of_several_promises_the_course_is_of_the_chosen_one() -> None:
    frame = sla_trend(["2024-01-01"], first_touch=[due(40, 10)], qualify=[due(30, 30)])
    assert list(compliance_trend(frame, ENGLISH, LIGHT, "qualify", SPAN).figure.data[2].y) == [0.5]


def test_the_leads_clock_stands_beside_that_of_its_owners() -> None:
    picture = two_clocks(shapes.FULL, shapes.OWNED, ENGLISH, LIGHT)
    points = picture.figure.data[0]
    # Owners of first touches: 381 of 519 kept. Wilson by statsmodels 0.15.0: 69.4 % to 77.0 %.
    assert list(points.x)[-2:] == pytest.approx([312 / 401, 381 / 519])
    assert points.x[-1] - points.error_x.arrayminus[-1] == pytest.approx(0.6945, abs=1e-4)
    assert points.x[-1] + points.error_x.array[-1] == pytest.approx(0.7703, abs=1e-4)
    assert list(points.marker.symbol)[-2:] == ["circle", "square"]
    assert list(points.hovertext)[-2:] == ["for the lead: 77.8% of 401", "by its owners: 73.4% of 519"]
    assert list(points.marker.color) == [LIGHT.open, LIGHT.open, *[LIGHT.kept, LIGHT.sales] * 2]
    assert list(picture.figure.layout.yaxis.ticktext)[:2] == ["for the lead", "by its owners"]


def test_a_point_opens_what_was_due_on_its_own_clock() -> None:
    picture = two_clocks(shapes.FULL, shapes.OWNED, ENGLISH, LIGHT)
    asked = {"figure": "due", "promise": "first_touch"}
    assert list(picture.opens)[-2:] == [asked, {**asked, "list": "owner"}]
    assert len(picture.opens) == len(picture.figure.data[0].x)


def test_a_promise_nobody_held_has_a_point_for_the_lead_only() -> None:
    points = two_clocks(sla(convert=due(30, 10)), sla_by("person", {}), SPANISH, LIGHT).figure.data[0]
    assert list(points.x) == [0.75, None]
    assert points.hovertext[1] == "por responsable: – de 0"


def test_people_are_ranked_by_the_share_they_kept_and_thin_ones_stand_last_and_grey() -> None:
    picture = people_kept(shapes.OWNED, ENGLISH, LIGHT, "first_touch")
    names = list(picture.figure.layout.yaxis.ticktext)[::-1]
    assert names == ["María de los Ángeles Fernández-…", "Luis", "Ana", "(none)", "Tim", "Bo"]
    assert list(picture.figure.data[0].marker.color) == [LIGHT.open] * 2 + [LIGHT.kept] * 4
    assert texts(picture)[-2] == "83.3% of 144"


def test_a_person_opens_what_was_due_of_them_by_id() -> None:
    frame = shapes.OWNED.assign(slice_id=shapes.OWNED["person"].str.lower())
    links = people_kept(frame, ENGLISH, LIGHT, "first_touch").opens
    assert {"list": "owner", "figure": "due", "promise": "first_touch", "person": "luis"} in links
    assert {"list": "owner", "figure": "due", "promise": "first_touch", "person": ""} in links


def test_of_many_people_the_best_and_the_worst_are_shown_and_those_between_counted() -> None:
    picture = people_kept(shapes.MANY_PEOPLE, ENGLISH, LIGHT, "qualify")
    shares = [share for share in picture.figure.data[0].x if share is not None]
    everybody = shapes.MANY_PEOPLE.loc[shapes.MANY_PEOPLE["promise"] == "qualify", "compliance"]
    assert (len(shares), min(shares), max(shares)) == (12, everybody.min(), everybody.max())
    assert picture.figure.layout.yaxis.ticktext[6] == "78 in between"
    assert picture.note.endswith("Drawn are the best and the worst. 78 more are in the table and its download.")


def test_a_step_counts_leads_once_however_many_hear_and_says_who_does() -> None:
    picture = notices(shapes.NOTICES, ENGLISH, LIGHT, "first_touch", shapes.LADDER, working=True)
    bars = picture.figure.data[0]
    # 60 owners and 58 managers hear of 60 leads
    assert list(zip(bars.y, bars.base, bars.x, strict=True)) == [(2, 0, 92), (1, 0, 60), (0, 0, 14)]
    assert list(bars.marker.color) == [LIGHT.sales, LIGHT.late, LIGHT.lost]
    told = [plain(text) for text in texts(picture)]
    for text in ("At the due moment → owner", "1 h after → owner, manager", "4 h after → executive", "60 leads"):
        assert text in told
    assert "Owner 60 · Manager 58" in told
    assert not picture.figure.layout.shapes


def test_two_executives_who_hear_of_a_lead_are_one_lead() -> None:
    twice = pd.concat([shapes.NOTICES, shapes.NOTICES.assign(person_id="another")])
    picture = notices(twice, ENGLISH, LIGHT, "first_touch", shapes.LADDER)
    assert list(picture.figure.data[0].x) == [92, 60, 14]


def test_what_is_agreed_is_marked_beside_what_a_proposal_sends() -> None:
    picture = notices(shapes.NOTICES, SPANISH, LIGHT, "first_touch", shapes.LADDER, shapes.AGREED)
    assert [line.x0 for line in picture.figure.layout.shapes] == [71, 40, 3]
    assert "14 prospectos (acordado: 3)" in [plain(text) for text in texts(picture)]
    more = notices(escalated(), ENGLISH, LIGHT, "first_touch", shapes.LADDER, shapes.AGREED)
    assert more.figure.layout.xaxis.range[1] >= 71


def test_a_step_says_when_it_tells() -> None:
    steps = [step_name(after, ENGLISH) for after in (-1440, 0, 60, 2880)]
    assert steps == ["1 d before", "At the due moment", "1 h after", "2 d after"]
    assert step_name(2880, SPANISH, working=True) == "48 h después"


def test_the_parts_of_the_wait_follow_each_other_and_their_sum_stands_at_the_right() -> None:
    picture = wait_parts(shapes.WAITS[shapes.WAITS["team"] != "tiny"], ENGLISH, LIGHT)
    bars = picture.figure.data[0]
    top = [(base, length) for place, base, length in zip(bars.y, bars.base, bars.x, strict=True) if place == 3]
    assert [base for base, _ in top] == pytest.approx([0, 12, 19.5, 27.9])
    assert [length for _, length in top] == [12.0, 7.5, 8.4, 22.5]
    assert "50.4 h (n 41)" in texts(picture)


def test_long_waits_are_drawn_in_days() -> None:
    picture = wait_parts(waited("team", {"north": (40, 48, 0, 12, 36)}), SPANISH, LIGHT)
    assert list(picture.figure.data[0].x) == [2, 0.5, 1.5]
    assert "4,0 d (n 40)" in texts(picture)
    assert picture.figure.layout.xaxis.title.text == "Días de media"


def test_the_longest_wait_is_on_top_thin_ones_are_faint_and_last_and_nobodys_is_left_out() -> None:
    picture = wait_parts(shapes.WAITS, ENGLISH, LIGHT)
    names = list(picture.figure.layout.yaxis.ticktext)[::-1]
    assert names == ["iberia and latin america", "north", "south", "(none)", "tiny"]
    bars = picture.figure.data[0]
    assert {opacity for place, opacity in zip(bars.y, bars.marker.opacity, strict=True) if place == 0} == {0.4}
    assert {opacity for place, opacity in zip(bars.y, bars.marker.opacity, strict=True) if place > 0} == {1.0}
