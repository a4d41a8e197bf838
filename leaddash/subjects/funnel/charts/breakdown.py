"""One step of the funnel in each slice of a dimension."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.absence import ANYTHING, Reach
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import best_and_worst, draw_rates, names_of, note_of, ranked
from leaddash.drawing.theme import Palette, figure, stage_colour
from leaddash.subjects.funnel.metrics.funnel import funnel
from leaddash.words import Words


@chart("breakdown", counts=funnel)
def breakdown(
    frame: pd.DataFrame, words: Words, palette: Palette, stage: str, by: str, reach: Reach = ANYTHING
) -> Picture:
    """Share of each slice that went on from a stage, with interval and n; ranked, thin slices grey and last.

    Of many the best and the worst are shown, with a break between them that says how many lie there.
    """
    known = ranked(frame[frame["stage"] == stage])
    rows = best_and_worst(known).iloc[::-1]
    names = names_of(rows, by, words)
    chart = figure(palette, words, height=60 + 34 * max(len(rows), 3))
    asked = {"stage": words(f"stage.{stage}"), "dimension": words(f"dimension.{by}").lower()}
    title = words("chart.breakdown.title", **asked)
    if rows.empty or reach.is_silent(stage):
        return Picture(title, chart, axes.say_nothing(chart, reach.nobody(words, "entered_period", stage)))
    text = draw_rates(chart, rows, names, stage_colour(stage, palette), words, palette)
    told = words.listed([f"{name} {share}".strip() for name, share in zip(names[::-1], text[::-1], strict=True)])
    note = note_of(known, rows, words)
    ids = rows["slice_id"] if "slice_id" in rows else rows[by]
    opens = tuple({by: "" if pd.isna(one) else str(one), "stage": stage, "figure": "rate_entered"} for one in ids)
    return Picture(title, chart, words("chart.breakdown.alt", told=told), note, opens)
