"""How far off the projection was with so many weeks to go, beside every simpler rule, also where it loses."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.look import Look
from leaddash.drawing import axes
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import figure
from leaddash.subjects.forecast.metrics.forecast_accuracy import forecast_accuracy

HEIGHT, PLOT, LINE = 320, 250, 19
OURS = "projected"
CEILING = 1.7
"""How far above the worst of the projection and the best rule the chart reaches."""
FEW_PERIODS = 8
"""Past periods under which what is said of errors is thin."""


@chart("forecast_accuracy", counts=forecast_accuracy)
def accuracy(frame: pd.DataFrame, look: Look) -> Picture:
    """Mean absolute errors of `forecast_accuracy` by measure, the furthest from the end at the left."""
    words, known = look.words, frame[frame["mape"].notna()]
    chart = figure(look.palette, words, height=HEIGHT)
    ours = known[known["measure"] == OURS].set_index("weeks_to_go")["mape"].astype(float)
    if ours.empty:
        title = words("chart.accuracy.title_none")
        return Picture(title, chart, axes.say_nothing(chart, words("empty.accuracy")))
    best = best_rivals(known)
    highest = axes.highest_of([*ours, *best["mape"]]) * CEILING
    rivals = [str(name) for name in dict.fromkeys(known["measure"]) if name != OURS]
    for name in [*rivals, OURS]:
        chart.add_trace(_line(name, known[known["measure"] == name], look))
    above = _name_ends(chart, known, highest, look)
    weeks = sorted(int(week) for week in known["weeks_to_go"].unique())
    _weeks(chart, weeks, look)
    chart.update_yaxes(axes.axis_of_shares(highest, words, words("unit.error")))
    chart.update_yaxes(range=[0, highest])
    chart.update_layout(margin={"r": 190, "t": 12}, hovermode="closest")
    won, periods = sum(ours[week] <= best["mape"].get(week, highest) for week in ours.index), _periods(known)
    title = words("chart.accuracy.title", won=int(won), n=len(ours))
    note = [words("chart.accuracy.note", n=periods)]
    note += [words("chart.accuracy.thin")] if periods < FEW_PERIODS else []
    note += [words("chart.accuracy.above", names=words.listed(above))] if above else []
    return Picture(title, chart, _alt(ours, best, look), " ".join(note))


def best_rivals(frame: pd.DataFrame) -> pd.DataFrame:
    """The rule that was least off at each number of weeks to go, beside the projection: `measure` and `mape`."""
    rivals = frame[(frame["measure"] != OURS) & frame["mape"].notna()].astype({"mape": float})
    least = rivals.loc[rivals.groupby("weeks_to_go")["mape"].idxmin()] if len(rivals) else rivals
    return least.set_index("weeks_to_go")[["measure", "mape"]]


def _line(name: str, frame: pd.DataFrame, look: Look) -> go.Scatter:
    is_ours, palette = name == OURS, look.palette
    marker = {"size": 9, "color": palette.ground, "line": {"color": palette.ink, "width": 2}}
    return go.Scatter(
        x=[-int(week) for week in frame["weeks_to_go"]],
        y=list(frame["mape"].astype(float)),
        mode="lines+markers" if is_ours else "lines",
        line={"color": palette.ink if is_ours else palette.link, "width": 3 if is_ours else 2},
        marker=marker if is_ours else None,
        hovertext=[_hover(name, row, look) for row in frame.to_dict("records")],
        hoverinfo="text",
    )


def _hover(name: str, row: dict[object, object], look: Look) -> str:
    words = look.words
    told = {"name": words(f"measure.{name}"), "share": words.share(float(str(row["mape"])), 0)}
    return words("chart.accuracy.hover", weeks=int(str(row["weeks_to_go"])), n=int(str(row["periods"])), **told)


def _weeks(chart: go.Figure, weeks: list[int], look: Look) -> None:
    """The axis of weeks to go: the nearest to the end at the right."""
    some = weeks[:: max(1, -(-len(weeks) // 13))]
    chart.update_xaxes(
        tickmode="array",
        tickvals=[-week for week in some],
        ticktext=[look.words.number(week) for week in some],
        range=[-weeks[-1] - 0.4, -weeks[0] + 0.2],
        title={"text": look.words("unit.weeks_to_go")},
        showgrid=False,
    )


def _name_ends(chart: go.Figure, known: pd.DataFrame, highest: float, look: Look) -> list[str]:
    """The names of the lines at their ends, pushed apart; returns the names of those that end above the chart."""
    ends = [(float(rows.sort_values("weeks_to_go")["mape"].iloc[0]), str(name), rows) for name, rows in _of(known)]
    above = [look.words(f"measure.{name}") for end, name, _ in ends if end > highest]
    below = -float(LINE)
    for end, name, rows in sorted((one for one in ends if one[0] <= highest), key=lambda end: end[:2]):
        place = end / highest * PLOT
        below = max(place, below + LINE)
        font = {"size": 14, "color": look.palette.ink if name == OURS else look.palette.muted}
        at = {"x": -int(rows["weeks_to_go"].min()), "y": end, "xanchor": "left", "xshift": 10, "yshift": below - place}
        chart.add_annotation(text=look.words(f"measure.{name}"), showarrow=False, font=font, **at)
    return above


def _of(known: pd.DataFrame) -> list[tuple[object, pd.DataFrame]]:
    return list(known.groupby("measure", sort=False))


def _periods(known: pd.DataFrame) -> int:
    return int(known.loc[known["measure"] == OURS, "periods"].max())


def _alt(ours: pd.Series, best: pd.DataFrame, look: Look) -> str:
    words = look.words
    told = [
        words(
            "chart.accuracy.told",
            weeks=int(week),
            share=words.share(float(ours[week]), 0),
            rival=words(f"measure.{best.loc[week, 'measure']}"),
            other=words.share(float(best.loc[week, "mape"]), 0),
        )
        for week in ours.index
        if week in best.index
    ]
    return words("chart.accuracy.alt", told="; ".join(told) or words("empty.accuracy"))
