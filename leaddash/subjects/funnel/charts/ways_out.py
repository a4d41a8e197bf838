"""How long episodes stay in a stage, and which way they leave it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from leaddash.agreement import EXITS
from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.absence import ANYTHING, Reach
from leaddash.drawing.names import left_out
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, stage_colour
from leaddash.stats import THIN
from leaddash.subjects.funnel.metrics.stage_times import stage_times
from leaddash.words import Words

HEIGHT = 300
WINDOWS_SHOWN = 3
"""A curve is drawn over so many times the agreed time."""
DAYS_WITHOUT_WINDOW = 90
SHADE = "rgba(120,130,145,0.22)"
DASHES = {"converted": "solid", "recycled": "dash", "postponed": "dot", "disqualified": "dashdot", "lost": "longdash"}


@chart("ways", counts=stage_times)
def ways_out(
    frame: pd.DataFrame,
    words: Words,
    palette: Palette,
    stage: str,
    window_days: float,
    entered: int | None = None,
    reach: Reach = ANYTHING,
) -> Picture:
    """Cumulative share of a stage's cases that went on and that left each other way, by days since they entered.

    `entered` is how many entered in all: those of them are left out of whom a moment is not known, and where these are
    more than half nothing is drawn. A line goes on thin and grey where fewer than thirty are watched.
    """
    curve = shown(frame[frame["stage"] == stage], window_days)
    name = words(f"stage.{stage}")
    title = words("chart.ways_out.title", stage=name)
    chart = figure(palette, words, height=HEIGHT)
    cases = int(curve["cases"].max()) if len(curve) else 0
    whole = cases if entered is None else entered
    ways = [way for way in ways_of(curve) if way != "converted" or not reach.leads_nowhere(stage)]
    if not ways or not cases or whole > 2 * cases or reach.is_passed_by(stage):
        return Picture(title, chart, axes.say_nothing(chart, _nothing(whole, cases, words, stage, reach)))
    if "converted" in ways:
        _band(chart, curve)
    for way in ways:
        _draw(chart, curve, way, words, stage, palette)
    _name_lines(chart, curve, ways, words, stage, palette)
    ends = curve["converted_high"] if "converted" in ways else []
    highest = axes.highest_of([*ends, *(curve[way].max() for way in ways)])
    chart.update_yaxes(axes.axis_of_shares(min(1.0, highest * 1.08), words, words("unit.share_of_cases")))
    _days(chart, curve, words, palette, window_days)
    last = curve.iloc[-1]
    told = words.listed([f"{_name(way, words)} {words.share(last[way])}" for way in ways])
    alt = words("chart.ways_out.alt", stage=name, n=int(last["day"]), told=told)
    note = words("chart.ways_out.note", n=cases, staying=words.share(last["staying"]), days=int(last["day"]))
    notes = [left_out(whole, cases, words), note]
    notes += [words("chart.ways_out.thin", thin=THIN)] if curve["thin"].any() else []
    return Picture(title, chart, alt, " ".join(filter(None, notes)))


def shown(curve: pd.DataFrame, window_days: float) -> pd.DataFrame:
    """The days a curve is drawn over, and from which on it is `thin`: fewer than thirty are watched.

    A few times the agreed time while enough are watched, thin to its end; where everybody has left, level to its end.
    """
    horizon = WINDOWS_SHOWN * window_days or DAYS_WITHOUT_WINDOW
    thin = curve["at_risk"] < THIN
    drawn = curve.assign(thin=thin)[(curve["day"] <= horizon) & ~(thin & (curve["day"] > (window_days or horizon)))]
    if len(drawn) and drawn["staying"].iloc[-1] <= 0 and drawn["day"].iloc[-1] < window_days:
        return pd.concat([drawn, drawn.tail(1).assign(day=int(window_days))])
    return drawn


def ways_of(curve: pd.DataFrame) -> list[str]:
    """Ways out that anybody took, going on first."""
    return ["converted", *[way for way in EXITS if curve[way].max() > 0]]


def _nothing(whole: int, cases: int, words: Words, stage: str, reach: Reach) -> str:
    """Why no line is drawn: nobody entered, or of too many the moment is not known."""
    if not whole or (reach.is_silent(stage) and whole <= 2 * cases):
        return reach.nobody(words, "entered_period", stage)
    return f"{left_out(whole, cases, words)} {words('empty.mostly_unknown')}"


def _draw(chart: go.Figure, curve: pd.DataFrame, way: str, words: Words, stage: str, palette: Palette) -> None:
    """A line in its colour while enough are watched, thin and grey from there on."""
    sound, thin = curve[~curve["thin"]], curve[curve["thin"]]
    if len(sound):
        chart.add_trace(_line(sound, way, words, _colour(way, stage, palette)))
    if len(thin):
        line = _line(pd.concat([sound.tail(1), thin]), way, words, palette.open)
        chart.add_trace(line.update(line={"width": 1}))


def _line(curve: pd.DataFrame, way: str, words: Words, colour: str) -> go.Scatter:
    name = _name(way, words)
    return go.Scatter(
        x=list(curve["day"]),
        y=list(curve[way]),
        mode="lines",
        line={"color": colour, "width": 3 if way == "converted" else 2, "dash": DASHES[way], "shape": "hv"},
        hovertext=[
            words("chart.ways_out.hover", n=int(row.day), way=name, share=words.share(getattr(row, way)))
            for row in curve.itertuples()
        ],
        hoverinfo="text",
    )


def _band(chart: go.Figure, curve: pd.DataFrame) -> None:
    """The interval of going on: a band between two invisible lines."""
    look = {"mode": "lines", "line": {"color": "rgba(0,0,0,0)", "shape": "hv"}, "hoverinfo": "skip"}
    days = list(curve["day"])
    chart.add_trace(go.Scatter(x=days, y=list(curve["converted_high"]), **look))
    low = list(curve["converted_low"])
    chart.add_trace(go.Scatter(x=days, y=low, fill="tonexty", fillcolor=SHADE, **look))


def _name_lines(
    chart: go.Figure, curve: pd.DataFrame, ways: list[str], words: Words, stage: str, palette: Palette
) -> None:
    """Name each line at its right end, with its share; names that would meet are moved apart."""
    last, top = curve.iloc[-1], max(float(curve[way].max()) for way in ways) or 1.0
    lowest_free = -1.0
    for way in sorted(ways, key=lambda way: last[way]):
        height = max(float(last[way]), lowest_free)
        lowest_free = height + 0.085 * top
        text = f"{_name(way, words)} {words.share(last[way])}"
        font = {"size": 14, "color": _colour(way, stage, palette)}
        chart.add_annotation(
            x=1, xref="paper", y=height, text=text, xanchor="left", xshift=8, showarrow=False, font=font
        )
    chart.update_layout(margin={"r": 190})


def _days(chart: go.Figure, curve: pd.DataFrame, words: Words, palette: Palette, window_days: float) -> None:
    steps = axes.round_steps(max(int(curve["day"].max()), 1), 1)
    chart.update_xaxes(
        tickmode="array",
        tickvals=steps,
        ticktext=[words.number(step) for step in steps],
        range=[0, max(int(curve["day"].max()), 1)],
        title={"text": words("unit.days_since", stage=words(f"stage.{curve['stage'].iloc[0]}"))},
        showgrid=False,
    )
    if 0 < window_days <= curve["day"].max():
        rule = {"color": palette.muted, "width": 1, "dash": "dot"}
        chart.add_shape(type="line", x0=window_days, x1=window_days, y0=0, y1=1, yref="paper", line=rule)
        text = words("chart.ways_out.agreed", n=int(window_days))
        font = {"size": 13, "color": palette.muted}
        chart.add_annotation(
            x=window_days, y=1, yref="paper", yanchor="bottom", xanchor="left", text=text, showarrow=False, font=font
        )
        chart.update_layout(margin={"t": 24})


def _colour(way: str, stage: str, palette: Palette) -> str:
    colours = {"recycled": palette.late, "postponed": palette.open, "disqualified": palette.muted, "lost": palette.lost}
    return colours.get(way) or stage_colour(stage, palette)


def _name(way: str, words: Words) -> str:
    return words("way.converted") if way == "converted" else words(f"exit.{way}")
