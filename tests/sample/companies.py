"""Companies as the generator holds them inside, truth included, and what their hand-overs have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from leaddash.sample import company as c
from leaddash.sample.deals import WON
from leaddash.sample.factory import BLOCK, Block, Round, World, make_block, make_world
from leaddash.sample.truths import choose_truths
from tests.companies import GENERATING
from tests.kept import code, remembered

Numbers = npt.NDArray[np.float64]

MONTHS = 24
SEED = 5
WEEK = 7 * c.DAY


@dataclass(frozen=True)
class Effect:
    """Log-odds that a unit of something adds, with its standard error."""

    log_odds: float
    error: float

    def agrees_with(self, log_odds: float, errors: float = 3.0) -> bool:
        return abs(self.log_odds - log_odds) <= errors * self.error


@cache
def world(leads: int, without: tuple[str, ...] = (), with_: tuple[str, ...] = ()) -> World:
    return make_world(leads, MONTHS, SEED, choose_truths(without, with_))


def blocks(leads: int, *without: str, with_: tuple[str, ...] = ()) -> Iterator[tuple[World, Block]]:
    for number in range(-(-leads // BLOCK)):
        made = world(leads, without, with_)
        yield made, make_block(made, number)[0]


@cache
def hand_overs(leads: int, *without: str, with_: tuple[str, ...] = ()) -> dict[str, Numbers]:
    """Columns of all hand-overs touched before the end, a value per hand-over; truths no table holds included."""
    of = [leads, MONTHS, SEED, without, with_, code(*GENERATING, Path(__file__))]
    return remembered("hand-overs", of, lambda: _hand_overs(leads, *without, with_=with_))


def _hand_overs(leads: int, *without: str, with_: tuple[str, ...] = ()) -> dict[str, Numbers]:
    parts = [columns(made, block, one) for made, block in blocks(leads, *without, with_=with_) for one in block.rounds]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def columns(made: World, block: Block, one: Round) -> dict[str, Numbers]:
    passes, done, leads = one.passes, one.work, block.leads
    first = one.deals[0].only(one.deals[0].end == WON)
    won_at = np.full(len(leads), np.inf)
    won_at[first.lead] = first.close
    found = {
        "efolds": np.log(done.minutes),
        "minutes": done.minutes,
        "assigned": done.assigned,
        "contact": done.contacted <= done.touched + WEEK,
        "accepted": np.isfinite(passes.entered[:, c.SALES_LEAD]),
        "opened": passes.entered[:, c.OPPORTUNITY] <= made.time.end,
        "won": np.isfinite(won_at)[passes.lead],
        "won_at": won_at[passes.lead],
        "quality": leads.quality[passes.lead],
        "luck": leads.luck[passes.lead],
        "fit": block.fit[passes.lead],
        "source": leads.source[passes.lead],
        "team": leads.team[passes.lead],
        "again": passes.again,
        "reviewed": done.reviewed,
        "closing": made.people.closing[done.executive],
        "late_half": done.assigned >= world(len(leads)).time.sdrs,
    }
    touched = (done.touched <= made.time.end) & np.isfinite(done.minutes)
    return {name: np.asarray(column, dtype=np.float64)[touched] for name, column in found.items()}


def effect(outcome: Numbers, cause: Numbers, *given: Numbers) -> Effect:
    """Log-odds by logistic regression (Newton's method), what is given held fixed."""
    plan = np.column_stack([cause, *given, np.ones(len(outcome))])
    weights = np.zeros(plan.shape[1])
    for _ in range(25):
        expected = 1 / (1 + np.exp(-plan @ weights))
        information = plan.T @ (plan * (expected * (1 - expected))[:, None])
        weights = weights + np.linalg.solve(information, plan.T @ (outcome - expected))
    return Effect(float(weights[0]), float(np.sqrt(np.linalg.inv(information)[0, 0])))
