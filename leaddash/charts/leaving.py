"""Why episodes leave the funnel, and how many of their leads come back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.charts import axes
from leaddash.charts.markup import coloured
from leaddash.charts.picture import Picture
from leaddash.charts.theme import Palette, figure, whiskers
from leaddash.stats import THIN, wilson
from leaddash.words import Words

SHOWN = 8
ROOM, ROW = 70, 42
"""Pixels for the axis, and for each bar with its name on two lines."""
NO_REASON = "–"
"""How a link names the missing reason."""
ANY = "any"
"""How a link names all stages together."""


def exits(frame: pd.DataFrame, words: Words, palette: Palette, stage: str) -> Picture:
    """The ways out of a stage with their reasons, the most frequent first."""
    left = frame[frame["stage"] == stage].sort_values("exits", ascending=False, kind="stable")
    rows = left.head(SHOWN).iloc[::-1]
    name = words(f"stage.{stage}")
    title = words("chart.exits.title", stage=name)
    chart = figure(palette, words, height=ROOM + ROW * max(len(rows), 3))
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.exits", stage=name)))
    total = int(left["exits"].sum())
    text = [f"{words.number(count)} ({words.share(count / total)})" for count in rows["exits"]]
    colours = [exit_colour(exit_, palette) for exit_ in rows["exit"]]
    chart.add_trace(_bars([int(count) for count in rows["exits"]], colours, _named(rows, text, words)))
    chart.update_xaxes(axes.axis_of_counts(int(rows["exits"].max()), words, words("unit.exits")))
    axes.label_ends(chart, rows["exits"], text, palette.muted)
    _name(chart, rows, words, palette)
    told = words.listed(_named(rows, text, words)[::-1])
    note = words("chart.exits.note", n=total)
    if len(left) > SHOWN:
        note = f"{note} {words('chart.breakdown.more', n=len(left) - SHOWN)}"
    opens = tuple({"stage": stage, "figure": "exits", **_asked(row)} for row in rows.itertuples())
    return Picture(title, chart, words("chart.exits.alt", stage=name, told=told), note, opens)


def returned(frame: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """What share of those who left came back within ninety days, by exit and reason; thin ones grey."""
    known = frame[frame["followed_90"] > 0].sort_values("followed_90", ascending=False, kind="stable")
    rows = known.head(SHOWN).iloc[::-1]
    title = words("chart.returned.title")
    chart = figure(palette, words, height=ROOM + ROW * max(len(rows), 3))
    if rows.empty:
        return Picture(title, chart, axes.say_nothing(chart, words("empty.returned")))
    text = [
        words("chart.breakdown.label", share=words.share(row.rate_90), n=int(row.followed_90))
        for row in rows.itertuples()
    ]
    thin = rows["followed_90"] < THIN
    colours = [
        palette.open if grey else exit_colour(exit_, palette) for grey, exit_ in zip(thin, rows["exit"], strict=True)
    ]
    bars = _bars(list(rows["rate_90"]), colours, _named(rows, text, words))
    bars.error_x = whiskers(rows.rename(columns=_AS_RATE), palette.ink)
    chart.add_trace(bars)
    chart.update_xaxes(axes.axis_of_shares(axes.highest_of(rows["rate_90_high"]), words, words("unit.share_back")))
    axes.label_ends(chart, rows["rate_90_high"], text, palette.muted)
    _name(chart, rows, words, palette)
    told = words.listed(_named(rows, text, words)[::-1])
    note = f"{second_pass(frame, words)} {words('chart.returned.note', thin=THIN)}".strip()
    opens = tuple({"stage": ANY, "figure": "followed_90", **_asked(row)} for row in rows.itertuples())
    return Picture(title, chart, words("chart.returned.alt", told=told), note, opens)


def second_pass(frame: pd.DataFrame, words: Words) -> str:
    """How second passes convert from MQL beside first ones, with both intervals; nothing where no second is known."""
    entered, converted = int(frame["second_entered"].sum()), int(frame["second_converted"].sum())
    if not entered:
        return ""
    first = frame.iloc[0]
    low, high = wilson([converted], [entered])
    told = {
        "second": words.share(converted / entered),
        "low": words.share(low[0]),
        "high": words.share(high[0]),
        "first": words.share(first["first_rate"]),
        "n": entered,
        "firsts": int(first["first_entered"]),
    }
    return words("chart.returned.second", **told)


_AS_RATE = {"rate_90": "rate", "rate_90_low": "rate_low", "rate_90_high": "rate_high"}


def _reason(reason: Any, words: Words) -> str:
    return words("slice.no_reason") if pd.isna(reason) else str(reason)


def _two_lines(row: Any, words: Words, palette: Palette) -> str:
    """The reason over the exit, as an axis shows them."""
    reason = axes.label(_reason(row.reason, words))
    return f"{reason}\n{coloured(words(f'exit.{row.exit}'), palette.muted, 12)}"


def _asked(row: Any) -> dict[str, str]:
    return {"exit": row.exit, "reason": NO_REASON if pd.isna(row.reason) else str(row.reason)}


def _named(rows: pd.DataFrame, text: list[str], words: Words) -> list[str]:
    names = [axes.label(f"{words(f'exit.{row.exit}')}: {_reason(row.reason, words)}") for row in rows.itertuples()]
    return [f"{name}, {told}" for name, told in zip(names, text, strict=True)]


def _bars(values: list[Any], colours: list[str], hover: list[str]) -> go.Bar:
    return go.Bar(
        x=values,
        y=list(range(len(values))),
        orientation="h",
        marker={"color": colours},
        hovertext=hover,
        hoverinfo="text",
    )


def _name(chart: go.Figure, rows: pd.DataFrame, words: Words, palette: Palette) -> None:
    names = [_two_lines(row, words, palette) for row in rows.itertuples()]
    chart.update_yaxes(axes.name_places(names, palette.ink, 14))
    chart.update_layout(margin={"r": 120})


def exit_colour(exit_: str, palette: Palette) -> str:
    """The colour of a way out: late, not now, out of the question or lost."""
    colours = {"recycled": palette.late, "postponed": palette.open, "disqualified": palette.muted}
    return colours.get(exit_, palette.lost)
