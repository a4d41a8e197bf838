"""The tables of one lead: its promises, and all that stands on its lanes."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Table
from leaddash.subjects.leads import events, saying
from leaddash.subjects.leads.life import Life, Promise
from leaddash.words import promise_name


def promises_table(life: Life, look: Look) -> Table:
    """The promises made about the lead, the newest first: when each fell due, and how it stands."""
    newest = sorted(life.promises, key=lambda promise: promise.started_at, reverse=True)
    frame = pd.DataFrame(
        {
            "promise": [promise_name(promise.name, look.words) for promise in newest],
            "due_at": [_moment(promise.due_at, look) for promise in newest],
            "state": [state(promise, look) for promise in newest],
        }
    )
    return _texts(frame)


def lanes_table(life: Life, look: Look) -> Table:
    """All that stands on the lanes, lane by lane."""
    words = look.words
    rows = [(words("column.stage"), words(f"stage.{stay.stage}"), stay.since, stay.until) for stay in life.stays]
    rows += [(words("head.owner"), holding.name, holding.since, holding.until) for holding in life.holdings]
    rows += [
        (words("column.promise"), f"{promise_name(promise.name, words)}: {state(promise, look)}", *_ends(promise))
        for promise in life.promises
    ]
    rows += [
        (events.who(act, words), saying.act_name(act, words), act.at, None)
        for act in life.acts
        if act.is_touch or (act.is_of_lead and act.points)
    ]
    rows += [
        (words("lane.deals"), ": ".join(filter(None, events.deal_in_words(deal, words))), deal.at, None)
        for deal in life.deals
    ]
    columns = {
        "lane": [lane for lane, *_ in rows],
        "what": [what for _, what, *_ in rows],
        "since": [_moment(since, look) for *_, since, _ in rows],
        "until": [_moment(until, look) for *_, until in rows],
    }
    return _texts(pd.DataFrame(columns, columns=list(columns)))


def state(promise: Promise, look: Look) -> str:
    """How a promise stands, with the time that was left on its clock, or is."""
    words, outcome = look.words, promise.outcome
    if outcome == "kept":
        return words("promise_state.kept", time=saying.time_left(promise, words))
    if outcome == "running":
        return words("head.left", time=words.duration(promise.minutes_left, working=promise.is_working))
    if outcome == "broken" and promise.stop_at is None:
        return words("promise_state.never")
    if outcome in ("broken", "overdue"):
        return words("promise_state.missed", time=events.missed(promise, words))
    return words("promise_state.left") if outcome == "left" else words(f"state.{outcome}")


def _ends(promise: Promise) -> tuple[datetime, datetime | None]:
    return promise.started_at, promise.ended_at


def _moment(moment: datetime | None, look: Look) -> str:
    return "" if moment is None else look.moment(moment, look.words("style.minute"))


def _texts(frame: pd.DataFrame) -> Table:
    return Table(frame, "", of_kind(Kind.TEXT, *frame.columns), is_saved=False)
