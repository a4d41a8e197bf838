"""What a promise's ladder tells: of how many leads, when, and whom."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from leaddash.blocks.chart import chart
from leaddash.blocks.opens import Opens
from leaddash.drawing import axes, stacked
from leaddash.drawing.markup import bold, coloured
from leaddash.drawing.picture import Picture
from leaddash.drawing.stacked import Look, Part
from leaddash.drawing.theme import Palette, figure
from leaddash.subjects.promises.metrics.escalations import escalations
from leaddash.words import Words, promise_name

ROLES = ("owner", "manager", "executive")
LEADS = "leads"
Steps = Sequence[tuple[float, Sequence[str]]]
"""The steps of a ladder: minutes after the due moment (negative: before), and the roles told."""


@chart("notices", counts=escalations)
def notices(
    frame: pd.DataFrame,
    words: Words,
    palette: Palette,
    promise: str,
    steps: Steps,
    compared: pd.DataFrame | None = None,
    *,
    working: bool = False,
) -> Picture:
    """Leads told of per step of the ladder, and which roles hear; `compared` (what is agreed) is marked at each bar.

    `working` says that the promise runs in working time, which has no days.
    """
    name = promise_name(promise, words)
    title = words("chart.notices.title", promise=name)
    chart = figure(palette, words, height=stacked.ROOM + stacked.ROW * max(len(steps), 2))
    counts = counted(frame, promise, steps)
    agreed = None if compared is None else counted(compared, promise, steps)[LEADS]
    if not counts[LEADS].sum() and (agreed is None or not agreed.sum()):
        empty = words("empty.notices" if steps else "empty.no_ladder", promise=name)
        return Picture(title, chart, axes.say_nothing(chart, empty))
    names = [step_name(after, words, working=working) for after, _ in steps]
    totals = [_total(int(counts.loc[step, LEADS]), agreed, step, words) for step in counts.index]
    _draw(chart, counts, names, words, palette)
    _mark(chart, agreed, palette)
    whom = [", ".join(words(f"role.{role}").lower() for role in dict.fromkeys(roles)) for _, roles in steps]
    for step, when, who, total in zip(counts.index, names, whom, totals, strict=True):
        stacked.head(chart, len(counts) - step, f"{when} {coloured(f'→ {who}', palette.muted)}", total, palette.ink)
    highest = max(int(counts[LEADS].max()), 0 if agreed is None else int(agreed.max()))
    chart.update_xaxes(axes.axis_of_counts(highest, words, words("unit.notices")))
    told = "; ".join(f"{when}, {_by_role(counts, step, words)}" for step, when in enumerate(names, 1))
    note = words("chart.notices.note" if compared is None else "chart.notices.note_compared")
    opens = opened(counts, promise) if compared is None else ()
    return Picture(title, chart, words("chart.notices.alt", promise=name, told=told), note, opens)


def opened(counts: pd.DataFrame, promise: str) -> tuple[Opens, ...]:
    """What each bar opens, step by step; a step that told nobody has none."""
    steps = [step for step in counts.index if counts.loc[step, LEADS]]
    return tuple({"figure": "notices", "promise": promise, "step": str(step)} for step in steps)


def counted(frame: pd.DataFrame, promise: str, steps: Steps) -> pd.DataFrame:
    """Of how many leads each step (from 1 on) of a promise's ladder told each role, and in all (`leads`).

    A lead counts once in a step, however many people hear of it.
    """
    rows = frame.loc[frame["promise"] == promise, ["step", "lead_id", "at", "to_role"]]
    by_role = rows.drop_duplicates()
    counts = pd.crosstab(by_role["step"], by_role["to_role"])
    counts = counts.reindex(index=range(1, len(steps) + 1), columns=list(ROLES), fill_value=0)
    leads = rows.drop(columns="to_role").drop_duplicates()["step"].value_counts()
    return counts.assign(**{LEADS: leads.reindex(counts.index)}).fillna(0).astype(int)


def step_name(after: float, words: Words, *, working: bool = False) -> str:
    """When a step of a ladder tells: at the due moment, or how long before or after it."""
    if not after:
        return words("step.due")
    time = words.duration(abs(after), working=working)
    return words("step.before" if after < 0 else "step.after", time=time)


def _draw(chart: go.Figure, counts: pd.DataFrame, names: list[str], words: Words, palette: Palette) -> None:
    """The bars in the colour of the highest role that hears, the first step on top; below each the roles."""
    looks = {"owner": Look(palette.sales), "manager": Look(palette.late), "executive": Look(palette.lost)}
    parts = []
    for step, when in zip(counts.index, names, strict=True):
        place = len(counts) - step
        told = [(role, int(counts.loc[step, role])) for role in ROLES if counts.loc[step, role]]
        by_role = [(f"{words(f'role.{role}')} {words.number(count)}", looks[role].colour) for role, count in told]
        if told:
            hover = f"{when}: {words.listed([text for text, _ in by_role])}"
            parts.append(Part(place, 0, int(counts.loc[step, LEADS]), looks[told[-1][0]], "", hover))
        stacked.name_below(chart, place, by_role or [(words("chart.notices.none"), palette.muted)])
    stacked.draw(chart, parts, palette, stacked.NAMED_THICK)
    stacked.frame(chart, len(counts))


def _mark(chart: go.Figure, agreed: pd.Series | None, palette: Palette) -> None:
    """A thin upright line at what each step sends as agreed."""
    if agreed is None:
        return
    for step, count in agreed.items():
        place, reach = len(agreed) - step, stacked.NAMED_THICK * 0.6
        line = {"color": palette.ink, "width": 3}
        chart.add_shape(type="line", x0=count, x1=count, y0=place - reach, y1=place + reach, line=line)


def _total(count: int, agreed: pd.Series | None, step: int, words: Words) -> str:
    total = words("chart.notices.total", n=count)
    if agreed is None:
        return bold(total)
    return f"{bold(total)} ({words('chart.notices.agreed', n=int(agreed[step]))})"


def _by_role(counts: pd.DataFrame, step: int, words: Words) -> str:
    told = [f"{words(f'role.{role}')} {words.number(int(counts.loc[step, role]))}" for role in ROLES]
    return ", ".join(one for one, role in zip(told, ROLES, strict=True) if counts.loc[step, role]) or words(
        "chart.notices.none"
    )
