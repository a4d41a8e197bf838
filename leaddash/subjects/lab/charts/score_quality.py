"""Whether higher scores go with more sales leads, and whether they keep what earlier ones promised."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, whiskers
from leaddash.stats import THIN
from leaddash.subjects.lab.metrics.score_quality import score_quality
from leaddash.words import Words

HEIGHT, ABOVE = 380, 40
NUMBERS = ("rate", "rate_low", "rate_high", "lift", "expected_rate", "score_low", "score_high")


@chart("lift", counts=score_quality)
def lift_by_decile(frame: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """Share that became sales leads per tenth of the scores, lowest left, against that of all and the expected one.

    `expected_rate`, a small ring, is what the earlier readings foretell for the later ones. Only worked leads have an
    outcome, so that only they are in the rates.
    """
    deciles = by_score(frame)
    title = words("chart.lift.title")
    chart = figure(palette, words, height=HEIGHT)
    worked = int(deciles["worked"].sum())
    if not worked:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.lift")))
    overall = int(deciles["became_sales_lead"].sum()) / worked
    sound = deciles[deciles["worked"] >= THIN]
    ends = (deciles if sound.empty else sound)["rate_high"]
    top = axes.highest_of([*ends, *deciles["rate"], *deciles["expected_rate"], overall])
    chart.add_traces([_bars(deciles, words, palette), *_expected(deciles, words, palette)])
    chart.update_layout(
        annotations=[
            *_labels(deciles, top, words, palette),
            _key(deciles, words, palette),
            _all(overall, words, palette),
        ],
        shapes=[_rule(overall, palette)],
        yaxis=axes.axis_of_shares(top, words, words("unit.became")) | {"range": [0, top * 1.1]},
        xaxis=_scores(deciles, words),
        margin={"t": ABOVE, "r": 84},
    )
    told = words.listed([_told(row, words) for row in deciles.itertuples() if row.worked])
    alt = words("chart.lift.alt", told=told, share=words.share(overall))
    return Picture(title, chart, alt, _note(deciles, words, goes_on=bool(deciles["rate_high"].max() > top * 1.1)))


def by_score(frame: pd.DataFrame) -> pd.DataFrame:
    """The deciles from the lowest score to the highest; counts that are missing are 0."""
    counts = {name: frame[name].fillna(0).astype(int) for name in ("worked", "became_sales_lead")}
    numbers = {name: frame[name].astype("Float64").astype(float) for name in NUMBERS}
    return frame.assign(**counts, **numbers).sort_values("score_low", kind="stable").reset_index(drop=True)


def scores_of(low: float, high: float, words: Words) -> str:
    """From which score to which one a decile runs."""
    ends = [words.number(round(end)).replace("-", "−") for end in (low, high)]
    return words("lab.table.scores", low=ends[0], high=ends[1]) if ends[0] != ends[1] else ends[0]


def _bars(deciles: pd.DataFrame, words: Words, palette: Palette) -> go.Bar:
    """A bar per decile with its interval, grey where thin."""
    return go.Bar(
        x=list(range(len(deciles))),
        y=[None if rate != rate else rate for rate in deciles["rate"]],
        marker={"color": [palette.open if worked < THIN else palette.sales for worked in deciles["worked"]]},
        error_y=whiskers(deciles, palette.ink),
        hovertext=[_hover(row, words) for row in deciles.itertuples()],
        hoverinfo="text",
    )


def _expected(deciles: pd.DataFrame, words: Words, palette: Palette) -> list[go.Scatter]:
    """What earlier readings foretell, as small rings left of the whisker; none where nothing is foretold."""
    known = deciles[deciles["expected_rate"].notna()]
    if known.empty:
        return []
    look = {"symbol": "circle", "size": 9, "color": palette.ground, "line": {"color": palette.ink, "width": 2}}
    told = [words("chart.lift.expected_hover", share=words.share(share)) for share in known["expected_rate"]]
    places = [place - 0.2 for place in known.index]
    shares = list(known["expected_rate"])
    return [go.Scatter(x=places, y=shares, mode="markers", marker=look, hovertext=told, hoverinfo="text")]


def _labels(deciles: pd.DataFrame, top: float, words: Words, palette: Palette) -> list[dict[str, Any]]:
    """The rate above each whisker, at the upper edge over one that goes on."""
    return [
        {
            "x": place,
            "y": min(row.rate_high, top * 1.1),
            "yshift": 12,
            "text": words.share(row.rate),
            "showarrow": False,
            "bgcolor": palette.ground,
            "font": {"size": 14, "color": palette.open if row.worked < THIN else palette.ink},
        }
        for place, row in enumerate(deciles.itertuples())
        if row.worked
    ]


def _key(deciles: pd.DataFrame, words: Words, palette: Palette) -> dict[str, Any]:
    """What the bars and the rings are, over the plot."""
    kinds = [coloured(f"■ {words('chart.lift.worked')}", palette.sales)]
    kinds += [f"○ {words('chart.lift.expected')}"] if deciles["expected_rate"].notna().any() else []
    anchor = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 18}
    return {"text": "     ".join(kinds), "showarrow": False, "font": {"size": 14, "color": palette.ink}, **anchor}


def _all(overall: float, words: Words, palette: Palette) -> dict[str, Any]:
    """The share of all, named right of its line."""
    text = words("chart.people.all", share=words.share(overall)).replace(" ", "\n", 1)
    anchor = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": overall, "align": "left"}
    return {"text": text, "showarrow": False, "font": {"size": 14, "color": palette.muted}, **anchor}


def _rule(overall: float, palette: Palette) -> dict[str, Any]:
    rule = {"color": palette.muted, "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": overall, "y1": overall, "line": rule}


def _scores(deciles: pd.DataFrame, words: Words) -> dict[str, Any]:
    """Under each bar its scores and how many were worked."""
    told = [
        f"{scores_of(row.score_low, row.score_high, words)}\n{words('chart.trend.cases', n=int(row.worked))}"
        for row in deciles.itertuples()
    ]
    return {
        "tickmode": "array",
        "tickvals": list(range(len(deciles))),
        "ticktext": told,
        "tickangle": 0,
        "tickfont": {"size": 13},
        "range": [-0.6, len(deciles) - 0.4],
        "showgrid": False,
        "title": {"text": words("unit.score")},
    }


def _told(row: Any, words: Words) -> str:
    share = words("chart.breakdown.label", share=words.share(row.rate), n=int(row.worked))
    return f"{scores_of(row.score_low, row.score_high, words)}: {share}"


def _hover(row: Any, words: Words) -> str:
    if not row.worked:
        return _told(row, words)
    ends = {"low": words.share(row.rate_low), "high": words.share(row.rate_high)}
    told = [_told(row, words), words("chart.response_curve.interval", **ends)]
    told += [words("chart.lift.times", lift=words.number(row.lift, 1))] if row.lift == row.lift else []
    return "\n".join(told)


def _note(deciles: pd.DataFrame, words: Words, *, goes_on: bool) -> str:
    first = deciles.iloc[0]
    told = [words("chart.lift.note", thin=THIN)]
    if deciles["expected_rate"].notna().any():
        told.append(words("chart.lift.expected_note"))
    else:
        told.append(words("chart.lift.alike" if int(first["earlier"]) else "chart.lift.no_earlier"))
    if not pd.isna(first["roc_area"]):
        told.append(words("chart.lift.roc", area=words.number(float(first["roc_area"]), 2)))
    if not pd.isna(first["below_threshold"]):
        worked = words.number(int(first["below_threshold_worked"]))
        told.append(words("chart.lift.below", n=int(first["below_threshold"]), worked=worked))
    return " ".join([*told, *([words("chart.response_curve.goes_on")] if goes_on else [])])
