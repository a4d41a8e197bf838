"""What the charts of the scoring lab say of leads that were never sent to sales, and so never worked."""

from __future__ import annotations

from leaddash.drawing.theme import LIGHT
from leaddash.subjects.lab.charts.score_grid import score_grid
from leaddash.subjects.lab.charts.threshold_rates import threshold_rates
from leaddash.words import load
from tests.lab_frames import curve, grid, unassigned
from tests.subjects import lab_pictures as shapes
from tests.subjects.test_lab_charts import notes

ENGLISH = load("en")


def test_where_most_were_never_sent_it_is_hatched_and_the_line_is_grey() -> None:
    # 40 of 81 and 40 of 80: under half of the first were ever worked, half of the second were.
    frame = curve((0, 40, 10, 400), (50, 40, 12, 81), (100, 40, 14, 80), (150, 40, 20, 50))
    picture = threshold_rates(frame, ENGLISH, LIGHT, 100)
    grey, sound, hatched = picture.figure.data[2:]
    assert [str(share) for share in sound.y] == ["nan", "nan", "0.35", "0.5"]
    assert [str(share) for share in grey.y] == ["0.25", "0.3", "0.35", "nan"]
    # Up to half way between 50 and 100.
    assert (list(hatched.x), hatched.fillpattern.shape) == ([0, 75, 75, 0], "/")
    assert max(hatched.y) == picture.figure.layout.yaxis.range[1]
    assert notes(picture) == ["<b>100: 35.0% of 40</b>", "mostly never sent: unknown"]
    assert "how the others would have done nobody knows" in picture.note


def test_where_every_threshold_was_sent_nothing_is_hatched() -> None:
    picture = threshold_rates(curve((0, 40, 10, 50), (50, 40, 12)), ENGLISH, LIGHT, 50)
    assert not [trace for trace in picture.figure.data if trace.fill == "toself"]
    assert "Hatched" not in picture.note


def test_where_nobody_knows_who_was_worked_both_charts_say_so_and_no_share() -> None:
    assert "no assignments" in threshold_rates(unassigned(shapes.RATES), ENGLISH, LIGHT, 100).alt
    picture = score_grid(unassigned(shapes.GRID), ENGLISH, LIGHT)
    cells = picture.figure.data[0]
    assert not any("%" in text for text in (*cells.text, *cells.hovertext, *notes(picture)))
    assert len(notes(picture)) == (shapes.GRID["mqls"] > 0).sum()
    assert picture.note.endswith("no assignments, so nobody knows who was worked, nor how well.")


def test_a_cell_that_nobody_worked_is_hatched_and_keeps_its_count() -> None:
    picture = score_grid(grid((0, 0, 70, 0, 0), (0, 20, 50, 40, 9), (20, 0, 0, 0, 0)), ENGLISH, LIGHT)
    cells, hatched = picture.figure.data
    assert list(cells.text) == ["", "50 MQLs<br><b>22.5%</b><br>n 40", ""]
    assert notes(picture) == ["70 MQLs"]
    corners = [(x, y) for x, y in zip(hatched.x, hatched.y, strict=True) if x is not None]
    assert set(corners) == {(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)}
    assert cells.hovertext[0].endswith("70 MQLs<br>0 of 70 ever worked")
    assert "Hatched: nobody there was ever worked" in picture.note
    assert "Hatched" not in score_grid(shapes.GRID[shapes.GRID["worked"] > 0], ENGLISH, LIGHT).note
