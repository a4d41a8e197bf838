"""What share of the worked MQLs became sales leads, by the threshold that would have sent them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes, course
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, unknown_hatching
from leaddash.stats import THIN
from leaddash.subjects.lab.charts.threshold_counts import LABELS_LEFT_FROM, label_of, mark, threshold_axis
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve
from leaddash.words import Words

HEIGHT = 340
TOP = 1.04
"""How far an axis of shares goes beyond its highest value."""
NAMES = {
    "worked_rate": "rate",
    "worked_low": "rate_low",
    "worked_high": "rate_high",
    "worked_rate_mqls": "n",
}
SENT = 0.5
"""Where a smaller part of the MQLs was ever worked, most were never sent, and what they were worth is unknown."""


@chart("rates_by_threshold", counts=threshold_curve)
def threshold_rates(frame: pd.DataFrame, words: Words, palette: Palette, threshold: float) -> Picture:
    """Share of each threshold's worked MQLs that became sales leads, with its interval; grey where thin.

    `frame` is of the metric `threshold_curve`; `threshold` is the one in force, marked where it has a rate. Hatched is
    where most MQLs were never sent.
    """
    rates = rated(frame)
    title = words("chart.threshold_rates.title")
    chart = figure(palette, words, height=HEIGHT)
    if rates.empty:
        is_unknown = len(frame) and frame["worked"].isna().all()
        why = words("empty.unassigned" if is_unknown else "empty.threshold_rates")
        return Picture(title, chart, axes.say_nothing(chart, why))
    course.band(chart, rates.rename(columns={"threshold": "period"}))
    chart.add_traces(_lines(rates, words, palette))
    unsent, ends = unsent_between(frame), (float(frame["threshold"].iloc[0]), float(frame["threshold"].iloc[-1]))
    sound = rates[rates["n"] >= THIN]
    top = axes.highest_of([*(rates if sound.empty else sound)["rate_high"], *rates["rate"]])
    notes, lines = _mark(rates, threshold, words, palette)
    chart.add_traces([_hatched(low, high, top * TOP, palette) for low, high in unsent])
    chart.update_layout(
        xaxis=threshold_axis([float(level) for level in frame["threshold"]], words),
        yaxis=axes.axis_of_shares(top, words, words("unit.became")),
        annotations=[*notes, *(_named(*run, ends, words, palette) for run in unsent)],
        shapes=lines,
    )
    low, high = rates.iloc[0], rates.iloc[-1]
    alt = words("chart.threshold_rates.alt", first=_told(low, words), last=_told(high, words))
    told = [words("chart.threshold_rates.note", thin=THIN)]
    told += [words("chart.threshold_rates.unsent_note")] if unsent else []
    told += [words("chart.threshold_rates.goes_on")] if rates["rate_high"].max() > top * TOP else []
    return Picture(title, chart, alt, " ".join(told))


def rated(frame: pd.DataFrame) -> pd.DataFrame:
    """The thresholds with a rate: `rate` with its ends, of `n` worked MQLs whose time is over; which are `unsent`."""
    rates = frame[["threshold", *NAMES]].rename(columns=NAMES).assign(unsent=_is_unsent(frame))
    return rates[rates["rate"].notna()].astype(float)


def unsent_between(frame: pd.DataFrame) -> list[tuple[float, float]]:
    """Between which thresholds most MQLs were never sent, each end half way to the next one that sent them."""
    thresholds, unsent = frame["threshold"].astype(float), _is_unsent(frame)
    edges = [thresholds.iloc[0], *((thresholds + thresholds.shift(-1))[:-1] / 2), thresholds.iloc[-1]]
    runs = (unsent != unsent.shift()).cumsum()
    places = [list(run.index) for _, run in unsent.reset_index(drop=True).groupby(runs.to_numpy()) if run.all()]
    return [(edges[run[0]], edges[run[-1] + 1]) for run in places]


def _is_unsent(frame: pd.DataFrame) -> pd.Series:
    known = frame["worked"].astype("Float64").astype(float)
    return known < SENT * frame["mqls"]


def _lines(rates: pd.DataFrame, words: Words, palette: Palette) -> list[go.Scatter]:
    """The sound part of the line, and in grey what is thin or of MQLs that were mostly never sent."""
    is_thin = (rates["n"] < THIN) | (rates["unsent"] > 0)
    reach = is_thin | is_thin.shift(-1, fill_value=False) | is_thin.shift(1, fill_value=False)
    hover = [_told(row, words) for _, row in rates.iterrows()]
    parts = [(rates["rate"].where(reach), palette.open, 2), (rates["rate"].where(~is_thin), palette.sales, 3)]
    return [
        go.Scatter(
            x=list(rates["threshold"]),
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


def _hatched(low: float, high: float, top: float, palette: Palette) -> go.Scatter:
    """Over the whole height, between two thresholds: nobody knows."""
    return go.Scatter(
        x=[low, high, high, low],
        y=[0, 0, top, top],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillpattern=unknown_hatching(palette),
        hoverinfo="skip",
    )


def _named(low: float, high: float, ends: tuple[float, float], words: Words, palette: Palette) -> dict[str, Any]:
    """What the hatching means, at its upper edge, where the axis leaves room."""
    is_late = low > ends[0] + (ends[1] - ends[0]) * LABELS_LEFT_FROM
    across = {"x": high, "xanchor": "right", "xshift": -4} if is_late else {"x": low, "xanchor": "left", "xshift": 4}
    anchor = {**across, "y": 1, "yref": "paper", "yanchor": "top", "yshift": -4}
    text, font = words("chart.threshold_rates.unsent"), {"size": 14, "color": palette.muted}
    return {**anchor, "text": text, "showarrow": False, "font": font, "bgcolor": palette.ground}


def _mark(
    rates: pd.DataFrame, threshold: float, words: Words, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The threshold in force with its rate, told below the curve; nothing where it has none."""
    in_force = rates[rates["threshold"] == threshold]
    if in_force.empty:
        return [], []
    row = in_force.iloc[0]
    colour = palette.open if row["n"] < THIN or row["unsent"] else palette.sales
    note, line = mark(threshold, row["rate"], _told(row, words), list(rates["threshold"]), colour, palette)
    return [note | {"y": row["rate"] / 2, "yshift": 0}], [line]


def _told(row: Any, words: Words) -> str:
    told = {"threshold": label_of(row["threshold"], words), "share": words.share(row["rate"])}
    return words("chart.threshold_rates.mark", n=int(row["n"]), **told)
