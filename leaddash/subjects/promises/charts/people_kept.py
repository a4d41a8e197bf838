"""Who keeps a promise."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.picture import Picture
from leaddash.drawing.ranked import best_and_worst, draw_rates, names_of, note_of, ranked
from leaddash.drawing.theme import Palette, figure
from leaddash.subjects.promises.charts.compliance import AS_RATE, never_promised
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person
from leaddash.words import Words, promise_name


@chart("kept", counts=sla_by_person)
def people_kept(frame: pd.DataFrame, words: Words, palette: Palette, promise: str, by: str = "person") -> Picture:
    """Share of a promise that each person or team kept, with interval and n; ranked, thin ones grey and last.

    Of many the best and the worst are shown, with a break between them.
    """
    known = ranked(as_slices(frame[frame["promise"] == promise]))
    rows = best_and_worst(known).iloc[::-1]
    named = {"promise": promise_name(promise, words), "dimension": words(f"dimension.{by}").lower()}
    chart = figure(palette, words, height=60 + 34 * max(len(rows), 3))
    if not promise:
        return never_promised(chart, words)
    title = words("chart.people_kept.title", **named)
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.compliance", promise=named["promise"])))
    names = names_of(rows, by, words)
    text = draw_rates(chart, rows, names, palette.kept, words, palette, words("unit.kept"))
    told = words.listed([f"{name} {share}".strip() for name, share in zip(names[::-1], text[::-1], strict=True)])
    ids = rows["slice_id"] if "slice_id" in rows else rows[by]
    link = {"list": "owner", "promise": promise, "figure": "due"}
    opens = tuple({by: "" if pd.isna(slice_id) else str(slice_id), **link} for slice_id in ids)
    note = note_of(known, rows, words)
    return Picture(title, chart, words("chart.people_kept.alt", told=told, **named), note, opens)


def as_slices(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares kept of those due under the column names of a funnel by dimension: `rate`, `rate_entered` and so on."""
    return shares.rename(columns=AS_RATE).assign(entered=shares["due"], rate_entered=shares["due"])
