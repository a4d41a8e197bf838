"""What share of the MQLs became sales leads, by the threshold that would have sent them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts import axes, course
from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure
from leaddash.charts.threshold_counts import label_of, mark, threshold_axis
from leaddash.stats import THIN
from leaddash.words import Words

HEIGHT = 340
NAMES = {
    "sales_lead_rate": "rate",
    "sales_lead_low": "rate_low",
    "sales_lead_high": "rate_high",
    "sales_lead_rate_mqls": "n",
}


def threshold_rates(frame: pd.DataFrame, words: Words, palette: Palette, threshold: float) -> Picture:
    """Share of each threshold's MQLs that became sales leads, with its interval; grey where thin.

    `frame` is of the metric `threshold_curve`; `threshold` is the one in force, marked where it has a rate.
    """
    rows = rated(frame)
    title = words("chart.threshold_rates.title")
    chart = figure(palette, words, height=HEIGHT)
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.threshold_rates")))
    course.band(chart, rows.rename(columns={"threshold": "period"}))
    chart.add_traces(_lines(rows, words, palette))
    sound = rows[rows["n"] >= THIN]
    top = axes.highest_of([*(rows if sound.empty else sound)["rate_high"], *rows["rate"]])
    notes, lines = _mark(rows, threshold, words, palette)
    chart.update_layout(
        xaxis=threshold_axis([float(one) for one in frame["threshold"]], words),
        yaxis=axes.axis_of_shares(top, words, words("unit.became")),
        annotations=notes,
        shapes=lines,
    )
    low, high = rows.iloc[0], rows.iloc[-1]
    alt = words("chart.threshold_rates.alt", first=_told(low, words), last=_told(high, words))
    told = [words("chart.threshold_rates.note", thin=THIN)]
    told += [words("chart.threshold_rates.goes_on")] if rows["rate_high"].max() > top * 1.04 else []
    return Picture(title, chart, alt, " ".join(told))


def rated(frame: pd.DataFrame) -> pd.DataFrame:
    """The thresholds with a rate: `rate` with its ends, of `n` MQLs whose time is over."""
    rows = frame[["threshold", *NAMES]].rename(columns=NAMES)
    return rows[rows["rate"].notna()].astype(float)


def _lines(rows: pd.DataFrame, words: Words, palette: Palette) -> list[go.Scatter]:
    """The sound part of the line, and the thin one in grey that goes on from it."""
    is_thin = rows["n"] < THIN
    reach = is_thin | is_thin.shift(-1, fill_value=False) | is_thin.shift(1, fill_value=False)
    hover = [_told(row, words) for _, row in rows.iterrows()]
    parts = [(rows["rate"].where(reach), palette.open, 2), (rows["rate"].where(~is_thin), palette.sales, 3)]
    return [
        go.Scatter(
            x=list(rows["threshold"]),
            y=list(shares),
            mode="lines+markers",
            line={"color": colour, "width": width},
            marker={"size": 5, "color": colour},
            hovertext=hover,
            hoverinfo="text",
        )
        for shares, colour, width in parts
        if shares.notna().any()
    ]


def _mark(
    rows: pd.DataFrame, threshold: float, words: Words, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The threshold in force with its rate, told below the curve; nothing where it has none."""
    found = rows[rows["threshold"] == threshold]
    if found.empty:
        return [], []
    row = found.iloc[0]
    colour = palette.open if row["n"] < THIN else palette.sales
    note, line = mark(threshold, row["rate"], _told(row, words), list(rows["threshold"]), colour, palette)
    return [note | {"y": row["rate"] / 2, "yshift": 0}], [line]


def _told(row: Any, words: Words) -> str:
    told = {"threshold": label_of(row["threshold"], words), "share": words.share(row["rate"])}
    return words("chart.threshold_rates.mark", n=int(row["n"]), **told)
