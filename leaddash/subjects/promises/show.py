"""Who owes what right now, and whether each promise was kept."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from leaddash.agreement import Promise
from leaddash.blocks.ask import Ask, by, trend
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Choice, Columns, Control, Live, Notice, Row
from leaddash.subjects.promises import tables, what_if
from leaddash.subjects.promises.charts.compliance import compliance_trend
from leaddash.subjects.promises.charts.notices import notices
from leaddash.subjects.promises.charts.people_kept import people_kept
from leaddash.subjects.promises.charts.promises import promise_states
from leaddash.subjects.promises.charts.two_clocks import two_clocks
from leaddash.subjects.promises.charts.wait_parts import wait_parts
from leaddash.subjects.promises.metrics.escalations import escalations
from leaddash.subjects.promises.metrics.kept_ways import kept_ways
from leaddash.subjects.promises.metrics.sla import sla, summed
from leaddash.subjects.promises.metrics.sla_by_person import sla_by_person
from leaddash.subjects.promises.metrics.sla_trend import sla_trend
from leaddash.subjects.promises.metrics.waits import waits
from leaddash.subjects.promises.owing import LIVE, show_what_is_owed, working_promises
from leaddash.subjects.promises.sentences import what_if_sentence
from leaddash.words import promise_name

NO_PROMISE = ""
"""The promise looked at where nothing is known of any."""


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page SLA: as of now while it is live, else as of the chosen day."""
    is_live = chosen.ticked(LIVE)
    ask = ask.now() if is_live else ask
    yield Row([LIVE])
    yield Live(show_what_is_owed, is_live)
    now, ways, course, owners, teams = ask.all(sla, kept_ways, trend(sla_trend), sla_by_person, by(waits, "team"))
    promises = _promises(now, look)
    promise = chosen(promises) if promises else NO_PROMISE
    yield Columns((1, 1), [[_states(now, ways, ask, look)], [*_choice(promises), _course(course, promise, ask, look)]])
    who = Choice("who", look.named("dimension", ("person", "team")), "person", is_switch=True)
    clocks = Chart(two_clocks(now, owners, look.words, look.palette))
    waited = Chart(wait_parts(teams, look.words, look.palette), tables.waits_table(teams, "team", look.words))
    kept = _kept(owners, promise, chosen(who), ask, look)
    yield Columns((1, 1), [[who, kept], [clocks, waited]])
    tried = what_if.promise_of(ask.rules, promise)
    if tried is not None:
        yield from _ladder(tried, now, ask, chosen, look)


def _promises(now: pd.DataFrame, look: Look) -> Choice | None:
    """The promises of which anything is known."""
    names = {str(name): promise_name(name, look.words) for name in now["promise"]}
    return Choice("promise", names, next(iter(names))) if names else None


def _choice(promises: Choice | None) -> list[Block]:
    return [promises] if promises else []


def _states(now: pd.DataFrame, ways: pd.DataFrame, ask: Ask, look: Look) -> Chart:
    table = tables.sla_table(now, look.words, working_promises(ask))
    return Chart(promise_states(now, ways, look.words, look.palette), table)


def _course(course: pd.DataFrame, promise: str, ask: Ask, look: Look) -> Chart:
    drawn = compliance_trend(course, look.words, look.palette, promise, ask.span)
    return Chart(drawn, tables.sla_trend_table(course, promise, look.words, ask.span))


def _kept(owners: pd.DataFrame, promise: str, who: str, ask: Ask, look: Look) -> Chart:
    """How each person (named) or each team kept a promise."""
    kept = ask.named(owners, who) if who == "person" else summed(ask(sla_by_person, by=who), who)
    table = tables.people_kept_table(kept, promise, who, look.words, working_promises(ask), owners)
    return Chart(people_kept(kept, look.words, look.palette, promise, who), table)


def _ladder(promise: Promise, now: pd.DataFrame, ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The notices of a promise's ladder, and what another promise would have done to the past."""
    rules, agreed = what_if.tried(ask.rules, promise, chosen), ask(escalations)
    yield Control("what_if", (promise, rules))
    proposed = what_if.promise_of(rules, promise.name) or promise
    if proposed == promise:
        yield _notices(promise, agreed, None, look)
        return
    kept, sent = ask.under(rules).all(sla, escalations)
    target, period = what_if.target_in_words(proposed, look.words), ask.names(look.words)[0]
    told = what_if_sentence(now, kept, agreed, sent, look.words, promise.name, period, target)
    yield Notice(told, is_warning=False)
    yield _notices(proposed, sent, agreed, look)


def _notices(promise: Promise, sent: pd.DataFrame, agreed: pd.DataFrame | None, look: Look) -> Chart:
    steps = [(step.after_minutes, step.to) for step in promise.ladder]
    working = promise.clock == "working"
    drawn = notices(sent, look.words, look.palette, promise.name, steps, agreed, working=working)
    return Chart(drawn, tables.notices_table(sent, promise.name, steps, look.words, agreed, working=working))
