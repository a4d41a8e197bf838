"""One lead's life the slow way: its silences moment by moment, and its score at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from .episodes import Episode
from .promises import Clock, close_of
from .sales import Known, Life, belongs, is_touch

OF_SALES = ("mql", "sales_lead", "opportunity", "customer")
DAY = timedelta(days=1)
Span = tuple[datetime, datetime]


def open_spans(known: Known, life: Life, clocks: list[Clock]) -> list[Span]:
    """List when the lead waited: while a promise was open, and from its hand-over or MQL on until won or left."""
    mine = [clock for clock in clocks if clock.life is life]
    spans = [(clock.started_at, close_of(clock) or known.as_of) for clock in mine]
    return spans + [span for episode in life.episodes for span in handed(known, life, episode)]


def handed(known: Known, life: Life, episode: Episode) -> list[Span]:
    """Give the stretch in which a pass was sales' to answer, if there was one."""
    begins = [episode.entered[stage] for stage in OF_SALES if stage in episode.entered]
    begins += [at for at, _ in life.assignments if belongs(episode, at)]
    ends = [at for at in (episode.entered.get("customer"), episode.ended_at) if at is not None]
    if not begins:
        return []
    begin, end = min(begins), min(ends, default=known.as_of)
    return [(begin, end)] if begin <= end else []


def longest_silence(known: Known, life: Life, clocks: list[Clock]) -> Span | None:
    """Give the longest stretch without a touch in which the lead waited, the last of several; a day at least."""
    if not known.touched:
        return None
    spans = open_spans(known, life, clocks)
    touched = {row["at"] for row in life.activities if is_touch(row)}
    moments = sorted({moment for span in spans for moment in span} | touched)
    runs: list[Span] = []
    for begin, end in pairwise(moments):
        if not any(since <= begin and end <= until for since, until in spans):
            continue
        if runs and runs[-1][1] == begin and begin not in touched:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((begin, end))
    known_runs = [run for run in runs if run[1] - run[0] >= DAY]
    return max(known_runs, key=lambda run: (run[1] - run[0], run[0]), default=None)
