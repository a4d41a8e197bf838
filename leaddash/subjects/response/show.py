"""How each hand-over was answered, and what answering fast went with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from leaddash.blocks.ask import Ask, by, ever
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Chart, Choice, Columns, Figures, Row, Sentence, Tick
from leaddash.drawing.absence import Reach
from leaddash.subjects.response import clock, tables
from leaddash.subjects.response.charts.arrivals import SHADES, are_whole_days
from leaddash.subjects.response.charts.arrivals import arrivals as arrivals_chart
from leaddash.subjects.response.charts.first_touch import first_touch
from leaddash.subjects.response.charts.never_touched import never_touched as never_touched_chart
from leaddash.subjects.response.charts.people import response_people
from leaddash.subjects.response.charts.response_curve import response_curve as response_curve_chart
from leaddash.subjects.response.figures import response_headlines, waited
from leaddash.subjects.response.metrics.arrivals import arrivals
from leaddash.subjects.response.metrics.never_touched import never_touched
from leaddash.subjects.response.metrics.response_by_person import response_by_person
from leaddash.subjects.response.metrics.response_curve import OUTCOMES, response_curve
from leaddash.subjects.response.metrics.response_curve_adjusted import response_curve_adjusted
from leaddash.subjects.response.metrics.time_to_first_touch import time_to_first_touch
from leaddash.subjects.response.sentences import response_sentence
from leaddash.subjects.response.silence import Silence, known_outcomes, nobody_given, silence

PUBLISHED = Tick("published", default=True)


@dataclass(frozen=True)
class Answers:
    """What the metrics say of the hand-overs of the period."""

    raw: pd.DataFrame
    adjusted: pd.DataFrame
    every: pd.DataFrame
    teams: pd.DataFrame
    hours: pd.DataFrame
    people: pd.DataFrame
    untouched: pd.DataFrame


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Response."""
    reached, words = ask.reach(), look.words
    outcomes = _outcomes(reached, ask, look)
    yield Row([outcomes, *clock.choices(ask.rules, look), PUBLISHED])
    ask, outcome = ask.under(clock.under(ask.rules, chosen, look)), chosen(outcomes)
    answers, rules, is_working = _asked(ask), ask.rules.response, _is_working(ask)
    nobody = _nobody(answers, ask, reached, look)
    why = silence(reached, words, answers.raw, answers.people, outcome, nobody=nobody, horizons=rules.horizon_days)
    told = response_sentence(answers.raw, answers.adjusted, words, outcome, why.sentence)
    yield Sentence(told, is_all=True)
    whole_days = are_whole_days(answers.hours)
    figures = answers.raw, answers.every, answers.hours
    yield Figures(response_headlines(*figures, words, ask.names(words)[0], working=is_working, whole_days=whole_days))
    shades = Choice("shade", look.named("shade", SHADES), SHADES[0], is_switch=True)
    if not why.touches:
        yield _curve(answers, outcome, why, look, published=chosen.ticked(PUBLISHED), is_working=is_working)
        yield _touches(answers, nobody, look, is_working=is_working)
        yield Row([shades])
    shade = SHADES[0] if why.touches else chosen(shades)
    yield _hours(answers, shade, nobody, look, is_working=is_working)
    yield _people(answers, outcome, why, ask, look)


def _outcomes(reached: Reach, ask: Ask, look: Look) -> Choice:
    """The outcomes; by default the first of which the data tell."""
    known = known_outcomes(reached, knows_contacts=ask.snapshot.knows_contacts)
    return Choice("outcome", look.named("outcome", OUTCOMES), [*known, *OUTCOMES][0], is_switch=True)


def _asked(ask: Ask) -> Answers:
    return Answers(
        *ask.all(
            response_curve,
            response_curve_adjusted,
            time_to_first_touch,
            by(time_to_first_touch, "team"),
            arrivals,
            response_by_person,
            never_touched,
        )
    )


def _is_working(ask: Ask) -> bool:
    return ask.rules.response.clock == "working"


def _nobody(answers: Answers, ask: Ask, reached: Reach, look: Look) -> str:
    """Why nobody was handed over; nothing where somebody was."""
    given = int(answers.hours["hand_overs"].sum())
    whenever = given or int(ask.unfiltered().all(ever(arrivals))[0]["hand_overs"].sum())
    return nobody_given(reached, look.words, given, whenever, ask.rules.response.start)


def _curve(answers: Answers, outcome: str, why: Silence, look: Look, *, published: bool, is_working: bool) -> Chart:
    curves = answers.raw, answers.adjusted
    drawn = response_curve_chart(
        *curves, look.words, look.palette, outcome, published, working=is_working, nothing=why.curve
    )
    return Chart(drawn, tables.curve_table(*curves, outcome, look.words))


def _touches(answers: Answers, nobody: str, look: Look, *, is_working: bool) -> Columns:
    words, palette = look.words, look.palette
    whole = waited(answers.raw)
    times = first_touch(answers.teams, words, palette, working=is_working, whole=whole, nothing=nobody)
    never = never_touched_chart(answers.untouched, words, palette, nobody)
    left = Chart(times, tables.first_touch_table(answers.teams, words, working=is_working))
    return Columns((1, 1), [[left], [Chart(never, tables.never_table(answers.untouched, words))]])


def _hours(answers: Answers, shade: str, nobody: str, look: Look, *, is_working: bool) -> Chart:
    drawn = arrivals_chart(answers.hours, look.words, look.palette, shade, working=is_working, nothing=nobody)
    return Chart(drawn, tables.arrivals_table(answers.hours, look.words, working=is_working))


def _people(answers: Answers, outcome: str, why: Silence, ask: Ask, look: Look) -> Chart:
    named = ask.named(answers.people, "person")
    drawn = response_people(named, look.words, look.palette, outcome, why.people)
    table = tables.people_table(named, outcome, look.words, answers.people, working=_is_working(ask))
    return Chart(drawn, table)
