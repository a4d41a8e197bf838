"""One lead's life as lanes over one time axis: stage, owner, promises, what we did and did not, what it did, score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from leaddash.blocks.chart import chart
from leaddash.blocks.look import Look
from leaddash.drawing import at_once, calendar_axis
from leaddash.drawing.picture import Picture
from leaddash.drawing.sheet import MARGIN, Sheet
from leaddash.subjects.leads.charts import lane_of_acts, lane_of_deals, lane_of_promises, lane_of_score, lane_of_stages
from leaddash.subjects.leads.life import Life
from leaddash.subjects.leads.silence import longest_silence
from leaddash.words import Words

TOP, RIGHT, BELOW = 34, 18, 6
"""Pixels of the margins, at the top for dates."""
APART = 14
"""Pixels between two lanes."""
LONG_LIFE = timedelta(days=548)
"""Eighteen months: of a longer life with several passes the last one is shown first."""
LEAST, AHEAD, EDGE, AFTER = timedelta(hours=1), 0.15, 0.012, 0.1
"""The shortest axis; parts of it for what falls due after as-of, for the edges, and for what follows a pass."""


@dataclass(frozen=True)
class Stretch:
    """What of a life is drawn, in moments of UTC."""

    since: datetime
    until: datetime


def has_lanes(life: Life) -> bool:
    """Whether there is more to draw than a creation."""
    acts = any(act.is_touch or act.is_of_lead for act in life.acts)
    return len(life.stays) > 1 or bool(life.holdings or life.promises) or acts


def is_long(life: Life) -> bool:
    """Whether it is too long to be read whole at first, and its last pass is not all of it."""
    return len(life.passes) > 1 and life.as_of - life.created_at > LONG_LIFE


@chart("lead_lanes", counts=None)
def lanes(life: Life, look: Look, *, is_whole: bool = True) -> Picture:
    """The lanes of a life, or of its last pass; those of which nothing is known are left out."""
    words, drawn = look.words, stretch(life, is_whole=is_whole)
    on = Sheet(look.local(drawn.since), look.local(drawn.until), look.palette)
    y = lane_of_stages.stages(on, life, look, APART / 2)
    for draw in (
        lane_of_stages.owners,
        lane_of_deals.deals,
        lane_of_promises.promises,
        partial(lane_of_acts.ours, since=drawn.since),
        lane_of_acts.of_lead,
        lane_of_score.score,
    ):
        below = draw(on, life, look, y + APART)
        y = below if below > y + APART else y
    layout = {**_axes(on, words, y), "shapes": on.shapes, "annotations": on.words}
    traces = [trace.to_plotly_json() for trace in on.traces]
    drawing = at_once.drawn(look.palette, words, traces, layout, height=int(y) + TOP + BELOW)
    return Picture(_title(life, drawn, words), drawing, _alt(life, drawn, look), words("lanes.note"))


def stretch(life: Life, *, is_whole: bool) -> Stretch:
    """From the creation, or the last pass, to as-of; with room for what falls due soon, or for what followed a pass."""
    since, until = life.created_at, life.as_of
    if not is_whole and life.last_pass is not None:
        since, ended = life.last_pass.since, life.last_pass.until
        until = min(until, ended + max((ended - since) * AFTER, LEAST)) if ended else until
    until = max(until, since + LEAST)
    ahead = [promise.due_at for promise in life.promises if promise.is_open and promise.due_at > until]
    soon = [due for due in ahead if due - until <= (until - since) * AHEAD]
    edge = (until - since) * EDGE
    return Stretch(since - edge, max([until, *soon]) + edge)


def _axes(on: Sheet, words: Words, high: float) -> dict[str, Any]:
    dates = calendar_axis.ticks(on.since, on.until, words)
    across = {**dates, "side": "top", "automargin": False, "showline": False, "type": "date"}
    down = {"visible": False, "range": [high, 0], "automargin": False}
    margin = {"l": MARGIN, "r": RIGHT, "t": TOP, "b": BELOW}
    return {"xaxis": across, "yaxis": down, "margin": margin, "hovermode": "closest"}


def _title(life: Life, drawn: Stretch, words: Words) -> str:
    silence = longest_silence(life, drawn.since)
    return words("lanes.silent", n=silence.days) if silence else words("lanes.title")


def _alt(life: Life, drawn: Stretch, look: Look) -> str:
    """What the lanes show: how much of each, and the longest silence."""
    words = look.words
    counts = {
        "stages": len(life.stays),
        "owners": len(life.holdings),
        "deals": len(life.deals),
        "promises": len(life.promises),
        "touches": len(life.touches),
        "acts": sum(act.is_of_lead for act in life.acts),
    }
    told = words.listed([words(f"month.{name}", n=count) for name, count in counts.items() if count])
    days = {name: look.short_day(at, life.as_of) for name, at in (("since", life.created_at), ("until", life.as_of))}
    silence = longest_silence(life, drawn.since)
    alt = words("lanes.alt", lead=life.name, told=told or words("lanes.nothing"), **days)
    if silence is None:
        return alt
    return f"{alt} {words('lanes.silence_alt', n=silence.days, day=look.short_day(silence.since, life.as_of))}"
