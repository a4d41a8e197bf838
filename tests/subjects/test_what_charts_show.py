"""That what is drawn is what the frame says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from leaddash.drawing.absence import Reach
from leaddash.drawing.ranked import AT_EACH_END, ranked, slice_name
from leaddash.drawing.theme import LIGHT
from leaddash.periods import Span
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.charts.trend import trend_of_counts, trend_of_rates
from leaddash.subjects.funnel.tables import figures_table, slice_table
from leaddash.words import load
from tests.frames import SPAN, by, funnel, months, step, trend
from tests.subjects.pictures import FULL, MANY, SHAPES, SOURCES, YEAR

ENGLISH, SPANISH = load("en"), load("es")


def texts(picture: Any) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


@pytest.mark.parametrize(("reading", "column"), [("cohort", "entered"), ("flow", "entered"), ("stock", "balance_end")])
def test_the_bars_of_the_funnel_are_as_high_as_the_frame_says(reading: str, column: str) -> None:
    picture = funnel_bars(FULL, ENGLISH, LIGHT, reading)
    bars = picture.figure.data[0]
    assert list(bars.y) == FULL[column].tolist()
    assert list(bars.text) == [ENGLISH.number(count) for count in FULL[column]]
    assert [link["stage"] for link in picture.opens] == FULL["stage"].tolist()
    assert {link["figure"] for link in picture.opens} == {column}


def test_the_funnel_names_marketings_part_and_sales_part_and_does_not_rest_on_colour() -> None:
    told = texts(funnel_bars(FULL, SPANISH, LIGHT))
    assert {"<b>Marketing</b>", "<b>Ventas</b>"} <= set(told)
    bars = funnel_bars(FULL, SPANISH, LIGHT).figure.data[0]
    assert list(bars.marker.color) == [LIGHT.marketing] * 4 + [LIGHT.sales] * 3


def test_between_the_bars_stand_the_rate_and_who_left() -> None:
    told = texts(funnel_bars(FULL, ENGLISH, LIGHT))
    assert "45.5% →" in told  # 25 of 55
    assert "31 left" in told
    assert "too early" in told  # no opportunity's time is over
    assert len(told) == 2 + 2 * 6


def test_a_thin_rate_of_the_funnel_is_grey() -> None:
    notes = funnel_bars(FULL, ENGLISH, LIGHT).figure.layout.annotations
    colours = {note.text: note.font.color for note in notes}
    assert colours["41.4% →"] == LIGHT.open  # 12 of 29 sales leads
    assert colours["45.5% →"] == LIGHT.ink


def test_the_flow_puts_what_moved_between_the_bars() -> None:
    told = texts(funnel_bars(FULL, ENGLISH, LIGHT, "flow"))
    assert "4,100 moved on" in told
    assert "45.6% →" in told  # 4100 / 9000


def test_the_stock_has_no_rates() -> None:
    assert len(texts(funnel_bars(FULL, ENGLISH, LIGHT, "stock"))) == 2


def test_pointing_at_a_bar_says_how_many_cases_its_rate_rests_on() -> None:
    hover = funnel_bars(FULL, ENGLISH, LIGHT).figure.data[0].hovertext
    assert "45.5% of the 55 whose time is over" in hover[3]
    assert "whose time" not in hover[5]
    assert "whose time" not in hover[6]


def test_the_trend_of_counts_is_as_high_as_the_frame_says() -> None:
    bars = trend_of_counts(YEAR, ENGLISH, LIGHT, "mql", SPAN).figure.data[0]
    assert list(bars.y) == [120, 29, 80, 70]
    assert list(bars.text) == ["120", "29", "80", "70"]
    assert bars.hovertext[0] == "1 Jan 2024: 120"


def test_many_bars_have_their_counts_when_pointed_at() -> None:
    bars = trend_of_counts(SHAPES["two years"], SPANISH, LIGHT, "mql", SPAN).figure.data[0]
    assert bars.text is None
    assert bars.hovertext[23] == "1 dic 2025: 1.023"


def test_the_interval_of_the_trend_is_that_of_the_frame() -> None:
    rows = YEAR[(YEAR["stage"] == "mql") & YEAR["rate"].notna()]
    high, low, points = trend_of_rates(YEAR, ENGLISH, LIGHT, "mql", SPAN).figure.data
    assert list(high.y) == rows["rate_high"].tolist()
    assert list(low.y) == rows["rate_low"].tolist()
    assert low.fill == "tonexty"
    assert list(points.y) == [*rows["rate"].tolist(), None]


def test_a_period_that_is_not_over_is_hollow_and_a_thin_one_a_grey_diamond() -> None:
    marker = trend_of_rates(YEAR, ENGLISH, LIGHT, "mql", SPAN).figure.data[2].marker
    assert list(marker.color)[:3] == [LIGHT.marketing, LIGHT.open, LIGHT.ground]  # full, thin, hollow
    assert list(marker.line.color)[:3] == [LIGHT.marketing, LIGHT.open, LIGHT.marketing]
    assert list(marker.symbol)[:3] == ["circle", "diamond", "circle"]


def test_a_period_without_a_rate_keeps_its_place_and_leaves_a_gap() -> None:
    gone = [step(40, 20), step(40, 10), {"entered": 40, "open": 40}, {}, step(40, 30)]
    picture = trend_of_rates(trend(months(5), mql=gone), ENGLISH, LIGHT, "mql", SPAN)
    *bands, points = picture.figure.data
    assert list(points.y) == [0.5, 0.25, None, None, 0.75]
    assert [list(band.x) for band in bands] == [list(points.x[:2])] * 2 + [list(points.x[4:])] * 2
    assert [up is not None for up in points.error_y.array] == [False] * 4 + [True]
    first, last = picture.figure.layout.xaxis.range
    assert first < points.x[0] < points.x[-1] < last
    assert picture.note.endswith("A gap: nobody entered, or nothing can be said of those who did yet.")
    assert "gap" not in trend_of_rates(SHAPES["one"], ENGLISH, LIGHT, "mql", SPAN).note


def test_without_any_rate_the_reason_is_the_one_that_holds() -> None:
    def told(rows: list[dict[str, int]], **known: Any) -> str:
        frame = trend(months(2), mql=rows).assign(window_days=14.0)
        return trend_of_rates(frame, ENGLISH, LIGHT, "mql", SPAN, Reach(**known)).alt

    open_ones, nobody = [{"entered": 9, "open": 9}] * 2, [step(0, 0)] * 2
    assert told(open_ones).startswith("Of nobody who entered MQL in these periods is it known yet")
    assert told(open_ones, days=9.5).startswith("The time for this (14 days) is longer than the data (9)")
    assert told(nobody) == "Nobody entered MQL in these periods. Choose another period."
    assert told(nobody, is_filtered=True).endswith("Take a filter off, or choose another period.")
    assert told(nobody, entered={"mql": 0}).startswith("Nobody in these data has entered MQL, or a later stage,")
    assert told(open_ones, entered={"mql": 18}).startswith("Nobody is recorded to enter MQL: all passed it by")


def test_the_trend_of_rates_says_how_many_cases_each_point_rests_on() -> None:
    picture = trend_of_rates(YEAR, SPANISH, LIGHT, "mql", SPAN)
    assert list(picture.figure.layout.xaxis.ticktext) == [
        "ene 24<br>n 120",
        "feb 24<br>n 29",
        "mar 24<br>n 60",
        "abr 24<br>n 0",
    ]
    assert picture.figure.data[2].hovertext[2] == "1 mar 2024: 50,0\u00a0% de 60 casos"


def test_a_single_point_has_whiskers_for_want_of_a_band() -> None:
    point = trend_of_rates(SHAPES["one"], ENGLISH, LIGHT, "mql", SPAN).figure.data[2]
    row = SHAPES["one"].set_index("stage").loc["mql"]
    assert point.y[0] + point.error_y.array[0] == pytest.approx(row["rate_high"])
    assert point.y[0] - point.error_y.arrayminus[0] == pytest.approx(row["rate_low"])


def test_at_most_eight_dates_stand_under_the_axis_in_the_form_of_their_period() -> None:
    axis = trend_of_counts(SHAPES["two years"], ENGLISH, LIGHT, "mql", SPAN).figure.layout.xaxis
    assert len(axis.ticktext) == 8
    assert axis.ticktext[0] == "Jan 24"
    weeks = trend_of_counts(SHAPES["weeks"], ENGLISH, LIGHT, "mql", SPAN).figure.layout.xaxis
    assert list(weeks.ticktext) == ["29 Jun", "6 Jul"]


def test_slices_are_ranked_by_rate_and_thin_ones_stand_last_by_size() -> None:
    order = ranked(SOURCES[SOURCES["stage"] == "mql"])["source"]
    assert [slice_name(one, ENGLISH) for one in order] == ["fair", "web", "(none)", "young", "small", "tiny"]


def test_the_bars_of_slices_are_as_long_as_their_rates_best_on_top() -> None:
    figure = breakdown(SOURCES, ENGLISH, LIGHT, "mql", "source").figure
    bars = figure.data[0]
    assert list(bars.x) == [1.0, 1.0, None, 0.1, 0.25, 0.5]
    assert list(figure.layout.yaxis.ticktext) == ["tiny", "small", "young", "(none)", "web", "fair"]
    assert list(bars.y) == list(figure.layout.yaxis.tickvals)


def test_the_whiskers_of_slices_are_the_interval_of_the_frame() -> None:
    bars = breakdown(SOURCES, ENGLISH, LIGHT, "mql", "source").figure.data[0]
    web = SOURCES[(SOURCES["source"] == "web") & (SOURCES["stage"] == "mql")].iloc[0]
    assert bars.x[4] + bars.error_x.array[4] == pytest.approx(web["rate_high"])
    assert bars.x[4] - bars.error_x.arrayminus[4] == pytest.approx(web["rate_low"])


def test_a_thin_slice_is_grey_and_hatched() -> None:
    marker = breakdown(SOURCES, ENGLISH, LIGHT, "mql", "source").figure.data[0].marker
    assert list(marker.color) == [LIGHT.open] * 3 + [LIGHT.marketing] * 3
    assert list(marker.pattern.shape) == ["/"] * 3 + [""] * 3


def test_each_slice_says_its_share_and_how_many_it_rests_on() -> None:
    picture = breakdown(SOURCES, SPANISH, LIGHT, "mql", "source")
    assert texts(picture) == [
        "100,0\u00a0% de 3",
        "100,0\u00a0% de 20",
        "– de 0",
        "10,0\u00a0% de 90",
        "25,0\u00a0% de 400",
        "50,0\u00a0% de 50",
    ]
    assert "(ninguno) 10,0\u00a0% de 90" in picture.alt


def test_of_many_slices_the_best_and_the_worst_are_shown_with_a_break_that_counts_those_between() -> None:
    slices = by("source", {f"s{place:02d}": {"mql": step(100, place)} for place in range(40)})
    picture = breakdown(slices, ENGLISH, LIGHT, "mql", "source")
    names = list(picture.figure.layout.yaxis.ticktext)[::-1]
    assert names[:AT_EACH_END] == ["s39", "s38", "s37", "s36", "s35", "s34"]
    assert names[AT_EACH_END:] == ["28 in between", "s05", "s04", "s03", "s02", "s01", "s00"]
    assert list(picture.figure.data[0].x)[::-1][AT_EACH_END] is None
    assert picture.figure.layout.shapes[0].y0 == AT_EACH_END
    assert "28 in between" in picture.alt
    assert picture.note.endswith("Drawn are the best and the worst. 28 more are in the table and its download.")


def test_thin_slices_stand_below_both_ends_and_are_few() -> None:
    told = {f"s{place:02d}": {"mql": step(100, place)} for place in range(20)}
    told |= {f"thin {place}": {"mql": step(20 - place, 1)} for place in range(9)}
    names = breakdown(by("source", told), ENGLISH, LIGHT, "mql", "source").figure.layout.yaxis.ticktext
    assert list(names)[:4] == ["thin 2", "thin 1", "thin 0", "s00"]


def test_the_table_behind_the_slices_holds_all_of_them() -> None:
    assert len(slice_table(by("source", MANY), "mql", "source", ENGLISH).frame) == 200
    assert len(breakdown(by("source", MANY), ENGLISH, LIGHT, "mql", "source").figure.data[0].y) < 20


def test_a_stage_that_is_only_passed_by_has_a_hatched_bar_and_no_share() -> None:
    passed = funnel(target=step(60, 30), mql=step(60, 60, skipped=60), sales_lead=step(60, 20))
    picture = funnel_bars(passed, ENGLISH, LIGHT)
    assert list(picture.figure.data[0].marker.pattern.shape) == ["", "", "", "/", "", "", ""]
    told = texts(picture)
    assert "not recorded" in told
    assert "100.0% →" not in told
    assert "whose time" not in picture.figure.data[0].hovertext[3]
    assert "Hatched: nobody is recorded to enter this stage" in picture.note
    assert "Hatched" not in funnel_bars(FULL, ENGLISH, LIGHT).note


def test_slices_of_one_name_or_with_numbers_for_names_stay_apart() -> None:
    same = breakdown(
        by("person", {"Ana": {"mql": step(60, 20)}, "Ana ": {"mql": step(60, 30)}}), ENGLISH, LIGHT, "mql", "person"
    )
    assert list(same.figure.data[0].y) == [0, 1]
    bands = breakdown(
        by("fit_band", {"0": {"mql": step(60, 20)}, "40": {"mql": step(60, 30)}}), ENGLISH, LIGHT, "mql", "fit_band"
    )
    assert list(bands.figure.data[0].y) == [0, 1]
    assert list(bands.figure.layout.yaxis.ticktext) == ["0", "40"]


def test_a_name_with_markup_is_shown_as_it_is_and_a_long_one_cut() -> None:
    slices = by("source", {"<b>x</b> & y": {"mql": step(60, 30)}, "w" * 80: {"mql": step(60, 20)}})
    figure = breakdown(slices, ENGLISH, LIGHT, "mql", "source").figure
    assert list(figure.layout.yaxis.ticktext) == ["w" * 31 + "…", "&lt;b&gt;x&lt;/b&gt; &amp; y"]
    assert "<b>" not in "".join(figure.data[0].hovertext)


def test_the_table_below_the_bars_holds_the_columns_of_the_reading() -> None:
    assert figures_table(FULL, "stock", SPANISH, "").frame["stage"].tolist()[:2] == ["Nuevo nombre", "Comprometido"]
    assert list(figures_table(FULL, "flow", ENGLISH, "").frame) == ["stage", "entered", "flow_out", "flow_rate"]
    assert len(figures_table(FULL, "cohort", ENGLISH, "").frame) == 7


def test_a_period_opens_its_own_days_and_the_last_one_only_those_that_count() -> None:
    days = list(YEAR[YEAR["stage"] == "mql"]["period"])
    last = days[-1].date() + timedelta(days=9)
    links = trend_of_counts(YEAR, ENGLISH, LIGHT, "mql", Span("month", last)).opens
    assert [link["since"] for link in links] == [day.date().isoformat() for day in days]
    assert links[0]["until"] == (days[1].date() - timedelta(days=1)).isoformat()
    assert links[-1]["until"] == last.isoformat()
    assert {link["figure"] for link in links} == {"entered"}


def test_a_slice_opens_the_rated_leads_of_its_own_value_and_the_missing_one_has_an_empty_value() -> None:
    links = breakdown(SHAPES["missing"], ENGLISH, LIGHT, "mql", "source").opens if "missing" in SHAPES else ()
    opened = breakdown(SOURCES, ENGLISH, LIGHT, "mql", "source").opens
    assert {link["figure"] for link in (*opened, *links)} == {"rate_entered"}
    assert {link["source"] for link in opened} <= {*SOURCES["source"].dropna(), ""}
