"""What the charts of the scoring lab show of their frames."""

from __future__ import annotations

from typing import Any

import pytest

from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import DARK, LIGHT
from leaddash.periods import Span
from leaddash.subjects.lab.charts.mql_months import mql_months
from leaddash.subjects.lab.charts.score_grid import score_grid
from leaddash.subjects.lab.charts.score_quality import lift_by_decile
from leaddash.subjects.lab.charts.threshold_counts import threshold_counts
from leaddash.subjects.lab.charts.threshold_rates import threshold_rates
from leaddash.words import load
from tests.frames import SPAN
from tests.lab_frames import curve, deciles, grid, volume
from tests.subjects import lab_pictures as shapes

ENGLISH, SPANISH = load("en"), load("es")


def named(picture: Picture, mode: str) -> Any:
    """The trace drawn in a mode."""
    return next(trace for trace in picture.figure.data if getattr(trace, "mode", "") == mode)


def notes(picture: Picture) -> list[str]:
    return [note.text for note in picture.figure.layout.annotations]


def counted(threshold: float, agreed: float, was: Any = shapes.AGREED_COUNTS, palette: Any = LIGHT) -> Picture:
    told = {"threshold": threshold, "agreed_threshold": agreed, "agreed_counts": was}
    return threshold_counts(shapes.THRESHOLDS, shapes.COUNTS, ENGLISH, palette, **told)


def test_proposed_are_bars_agreed_are_strokes_across_and_recorded_are_diamonds() -> None:
    picture = mql_months(volume((120, 90, 100), (80, 95, 70)), ENGLISH, LIGHT, SPAN)
    bars, strokes, diamonds, labels = picture.figure.data
    assert (bars.type, list(bars.y), bars.marker.color) == ("bar", [120, 80], LIGHT.marketing)
    assert [str(height) for height in strokes.y] == ["90.0", "90.0", "nan", "95.0", "95.0", "nan"]
    assert (list(diamonds.y), diamonds.marker.symbol, diamonds.marker.color) == ([100, 70], "diamond", LIGHT.open)
    assert list(labels.text) == ["120", "80"]
    assert bars.hovertext[0] == "January 2024<br>proposed: 120<br>agreed: 90<br>recorded in the CRM: 100"
    for kind in ("■ proposed", "agreed", "◆ recorded in the CRM"):
        assert kind in notes(picture)[0]


def test_a_stroke_is_wider_than_its_bar_and_meets_no_other() -> None:
    picture = mql_months(volume((120, 90), (80, 95)), ENGLISH, LIGHT, SPAN)
    bars, strokes = picture.figure.data[:2]
    day = 86_400_000
    first, second = ([float(at.astype("int64")) for at in ends] for ends in _ends(strokes))
    assert bars.width < first[1] - first[0] < 28 * day
    assert first[1] < second[0]


def _ends(strokes: Any) -> list[list[Any]]:
    days = strokes.x.astype("datetime64[ms]")
    return [[days[0], days[1]], [days[3], days[4]]]


def test_where_the_proposal_is_what_is_agreed_the_bars_say_so_and_no_stroke_repeats_them() -> None:
    picture = mql_months(volume((120, 120, 100), (80, 80, 70)), ENGLISH, LIGHT, SPAN)
    assert picture.title == "What do the agreed rules send to sales?"
    assert [getattr(trace, "mode", None) for trace in picture.figure.data] == [None, "markers", "text"]
    assert "■ agreed" in notes(picture)[0]
    assert "proposed" not in notes(picture)[0] + picture.alt + picture.figure.data[0].hovertext[0]


def test_another_model_that_comes_to_the_same_is_not_named_as_agreed() -> None:
    picture = mql_months(volume((120, 120, 100), (80, 80, 70)), ENGLISH, LIGHT, SPAN, is_another=True)
    assert picture.title == "What would the proposal send to sales?"
    assert "■ proposed" in notes(picture)[0]


def test_where_the_crm_records_no_mqls_that_is_said_and_nothing_is_drawn_for_it() -> None:
    picture = mql_months(shapes.UNRECORDED, ENGLISH, LIGHT, SPAN)
    assert "markers" not in [getattr(trace, "mode", None) for trace in picture.figure.data]
    assert picture.note.endswith("The CRM records no MQLs in these periods.")
    assert "recorded" not in notes(picture)[0] + picture.alt


def test_where_nobody_asked_what_the_crm_records_nothing_is_said_of_it() -> None:
    picture = mql_months(shapes.UNRECORDED.drop(columns="recorded"), ENGLISH, LIGHT, SPAN)
    assert "CRM" not in picture.note + picture.alt + notes(picture)[0]


def test_a_number_stands_on_its_bar_or_above_the_mark_that_would_cross_it() -> None:
    # Axis to 1,120 · 1.12: marks up to 125 above a bar are in the way; the number stands 25 above them.
    heights = named(mql_months(volume((1000, 1060), (1000, 500), (400, 1120)), ENGLISH, LIGHT, SPAN), "text").y
    assert list(heights) == pytest.approx([1085.1, 1000, 400], abs=0.1)


def test_many_bars_have_no_room_for_numbers() -> None:
    picture = mql_months(volume(*[(9, 8)] * 14), ENGLISH, LIGHT, SPAN)
    assert "text" not in [getattr(trace, "mode", None) for trace in picture.figure.data]


def test_weeks_are_told_by_their_first_day() -> None:
    frame = volume((4, 2), (5, 5), days=["2026-06-29", "2026-07-06"])
    picture = mql_months(frame, SPANISH, DARK, Span("week", SPAN.last))
    assert list(picture.figure.layout.xaxis.ticktext) == ["29 jun", "6 jul"]
    assert picture.figure.data[0].hovertext[1] == "6 jul 2026<br>propuesta: 5<br>acordado: 5"


def test_the_whole_of_the_months_is_told_in_words() -> None:
    alt = mql_months(shapes.YEAR, SPANISH, LIGHT, SPAN).alt
    assert alt.startswith("Barras de MQL por periodo, de 962 a 610. En total: propuesta 13.718; acordado 13.277")


def test_the_threshold_in_force_stands_on_the_curve_and_the_agreed_one_behind_it() -> None:
    picture = counted(85, 100)
    thin, line = picture.figure.data
    assert (thin.line.color, line.line.color) == (LIGHT.open, LIGHT.marketing)
    assert list(line.y) == shapes.COUNTS
    # 40 + 4,200 · e^(−85/62) = 1,106; agreed 55 + 3,700 · e^(−100/70) = 942.
    assert notes(picture) == ["agreed: 100 (942 MQLs)", "<b>85: 1,106 MQLs</b>"]
    stem, rule = picture.figure.layout.shapes
    assert (stem.x0, stem.y0, stem.y1) == (85, 0, 1106)
    assert (rule.x0, rule.line.color) == (100, LIGHT.muted)


def test_the_agreed_threshold_has_no_second_mark() -> None:
    assert notes(counted(100, 100, None)) == ["<b>100: 877 MQLs</b>"]
    assert notes(counted(100, 100, shapes.COUNTS)) == ["<b>100: 877 MQLs</b>"]
    assert notes(counted(100, 100)) == ["agreed: 100 (942 MQLs)", "<b>100: 877 MQLs</b>"]


def test_without_the_agreed_weights_the_agreed_threshold_is_marked_on_the_same_curve() -> None:
    assert notes(counted(85, 100, None)) == ["agreed: 100 (877 MQLs)", "<b>85: 1,106 MQLs</b>"]


def test_under_other_weights_the_agreed_threshold_tells_what_the_agreed_weights_send() -> None:
    told: Any = {"threshold": 85, "agreed_threshold": 100, "agreed_count": 142}
    picture = threshold_counts(shapes.THRESHOLDS, shapes.COUNTS, ENGLISH, LIGHT, **told)
    assert notes(picture)[0] == "agreed: 100 (142 MQLs)"


def test_on_the_curve_of_another_model_the_agreed_threshold_has_no_place() -> None:
    told: Any = {"threshold": 60, "agreed_threshold": None, "agreed_count": 142}
    picture = threshold_counts(shapes.THRESHOLDS, shapes.COUNTS, ENGLISH, LIGHT, **told)
    assert len(notes(picture)) == 1
    assert "agreed" not in notes(picture)[0]


def test_a_threshold_that_was_not_counted_tells_no_count() -> None:
    assert notes(counted(87.5, 102)) == ["agreed: 102", "<b>87.5</b>"]


def test_a_label_near_the_end_of_the_axis_stands_left_of_its_threshold() -> None:
    assert [counted(threshold, 100).figure.layout.annotations[1].xanchor for threshold in (10, 190)] == [
        "left",
        "right",
    ]


def test_thin_rates_are_grey_and_their_line_goes_on_from_the_sound_one() -> None:
    frame = curve((0, 400, 80), (50, 90, 27), (100, 12, 6), (150, 0, 0))
    picture = threshold_rates(frame, ENGLISH, LIGHT, 50)
    thin, sound = picture.figure.data[2:]
    assert [str(share) for share in thin.y] == ["nan", "0.3", "0.5"]
    assert [str(share) for share in sound.y] == ["0.2", "0.3", "nan"]
    assert (thin.line.color, sound.line.color) == (LIGHT.open, LIGHT.sales)
    assert list(sound.hovertext) == ["0: 20.0% of 400", "50: 30.0% of 90", "100: 50.0% of 12"]
    assert notes(picture) == ["<b>50: 30.0% of 90</b>"]
    # Wilson of 6 in 12: 25.4 % to 74.6 % (scipy.stats.binomtest); the axis ends at the rate itself.
    assert picture.figure.data[0].y[-1] == pytest.approx(0.7462, abs=1e-4)
    assert picture.figure.layout.yaxis.range[1] == pytest.approx(0.52)
    assert picture.note.endswith("goes on beyond it.")


def test_a_threshold_without_a_rate_has_no_mark_and_both_charts_have_the_same_thresholds() -> None:
    picture = threshold_rates(shapes.TO_FEW, ENGLISH, LIGHT, 150)
    assert not notes(picture)
    assert picture.figure.layout.xaxis.range == counted(150, 100).figure.layout.xaxis.range


def test_a_cell_tells_its_mqls_and_their_share_and_is_the_deeper_the_higher_that_is() -> None:
    picture = score_grid(grid((0, 0, 200, 100, 10), (0, 20, 90, 80, 32), (20, 20, 12, 9, 9)), ENGLISH, LIGHT)
    cells = picture.figure.data[0]
    assert list(cells.text)[:2] == ["200 MQLs<br><b>10.0%</b><br>n 100", "90 MQLs<br><b>40.0%</b><br>n 80"]
    grey = f'<span style="color:{LIGHT.open}">'
    assert cells.text[2] == f"12 MQLs<br>{grey}100.0%</span><br>{grey}n 9</span>"
    assert list(cells.z) == [pytest.approx(0.25), 1, None]
    assert (list(cells.x), list(cells.y)) == ([0, 1, 1], [0, 0, 1])
    assert cells.colorscale[1][1] == LIGHT.sales
    assert cells.hovertext[1].startswith(
        "Fit from 0, engagement and intent from 20<br>90 MQLs<br>80 of 90 ever worked<br>"
        "40.0% of 80 worked ones became sales leads"
    )


def test_a_cell_of_mqls_whose_time_is_not_over_has_no_share_and_one_of_none_is_blank() -> None:
    frame = grid((0, 0, 5, 0, 0), (0, 20, 0, 0, 0), (0, 40, 1, 1, 0)).assign(worked=[4, 0, 1])
    cells = score_grid(frame, SPANISH, LIGHT).figure.data[0]
    assert list(cells.text)[:2] == ["5 MQL", ""]
    assert cells.hovertext[0].endswith(
        "de nadie que se trabajara ha terminado el plazo para llegar a prospecto de ventas"
    )


def test_bands_stand_in_the_order_of_their_bounds_and_the_missing_one_below() -> None:
    cells = grid((100, 0, 5, 0, 0), (None, 20, 1, 0, 0), (-5, 0, 1, 1, 0), (20, 0, 1, 1, 0))
    layout = score_grid(cells.assign(fit_band=["100", None, "-5", "20"]), ENGLISH, LIGHT).figure.layout
    assert list(layout.yaxis.ticktext) == ["under the first", "from −5", "from 20", "from 100"]
    assert list(layout.xaxis.ticktext) == ["from 0", "from 20"]


def test_the_grid_is_told_by_its_fullest_and_its_best_sound_cell() -> None:
    alt = score_grid(shapes.GRID, ENGLISH, LIGHT).alt
    assert "Most MQLs: Fit from 40, engagement and intent from 20: 1,204 MQLs." in alt
    assert (
        "Highest share: Fit from 40, engagement and intent from 100: 51.7% of 60 worked ones became sales leads." in alt
    )


def test_deciles_stand_from_the_lowest_score_with_what_was_expected_and_the_share_of_all() -> None:
    picture = lift_by_decile(shapes.DECILES.iloc[::-1], ENGLISH, LIGHT)
    bars, rings = picture.figure.data
    assert list(bars.y)[:2] == [9 / 210, 12 / 205]
    assert list(rings.y)[:2] == [0.03, 0.05]
    assert rings.marker.color == LIGHT.ground
    ticks = picture.figure.layout.xaxis.ticktext
    assert (ticks[0], ticks[-1]) == ("−30–4<br>n 210", "132–410<br>n 207")
    # 373 of 2,051 in all.
    assert picture.figure.layout.shapes[0].y0 == pytest.approx(373 / 2051)
    assert "all:<br>18.2%" in notes(picture)
    assert bars.hovertext[-1] == "132–410: 45.9% of 207<br>95 % interval 39.2% to 52.7%<br>2.5 times the share of all"


def test_the_note_tells_the_roc_area_and_how_little_is_known_below_the_threshold() -> None:
    note = lift_by_decile(shapes.DECILES, ENGLISH, LIGHT).note
    assert "ROC area 0.71:" in note
    assert "4,210 scores lie under the threshold; of these leads 310 were ever worked" in note
    few = lift_by_decile(shapes.SMALL, ENGLISH, LIGHT)
    assert "ROC" not in few.note
    assert "under the threshold" not in few.note
    assert "Ring" not in few.note


def test_where_nothing_is_expected_it_is_said_why() -> None:
    counts = ((7, 7, 40, 4), (8, 9, 40, 5))
    alike, one_moment = (lift_by_decile(deciles(*counts, earlier=n), ENGLISH, LIGHT).note for n in (40, 0))
    assert "Nothing is expected: the earlier half all ended alike." in alike
    assert "there is no earlier half to learn from" in one_moment
    assert "alike" not in one_moment
    assert "Nothing is expected" not in lift_by_decile(shapes.DECILES, ENGLISH, LIGHT).note


def test_thin_deciles_are_grey_and_empty_ones_have_no_bar() -> None:
    bars = lift_by_decile(shapes.SMALL, ENGLISH, LIGHT).figure.data[0]
    assert list(bars.marker.color) == [LIGHT.open, LIGHT.open, LIGHT.sales, LIGHT.open]
    assert bars.y[1] is None


def test_scores_that_are_alike_are_one_score() -> None:
    ticks = lift_by_decile(deciles((7, 7, 40, 4), (8, 9, 40, 5)), ENGLISH, LIGHT).figure.layout.xaxis.ticktext
    assert list(ticks) == ["7<br>n 40", "8–9<br>n 40"]
