"""Who owes what at one moment: the sentence, the figures and the list of what is at risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from leaddash.blocks.ask import Ask, before, trend
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Block, Cases, Figures, Heading, Line, Note, Sentence, Tick
from leaddash.subjects.promises.metrics.at_risk import at_risk
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.subjects.promises.owed import Owed, owed
from leaddash.subjects.promises.sentences import promise_headlines, sla_sentence
from leaddash.subjects.promises.untold import unknown_promises
from leaddash.words import promise_name

LIVE = Tick("live", default=False)
MOST_LISTED = 300
"""Rows of the list at risk on screen, of promises and of MQLs given to nobody each; all are in its download."""


def show_what_is_owed(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """What is owed as of the moment asked, which is now while the page is live."""
    now, was, course, risks = ask.all(sla, before(sla), trend(sla_trend), at_risk)
    owing, words = owed(risks, ask.as_of), look.words
    yield Sentence(sla_sentence(now, was, owing, words, ask.names(words)))
    if unknown := unknown_promises(ask, set(now["promise"]), words):
        yield Note(unknown)
    yield Figures(promise_headlines(now, was, course, owing, words, ask.names(words)[1]))
    yield Heading(words("sla.at_risk"))
    yield Line(_counts(ask, owing, look, is_live=chosen.ticked(LIVE)))
    if len(risks):
        yield _listed(risks, ask, look)


def working_promises(ask: Ask) -> list[str]:
    """Promises whose clock is of working time."""
    return [promise.name for promise in ask.rules.promises if promise.clock == "working"]


def _counts(ask: Ask, owing: Owed, look: Look, *, is_live: bool) -> str:
    counts = {"late": owing.promises, "open": owing.still_open, "unassigned": owing.unassigned}
    told = look.words.listed([look.words(f"sla.{name}", n=count) for name, count in counts.items()])
    key = "sla.at_risk_live" if is_live else "sla.at_risk_of"
    return look.words(key, at=look.moment(ask.as_of), told=told)


def _listed(risks: pd.DataFrame, ask: Ask, look: Look) -> Cases:
    is_promised = risks["promise"].notna()
    listed = pd.concat([risks[is_promised].head(MOST_LISTED), risks[~is_promised].head(MOST_LISTED)])
    return Cases(_in_words(listed, ask, look), "at-risk", look.words("sla.at_risk_alt"), risks)


def _in_words(frame: pd.DataFrame, ask: Ask, look: Look) -> pd.DataFrame:
    """The rows in words: names for ids, the time left in hours and days, moments in local time."""
    names, working = ask.people(), working_promises(ask)
    moments = {name: [_moment(at, look) for at in frame[name]] for name in ("due_at", "started_at", "next_notice_at")}
    pairs = list(zip(frame["minutes_left"], frame["promise"], strict=True))
    columns = {
        "lead_id": frame["lead_id"],
        "owner": [names.get(one, one) if isinstance(one, str) else "" for one in frame["owner"]],
        "promise": [_promised(one, look) for one in frame["promise"]],
        "left_time": [_left(minutes, look, is_working=promise in working) for minutes, promise in pairs],
        **moments,
        "next_notice_to": [_roles(cell, look) for cell in frame["next_notice_to"]],
    }
    return pd.DataFrame(columns)


def _promised(name: Any, look: Look) -> str:
    return promise_name(name, look.words) if isinstance(name, str) else look.words("sla.nobody_given")


def _moment(moment: Any, look: Look) -> str:
    """A moment to the minute in local time; nothing for none."""
    return "" if pd.isna(moment) else look.moment(moment, look.words("style.minute"))


def _left(minutes: float, look: Look, *, is_working: bool) -> str:
    if pd.isna(minutes):
        return ""
    time = look.words.duration(abs(minutes), working=is_working)
    return look.words("sla.late_by", time=time) if minutes < 0 else time


def _roles(cell: Any, look: Look) -> str:
    if not isinstance(cell, str):
        return ""
    return look.words.listed([look.words(f"role.{role}") for role in cell.split(", ")])
