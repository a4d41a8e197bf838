"""What became of leads, by how long they waited for their first touch."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, whiskers
from leaddash.stats import THIN
from leaddash.subjects.response.metrics.response_curve import response_curve as response_curve_metric
from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS
from leaddash.words import Words

PUBLISHED_ODDS = {"contact": (1, 1 / 10, 1 / 100), "qualify": (1, 1 / 4, 1 / 21)}
"""Odds at 5, 10 and 30 minutes relative to those at 5.

Source: Lead Response Management Study, InsideSales and MIT (J. Oldroyd), 2007.
"""
HEIGHT, ABOVE, BESIDE, ASIDE = 360, 34, 0.14, -6
"""Pixels in all and over the plot; how far from the middle of its bucket a point stands that has another beside it, and
how many pixels its number is moved away from that."""


@chart("curve", counts=response_curve_metric)
def response_curve(
    raw: pd.DataFrame,
    adjusted: pd.DataFrame,
    words: Words,
    palette: Palette,
    outcome: str,
    published: bool,
    *,
    working: bool = False,
    nothing: str = "",
) -> Picture:
    """Share with an outcome by time to first touch, as recorded and like compared with like, with intervals and n.

    `nothing` says why there is nothing to draw.
    """
    curves = {name: curve_of(frame, outcome, name) for name, frame in (("rate", raw), ("adjusted", adjusted))}
    title = words(f"chart.response_curve.{outcome}")
    chart = figure(palette, words, height=HEIGHT)
    cases = curves["rate"]["n"]
    if nothing or not cases.sum():
        return Picture(title, chart, axes.say_nothing(chart, nothing or words("empty.response_curve")))
    places = _places(curves)
    for name, curve in curves.items():
        chart.add_trace(_points(curve, places[name], name, words, palette))
    reference = published_rates(curves["rate"], outcome) if published else []
    _draw_published(chart, reference, words, palette)
    top = _top(pd.concat(list(curves.values())))
    _label(chart, curves, places["rate"], top, words, palette)
    _scale(chart, top, cases, words, palette, outcome, "working" if working else "wall")
    told = [_told(row, "rate", words) for row in curves["rate"].itertuples() if row.n]
    alt = words(f"chart.response_curve.{outcome}_alt", told=words.listed(told))
    goes_on = any(curve["rate_high"].max() > top for curve in curves.values())
    notes = [_note(curves["adjusted"], words, goes_on=goes_on)]
    notes += [_source(reference, words, outcome)] if published else []
    notes += [words("chart.response_curve.all_hours")] if reference and working else []
    opens = tuple({"figure": f"{outcome}_leads", "bucket": bucket} for bucket in TIMED_BUCKETS)
    return Picture(title, chart, alt, " ".join(notes), opens)


def curve_of(frame: pd.DataFrame, outcome: str, name: str) -> pd.DataFrame:
    """The timed buckets of a curve: bucket, `n` cases, the rate with its ends; of an adjusted one what it covers."""
    ends = {"rate": ("rate", "low", "high"), "adjusted": ("adjusted", "adjusted_low", "adjusted_high")}[name]
    buckets = frame.set_index("bucket").reindex(TIMED_BUCKETS)
    columns = dict(zip(("rate", "rate_low", "rate_high"), (f"{outcome}_{end}" for end in ends), strict=True))
    columns |= {"n": f"{outcome}_leads", "covered": f"{outcome}_covered"}
    cells = {new: buckets[old].astype("Float64").astype(float) for new, old in columns.items() if old in buckets}
    rows = pd.DataFrame(cells).reset_index()
    return rows.assign(n=rows["n"].fillna(0).astype(int))


def published_rates(recorded: pd.DataFrame, outcome: str) -> list[float]:
    """The rates at 5, 10 and 30 minutes that the published odds would make of the first bucket's; none if it is thin.

    The published figures are odds relative to those at 5 minutes, so that the base must be given: ours.
    """
    first = recorded.iloc[0]
    if outcome not in PUBLISHED_ODDS or first["n"] < THIN or not 0 < first["rate"] < 1:
        return []
    base = first["rate"] / (1 - first["rate"])
    return [float(base * ratio / (1 + base * ratio)) for ratio in PUBLISHED_ODDS[outcome]]


def _places(curves: dict[str, pd.DataFrame]) -> dict[str, list[float]]:
    """Where on the axis the points stand: recorded ones left of their adjusted ones, in the middle where alone."""
    shifts = [BESIDE if rate == rate else 0.0 for rate in curves["adjusted"]["rate"]]
    return {
        name: [middle + side * shift for middle, shift in enumerate(shifts)]
        for name, side in (("rate", -1), ("adjusted", 1))
    }


def _points(curve: pd.DataFrame, places: list[float], name: str, words: Words, palette: Palette) -> go.Scatter:
    """Points with whiskers, adjusted ones hollow; a grey diamond where thin, nothing where there is no case."""
    ring = [palette.open if n < THIN else palette.sales for n in curve["n"]]
    return go.Scatter(
        x=places,
        y=[None if rate != rate else rate for rate in curve["rate"]],
        mode="markers",
        marker={
            "size": 10,
            "symbol": ["diamond" if n < THIN else "circle" for n in curve["n"]],
            "color": ring if name == "rate" else [palette.ground] * len(curve),
            "line": {"color": ring, "width": 2},
        },
        error_y=whiskers(curve, palette.muted),
        cliponaxis=False,
        hovertext=[_hover(row, name, words) for row in curve.itertuples()],
        hoverinfo="text",
    )


def _hover(row: Any, name: str, words: Words) -> str:
    ends = {end: words.share(getattr(row, f"rate_{end}")) for end in ("low", "high")}
    return f"{_told(row, name, words)}\n{words('chart.response_curve.interval', **ends)}"


def _told(row: Any, name: str, words: Words) -> str:
    bucket, n = words(f"bucket.{row.bucket}"), int(row.n)
    share = words("chart.breakdown.label", share=words.share(row.rate), n=n)
    return f"{bucket}: {share}" if name == "rate" else words("chart.response_curve.alike", bucket=bucket, share=share)


def _top(points: pd.DataFrame) -> float:
    """The highest end that is sound, and every rate: whiskers of thin points may go on beyond it."""
    sound = points[points["n"] >= THIN]
    return axes.highest_of([*(points if sound.empty else sound)["rate_high"], *points["rate"]])


def _label(
    chart: go.Figure,
    curves: dict[str, pd.DataFrame],
    places: list[float],
    top: float,
    words: Words,
    palette: Palette,
) -> None:
    """The rate over its whisker, beside one that goes on; over the plot what the two kinds of points are."""
    for middle, (place, row) in enumerate(zip(places, curves["rate"].itertuples(), strict=True)):
        aside = ASIDE if place < middle else 0
        above = {"y": row.rate_high, "yshift": 14, "xshift": aside}
        beside = {"y": row.rate, "xshift": 10, "xanchor": "left"}
        font = {"size": 14, "color": palette.open if row.n < THIN else palette.sales}
        told = {"text": words.share(row.rate), "font": font, **(above if row.rate_high <= top else beside)}
        if row.n:
            chart.add_annotation(x=place, showarrow=False, **told)
    dots = {"rate": "●", "adjusted": "○"}
    kinds = [f"{dots[name]} {words(f'chart.response_curve.{name}')}" for name in curves if curves[name]["n"].any()]
    chart.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=8,
        text="    ".join(kinds),
        showarrow=False,
        font={"size": 14, "color": palette.sales},
    )


def _draw_published(chart: go.Figure, rates: list[float], words: Words, palette: Palette) -> None:
    """The published figures as a dashed line through the three buckets that end where they were taken."""
    if not rates:
        return
    chart.add_trace(
        go.Scatter(
            x=list(range(len(rates))),
            y=rates,
            mode="lines+markers",
            line={"color": palette.muted, "width": 2, "dash": "dash"},
            marker={"symbol": "x-thin", "size": 8, "line": {"color": palette.muted, "width": 2}},
            hovertext=[words("chart.response_curve.published_hover", share=words.share(rate)) for rate in rates],
            hoverinfo="text",
        )
    )
    text = {"text": words("chart.response_curve.published"), "font": {"size": 14, "color": palette.muted}}
    chart.add_annotation(x=len(rates) - 1, y=rates[-1], xanchor="left", xshift=10, showarrow=False, **text)


def _scale(
    chart: go.Figure, top: float, cases: pd.Series, words: Words, palette: Palette, outcome: str, clock: str
) -> None:
    """Shares from zero upwards; under each bucket how many cases it rests on."""
    shares = axes.axis_of_shares(top, words, words(f"unit.{outcome}"))
    chart.update_yaxes(shares | {"range": [0, top * 1.1]})
    told = [
        f"{words(f'bucket.{bucket}')}\n{words('chart.trend.cases', n=int(n))}"
        for bucket, n in zip(TIMED_BUCKETS, cases, strict=True)
    ]
    chart.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(TIMED_BUCKETS))),
        ticktext=told,
        tickangle=0,
        tickfont={"size": 13, "color": palette.muted},
        range=[-0.5, len(TIMED_BUCKETS) - 0.5],
        showgrid=False,
        title={"text": words(f"unit.first_touch_{clock}")},
    )
    chart.update_layout(margin={"t": ABOVE})


def _note(alike: pd.DataFrame, words: Words, *, goes_on: bool) -> str:
    """What points and whiskers mean, and how many hand-overs the adjustment covers."""
    told = [words("chart.response_curve.note", thin=THIN)]
    covered = alike.loc[alike["n"] > 0, "covered"]
    if len(covered):
        ends = {"low": words.share(covered.min(), 0), "high": words.share(covered.max(), 0)}
        kind = "covers" if ends["low"] == ends["high"] else "covers_between"
        told += [words("chart.response_curve.adjusted_note"), words(f"chart.response_curve.{kind}", **ends)]
    else:
        told.append(words("chart.response_curve.not_adjusted"))
    return " ".join([*told, *([words("chart.response_curve.goes_on")] if goes_on else [])])


def _source(reference: list[float], words: Words, outcome: str) -> str:
    """Where the published figures come from and what they are not, or why there are none."""
    if outcome not in PUBLISHED_ODDS:
        return words("chart.response_curve.unpublished")
    return words("chart.response_curve.source" if reference else "chart.response_curve.no_base", thin=THIN)
