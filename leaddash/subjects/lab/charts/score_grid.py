"""How fit and behaviour together go with becoming a sales lead."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.drawing import axes
from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette, figure, unknown_hatching
from leaddash.stats import THIN
from leaddash.subjects.lab.metrics.score_grid import score_grid as score_grid_metric
from leaddash.words import Words

ROOM, ROW = 88, 76
DEEPEST = 2.0
"""The colour itself is so many times the deepest shade: ink is legible on every cell."""
BANDS = ("fit_band", "behaviour_band")
RATES = ("worked_rate", "worked_low", "worked_high")
HALF = 0.5


@chart("grid", counts=score_grid_metric)
def score_grid(frame: pd.DataFrame, words: Words, palette: Palette) -> Picture:
    """MQLs per fit band and behaviour band, and the share of the worked ones that became sales leads, as a shade.

    Bands are named by their lower bounds, missing below the first. Thin shares are grey and without colour; hatched are
    cells that nobody worked, or all where nobody knows who was worked.
    """
    cells = banded(frame)
    title = words("chart.score_grid.title")
    names = {band: band_names(cells[band], words) for band in BANDS}
    chart = figure(palette, words, height=ROOM + ROW * max(len(names["fit_band"]), 3))
    if not cells["mqls"].sum():
        return Picture(title, chart, axes.say_nothing(chart, words("empty.score_grid")))
    chart.add_trace(_cells(cells, names, words, palette))
    unknown = cells[cells["is_unknown"]]
    if len(unknown):
        chart.add_trace(_hatching(unknown, names, palette))
        chart.update_layout(annotations=[_count_of(row, names, words, palette) for row in unknown.itertuples()])
    _scale(chart, names, words, palette)
    return Picture(title, chart, _alt(cells, words), _note(cells, words))


def banded(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells by rising bands, their bounds as numbers; counts that are missing are 0.

    `is_known` says whether anybody knows who was worked, `is_unknown` that nobody of the cell's MQLs was or may be.
    """
    is_known = bool(frame["worked"].notna().any())
    bounds = {band: pd.to_numeric(frame[band]).astype("Float64").astype(float) for band in BANDS}
    counts = {name: frame[name].fillna(0).astype(int) for name in ("mqls", "worked", "worked_rate_mqls")}
    rates = {name: frame[name].astype("Float64").astype(float) for name in RATES}
    is_unknown = (counts["worked"] == 0) & (counts["mqls"] > 0)
    cells = frame.assign(**bounds, **counts, **rates, is_known=is_known, is_unknown=is_unknown)
    return cells.sort_values(list(BANDS), na_position="first", kind="stable").reset_index(drop=True)


def band_names(bounds: pd.Series, words: Words) -> dict[float | None, str]:
    """The bands of an axis in their order, in words; None is what lies below the first."""
    known = sorted({float(bound) for bound in bounds.dropna()})
    names: dict[float | None, str] = {None: band_name(None, words)} if bounds.isna().any() else {}
    return names | {bound: band_name(bound, words) for bound in known}


def band_name(bound: float | None, words: Words) -> str:
    """A band by its lower bound."""
    if bound is None or bound != bound:
        return words("lab.table.band_below")
    told = words.number(bound, 0 if float(bound).is_integer() else 1)
    return words("lab.table.band_since", points=told.replace("-", "−"))


def _cells(cells: pd.DataFrame, names: dict[str, Any], words: Words, palette: Palette) -> go.Heatmap:
    sound = cells["worked_rate"].where(cells["worked_rate_mqls"] >= THIN)
    highest = axes.highest_of(sound) or 1.0
    places = {band: [_place(bound, names[band]) for bound in cells[band]] for band in BANDS}
    return go.Heatmap(
        x=places["behaviour_band"],
        y=places["fit_band"],
        z=[None if share != share else share / highest for share in sound],
        zmin=0,
        zmax=DEEPEST,
        colorscale=[[0, palette.ground], [1, palette.sales]],
        showscale=False,
        xgap=3,
        ygap=3,
        text=[_text(row, words, palette) for row in cells.itertuples()],
        texttemplate="%{text}",
        textfont={"size": 15, "color": palette.ink},
        hovertext=[f"{_where(row, words)}\n{_hover(row, words)}" for row in cells.itertuples()],
        hoverinfo="text",
        hoverongaps=True,
    )


def _place(bound: float, names: dict[float | None, str]) -> int:
    return list(names).index(None if bound != bound else bound)


def _hatching(cells: pd.DataFrame, names: dict[str, Any], palette: Palette) -> go.Scatter:
    """Over each cell that nobody worked: nobody knows."""
    across, up = list[float | None](), list[float | None]()
    for row in cells.itertuples():
        x, y = _place(row.behaviour_band, names["behaviour_band"]), _place(row.fit_band, names["fit_band"])
        across += [x - HALF, x + HALF, x + HALF, x - HALF, x - HALF, None]
        up += [y - HALF, y - HALF, y + HALF, y + HALF, y - HALF, None]
    lines = unknown_hatching(palette)
    edge = {"color": palette.ground, "width": 3}
    return go.Scatter(x=across, y=up, mode="lines", line=edge, fill="toself", fillpattern=lines, hoverinfo="skip")


def _count_of(row: Any, names: dict[str, Any], words: Words, palette: Palette) -> dict[str, Any]:
    """The MQLs of a hatched cell, on the ground."""
    x, y = _place(row.behaviour_band, names["behaviour_band"]), _place(row.fit_band, names["fit_band"])
    text, font = words("chart.score_grid.mqls", n=int(row.mqls)), {"size": 15, "color": palette.ink}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font, "bgcolor": palette.ground}


def _text(row: Any, words: Words, palette: Palette) -> str:
    """MQLs over the share of the worked, whose number stands below; no share where no worked one's time is over."""
    if not row.mqls or row.is_unknown:
        return ""
    count = words("chart.score_grid.mqls", n=int(row.mqls))
    if not row.worked_rate_mqls:
        return count
    share, cases = words.share(row.worked_rate), words("chart.trend.cases", n=int(row.worked_rate_mqls))
    if row.worked_rate_mqls >= THIN:
        return "\n".join([count, bold(share), cases])
    return "\n".join([count, *(coloured(one, palette.open) for one in (share, cases))])


def _where(row: Any, words: Words) -> str:
    bands = {"fit": band_name(row.fit_band, words), "behaviour": band_name(row.behaviour_band, words)}
    return words("chart.score_grid.where", **bands)


def _hover(row: Any, words: Words) -> str:
    count = words("chart.score_grid.mqls", n=int(row.mqls))
    if not row.mqls:
        return count
    if not row.is_known:
        return "\n".join([count, words("chart.score_grid.unworked")])
    worked = words("chart.score_grid.worked", worked=int(row.worked), n=int(row.mqls))
    if not row.worked_rate_mqls:
        return "\n".join([count, worked, *([words("chart.score_grid.unknown")] if row.worked else [])])
    ends = {"low": words.share(row.worked_low), "high": words.share(row.worked_high)}
    rate = words("chart.score_grid.rate", share=words.share(row.worked_rate), n=int(row.worked_rate_mqls))
    return "\n".join([count, worked, rate, words("chart.response_curve.interval", **ends)])


def _scale(chart: go.Figure, names: dict[str, Any], words: Words, palette: Palette) -> None:
    """Behaviour rises to the right, fit upwards."""
    for band, update in (("behaviour_band", chart.update_xaxes), ("fit_band", chart.update_yaxes)):
        told = list(names[band].values())
        update(
            tickmode="array",
            tickvals=list(range(len(told))),
            ticktext=told,
            tickangle=0,
            tickfont={"size": 14, "color": palette.ink},
            ticks="",
            range=[-0.5, len(told) - 0.5],
            showgrid=False,
            title={"text": words(f"unit.{band}")},
        )


def _note(cells: pd.DataFrame, words: Words) -> str:
    """How a cell is read, and what is hatched."""
    told = words("chart.score_grid.note", thin=THIN)
    if not cells["is_unknown"].any():
        return told
    why = "unworked" if cells["is_known"].any() else "unassigned"
    return f"{told} {words(f'chart.score_grid.{why}_note')}"


def _alt(cells: pd.DataFrame, words: Words) -> str:
    """The fullest cell, and the one with the highest share that is not thin."""
    fullest = next(cells.loc[[cells["mqls"].idxmax()]].itertuples())
    told = f"{_where(fullest, words)}: {words('chart.score_grid.mqls', n=int(fullest.mqls))}"
    sound = cells[cells["worked_rate_mqls"] >= THIN]
    if sound.empty:
        return words("chart.score_grid.alt_thin", told=told, thin=THIN)
    best = next(sound.loc[[sound["worked_rate"].idxmax()]].itertuples())
    rate = words("chart.score_grid.rate", share=words.share(best.worked_rate), n=int(best.worked_rate_mqls))
    return words("chart.score_grid.alt", told=told, best=f"{_where(best, words)}: {rate}")
