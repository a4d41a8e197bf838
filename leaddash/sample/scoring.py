"""The known scoring model: the default agreement's rules run over everything that leads did.

It plants the MQLs, so it follows the specification's definition of a score on its own, without the product's replay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leaddash.agreement import BehaviourRule, FitRule, Scoring
from leaddash.sample import company as c
from leaddash.sample.arrivals import Leads
from leaddash.sample.pace import Bools, Floats, Ints, Time, seconds
from leaddash.sample.rows import ASSETS, DIRECTIONS, KINDS, Rows

_FAVOUR = 1e-6  # by which comparisons favour the condition
_FOREVER_DAYS = 10_000_000  # between two that count, where only one does
_NEVER = np.inf

Values = npt.NDArray[np.float64] | Sequence[str]


@dataclass(frozen=True)
class Model:
    """The rules, coded for the vocabulary of the sample company."""

    scoring: Scoring
    rule: Ints  # kinds x directions x assets (the last one none): the first rule that matches, -1 for none
    points: Floats  # by rule, as the next three
    gap_days: Ints
    intent: Bools
    raises: Bools


@dataclass(frozen=True)
class Crossings:
    """What the model says of passes: moments, never where a condition was never met."""

    target: Floats  # first counted activity with the points of a target
    mql: Floats  # first moment of a model MQL
    raised: Bools  # whether a hand raise made it


@dataclass(frozen=True)
class Course:
    """What leads did that rules match, lead by lead in running order, and the points each lead has right after it."""

    lead: Ints
    at: Floats
    day: Ints
    rule: Ints
    counts: Bools
    behaviour: Floats
    intent: Floats


def make_model(scoring: Scoring) -> Model:
    """Code the rules."""
    rules = scoring.behaviour
    table = np.full((len(KINDS), len(DIRECTIONS), len(ASSETS) + 1), -1)
    for number in reversed(range(len(rules))):
        table[_matches(rules[number])] = number
    gaps = [rule.days_between for rule in rules]
    return Model(
        scoring,
        table,
        np.array([float(rule.points) for rule in rules]),
        np.array([_FOREVER_DAYS if gap is None else gap for gap in gaps]),
        np.array([rule.kind == "intent" for rule in rules]),
        np.array([rule.hand_raise for rule in rules]),
    )


def fit_of(scoring: Scoring, leads: Leads) -> Floats:
    """Return the points each lead has for what it is."""
    columns = _columns(leads)
    points = np.zeros(len(leads))
    for rule in scoring.fit:
        values, codes = columns[rule.column]
        points += float(rule.points) * _holds(rule, values)[codes]
    cap = _NEVER if scoring.fit_cap is None else scoring.fit_cap
    return np.clip(points, 0.0 if scoring.fit_at_least_zero else -_NEVER, cap)


def run_over(model: Model, time: Time, leads: Leads, activities: Rows) -> Course:
    """Run a model over all that leads did."""
    rule = model.rule[activities.kind, activities.direction, activities.asset]
    known = np.flatnonzero(rule >= 0)
    activities, rule = activities.only(known), rule[known]
    at = np.maximum(activities.at, leads.created[activities.lead])
    order = np.lexsort((_TEXT_RANK[activities.asset], _KIND_RANK[activities.kind], at, activities.lead))
    rule, at, lead = rule[order], at[order], activities.lead[order]
    day = np.searchsorted(seconds(time.days), at, side="right")
    counts = _counted(lead, rule, day, model.gap_days)
    return Course(lead, at, day, rule, counts, *_behaviour(model, lead, rule, day, counts))


def find_crossings(
    model: Model, time: Time, leads: Leads, fit: Floats, activities: Rows, lead: Ints, begin: Floats
) -> Crossings:
    """Say when passes, one at most per lead, reach target and MQL; ``activities`` are all their leads ever did."""
    course = run_over(model, time, leads, activities)
    rule, at, row, counts, intent = course.rule, course.at, course.lead, course.counts, course.intent
    total = fit[row] + course.behaviour
    since = np.full(len(leads), _NEVER)
    since[lead] = begin
    running = at >= since[row]
    raised = model.raises[rule] & (fit[row] >= _floor(model.scoring.fit_floor))
    crosses = (counts & _allowed(model.scoring, fit[row], course.behaviour, intent, total)) | raised
    target = counts & (total >= model.scoring.target_threshold - _FAVOUR)
    mql_row = _first(running & crosses, row, len(leads))[lead]
    target_row = _first(running & target, row, len(leads))[lead]
    later = np.append(at, _NEVER)
    return Crossings(later[target_row], later[mql_row], np.append(raised, False)[mql_row])


def _matches(rule: BehaviourRule) -> tuple[npt.NDArray[np.intp], ...]:
    kind = np.array([name in rule.activity_type for name in KINDS])
    direction = np.array([rule.direction in (None, name) for name in DIRECTIONS])
    asset = np.array([rule.asset is None or _like(rule.asset, name) for name in ASSETS] + [rule.asset is None])
    return np.ix_(np.flatnonzero(kind), np.flatnonzero(direction), np.flatnonzero(asset))


def _like(pattern: str, name: str) -> bool:
    wild = {"*": ".*", "?": "."}
    return bool(re.fullmatch("".join(wild.get(sign, re.escape(sign)) for sign in pattern), name, re.I | re.S))


def _columns(leads: Leads) -> dict[str, tuple[Values, Ints]]:
    """Return the columns that rules may ask for: values, and which of them each lead has."""
    everyone = np.arange(len(leads))
    free = ["", *c.GENERIC_DOMAINS]  # a company's own domain satisfies no rule
    return {
        "industry": ([item.name for item in c.INDUSTRIES], leads.industry),
        "seniority": ([item.name for item in c.SENIORITIES], leads.seniority),
        "country": ([item.name for item in c.COUNTRIES], leads.country),
        "job_title": (list(c.TITLES), leads.seniority),
        "email_domain": (free, np.where(leads.generic, 1 + leads.number % len(c.GENERIC_DOMAINS), 0)),
        "employees": (leads.employees.astype(np.float64), everyone),
        "annual_revenue": (leads.revenue.astype(np.float64), everyone),
    }


def _holds(rule: FitRule, values: Values) -> Bools:
    if rule.range is not None:
        low, high = rule.range
        numbers = np.asarray(values, dtype=np.float64)
        return np.asarray((numbers >= low) & (numbers <= high), dtype=np.bool_)
    pattern = rule.matches
    if pattern is not None:
        return np.array([_like(pattern, str(value)) for value in values])
    wanted = {str(value).lower() for value in ([rule.equals] if rule.among is None else rule.among)}
    return np.array([str(value).lower() in wanted for value in values])


def _counted(lead: Ints, rule: Ints, day: Ints, gap_days: Ints) -> Bools:
    """Say which activities add points: those not within the limit of the last one that counted."""
    counts = gap_days[rule] == 0
    limited = np.flatnonzero(~counts)
    group = lead[limited] * len(gap_days) + rule[limited]
    order = np.argsort(group, kind="stable")
    limited, group = limited[order], group[order]
    turn = _turns(group)
    last = np.full(len(limited), -_FOREVER_DAYS)
    start = np.arange(len(limited)) - turn
    for row in _by_turn(turn):
        free = day[limited[row]] - last[start[row]] >= gap_days[rule[limited[row]]]
        last[start[row[free]]] = day[limited[row[free]]]
        counts[limited[row[free]]] = True
    return np.asarray(counts, dtype=np.bool_)


def _behaviour(model: Model, lead: Ints, rule: Ints, day: Ints, counts: Bools) -> tuple[Floats, Floats]:
    """Return points for behaviour, and those for intent alone, after each activity, halving by the day."""
    added = np.where(counts, model.points[rule], 0.0)
    kinds = np.column_stack([added, added * model.intent[rule]])
    turn = _turns(lead)
    start = np.arange(len(lead)) - turn
    half_life = model.scoring.half_life_days
    score, held, since = np.zeros((len(lead), 2)), np.zeros((len(lead), 2)), day.copy()
    for row in _by_turn(turn):
        first = start[row]
        fades = 0.5 ** ((day[row] - since[first]) / half_life) if half_life else np.ones(len(row))
        held[first] = held[first] * fades[:, None] + kinds[row]
        since[first] = day[row]
        score[row] = held[first]
    return score[:, 0], score[:, 1]


def _turns(group: Ints) -> Ints:
    """Return the place of each row within its group; groups lie together."""
    new = np.append(True, group[1:] != group[:-1])[: len(group)]
    starts = np.flatnonzero(new)
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))


def _by_turn(turn: Ints) -> list[Ints]:
    """Return the rows that come first in their groups, then those that come second, and so on."""
    order = np.argsort(turn, kind="stable")
    return np.split(order, np.cumsum(np.bincount(turn))[:-1]) if len(turn) else []


def _allowed(scoring: Scoring, fit: Floats, score: Floats, intent: Floats, total: Floats) -> Bools:
    enough = (total >= scoring.threshold - _FAVOUR) & (fit >= _floor(scoring.fit_floor))
    enough &= intent >= _floor(scoring.intent_floor)
    if scoring.behaviour_floor is not None:
        enough &= score > scoring.behaviour_floor + _FAVOUR
    return np.asarray(enough, dtype=np.bool_)


def _floor(bound: float | None) -> float:
    return -_NEVER if bound is None else bound - _FAVOUR


def _first(where: Bools, lead: Ints, leads: int) -> Ints:
    """Return the first row of each lead where it holds, one past the last where it never does."""
    first = np.full(leads, len(lead))
    rows = np.flatnonzero(where)[::-1]
    first[lead[rows]] = rows
    return first


_KIND_RANK = np.argsort(np.argsort(np.array(KINDS)))
_TEXT_RANK = np.append(np.argsort(np.argsort(np.array(ASSETS))) + 1, 0)  # the last is none, which comes first
