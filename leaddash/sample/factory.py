"""Putting the sample company together: fixed things once, then leads block by block."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from leaddash.errors import LeadDashError
from leaddash.sample import company as c
from leaddash.sample import tables
from leaddash.sample.arrivals import Arrivals, Leads, arrive, make_arrivals
from leaddash.sample.behaviour import deal_activities, emails, lead_activities, rep_activities
from leaddash.sample.contact import Work, work
from leaddash.sample.deals import STALE, Deals, changes, make_deals
from leaddash.sample.leaving import Exits, come_back, leave
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, make_time
from leaddash.sample.people import People, make_people
from leaddash.sample.process import Passes, first_passes, later_passes
from leaddash.sample.records import assignments, deal_stages, stage_changes
from leaddash.sample.rows import DEMO_REQUEST
from leaddash.sample.spend import make_spend
from leaddash.sample.writer import Writer

_BLOCK = 50_000  # leads made at once: about 300 MB at work
_MOST_PASSES = 3  # a lead comes back at most twice
_HOT_SHARE = 0.5  # of the leads that ask for a demo carry the priority "hot"
_COMPANY_STREAM = 0  # the random streams: this one for what exists once, one more for each block


@dataclass(frozen=True)
class _World:
    """What exists once, whatever the number of leads."""

    time: Time
    people: People
    arrivals: Arrivals
    leads: int
    seed: int


@dataclass(frozen=True)
class _Round:
    """The same pass of many leads: how they moved, what reps did, how they left, and the calls made."""

    passes: Passes
    work: Work
    exits: Exits
    calls: pd.DataFrame


def generate(
    folder: Path,
    leads: int = 20_000,
    months: int = 24,
    seed: int = 7,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the canonical tables of the sample company as Parquet files.

    The last month is always September 2026. The same numbers give the same bytes, with the same versions of
    numpy and pyarrow. ``progress`` is told the leads done and the leads in all, after every block.
    Raises LeadDashError for numbers no company has.
    """
    if leads < 0 or months < 1 or seed < 0:
        raise LeadDashError("A sample company has no fewer than 0 leads, 1 month and seed 0.")
    random = np.random.default_rng([seed, _COMPANY_STREAM])
    time = make_time(months)
    world = _World(time, make_people(random), make_arrivals(random, time, leads), leads, seed)
    with Writer(folder) as writer:
        writer.write("people", tables.people_columns(world.people))
        writer.write("spend", tables.spend_columns(make_spend(random, world.arrivals)))
        for first in range(0, leads, _BLOCK):
            count = min(_BLOCK, leads - first)
            _write_block(writer, world, first, count)
            if progress is not None:
                progress(first + count, leads)


def _write_block(writer: Writer, world: _World, first: int, count: int) -> None:
    random = np.random.default_rng([world.seed, 1 + first // _BLOCK])
    leads = arrive(random, world.arrivals, first, count, world.leads)
    rounds = _rounds(random, world, leads)
    deals = _deals(random, world.time, leads, rounds)
    _write_stages(writer, random, world, leads, rounds, deals)
    _write_deals(writer, random, world, leads, deals)
    activities = _activities(random, world, leads, rounds, deals)
    writer.write("activities", tables.activity_columns(leads, world.people, activities, world.time.end))
    contacted, hot = _met(world.time, leads, rounds), _hot(random, leads, rounds[0].passes)
    writer.write("leads", tables.lead_columns(random, leads, contacted, hot))


def _rounds(random: Random, world: _World, leads: Leads) -> list[_Round]:
    """Run the first pass of everyone and the later ones of those who come back."""
    rounds = [_round(random, world, leads, first_passes(random, world.time, leads))]
    while len(rounds) < _MOST_PASSES:
        back, when = come_back(random, world.time, leads, rounds[-1].passes, rounds[-1].exits)
        rounds.append(_round(random, world, leads, later_passes(random, world.time, leads, back, when)))
    return rounds


def _round(random: Random, world: _World, leads: Leads, passes: Passes) -> _Round:
    done, calls = work(random, world.time, world.people, leads, passes)
    return _Round(passes, done, leave(random, world.time, leads, passes, done), calls)


def _deals(random: Random, time: Time, leads: Leads, rounds: list[_Round]) -> list[Deals]:
    deals = []
    for one in rounds:
        begin = one.passes.entered[:, c.OPPORTUNITY]
        rows = begin <= time.end
        deals += make_deals(random, time, leads, one.passes.lead[rows], begin[rows], one.work.executive[rows])
    return deals


def _write_stages(
    writer: Writer, random: Random, world: _World, leads: Leads, rounds: list[_Round], deals: list[Deals]
) -> None:
    stages = [stage_changes(random, one.passes, one.work, one.exits) for one in rounds]
    stages += [deal_stages(random, one) for one in deals]
    given = [assignments(random, one.passes, one.work) for one in rounds]
    people, end = world.people, world.time.end
    writer.write("stage_changes", tables.stage_columns(leads, people, pd.concat(stages), end))
    writer.write("assignments", tables.assignment_columns(leads, people, pd.concat(given), end))


def _write_deals(writer: Writer, random: Random, world: _World, leads: Leads, deals: list[Deals]) -> None:
    every = Deals(**{name: np.concatenate([vars(one)[name] for one in deals]) for name in vars(deals[0])})
    writer.write("opportunities", tables.opportunity_columns(leads, world.people, every, world.time.end))
    writer.write("opportunity_changes", tables.change_columns(leads, every, changes(random, world.time, leads, every)))


def _activities(random: Random, world: _World, leads: Leads, rounds: list[_Round], deals: list[Deals]) -> pd.DataFrame:
    time = world.time
    closes = _closes(len(leads), deals)
    parts = [emails(random, time, leads)]
    for one in rounds:
        parts.append(one.calls)
        parts.append(lead_activities(random, time, leads, one.passes, one.exits, closes[one.passes.lead]))
        parts.append(rep_activities(random, time, leads, one.passes, one.work, one.exits))
    parts += [deal_activities(random, time, leads, one) for one in deals]
    return pd.concat(parts, ignore_index=True)


def _closes(leads: int, deals: list[Deals]) -> Floats:
    """Return when each lead's first opportunity ends, never if it does not."""
    closes = np.full(leads, np.inf)
    for one in deals:
        ended = one.end != STALE
        np.minimum.at(closes, one.lead[ended], one.close[ended])
    return closes


def _met(time: Time, leads: Leads, rounds: list[_Round]) -> Bools:
    met = np.zeros(len(leads), dtype=np.bool_)
    for one in rounds:
        met[_spoken(time, one)] = True
    return met


def _spoken(time: Time, one: _Round) -> Ints:
    return one.passes.lead[one.work.contacted <= time.end]


def _hot(random: Random, leads: Leads, passes: Passes) -> Bools:
    asked = (passes.opening == DEMO_REQUEST) & np.isfinite(passes.entered[:, c.MQL])
    return np.asarray(asked & (random.random(len(leads)) < _HOT_SHARE), dtype=np.bool_)
