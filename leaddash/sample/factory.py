"""Making a block of the sample company's leads, with all that happens to them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash import agreement
from leaddash.sample import bad, tables
from leaddash.sample import company as c
from leaddash.sample.arrivals import Arrivals, Leads, arrive, make_arrivals
from leaddash.sample.behaviour import buyer_activities, deal_activities, rep_activities
from leaddash.sample.contact import Work, work
from leaddash.sample.deals import STALE, Deals, make_deals
from leaddash.sample.leaving import Exits, come_back, leave, over
from leaddash.sample.life import live, live_again
from leaddash.sample.pace import Bools, Floats, Ints, Random, Time, make_time
from leaddash.sample.people import People, make_people
from leaddash.sample.process import Passes, first_passes, later_passes
from leaddash.sample.qualify import qualify, win_shift
from leaddash.sample.records import assignments, deal_stages, stage_changes
from leaddash.sample.rows import Rows, joined
from leaddash.sample.scoring import Model, find_crossings, fit_of, make_model
from leaddash.sample.spend import make_spend
from leaddash.sample.tables import Columns
from leaddash.sample.telling import changes
from leaddash.sample.truths import Truths
from leaddash.sample.writer import Writer

BLOCK = 50_000  # leads made at once: about 500 MB at work
_MOST_PASSES = 3  # a lead comes back at most twice
_HOT_SHARE = 0.5  # of the leads whose hand raise makes them MQL carry the priority "hot"
_COMPANY_STREAM = 0  # the random streams: this one for what exists once, one more for each block
_BAD_STREAM, _DEALS_STREAM, _STAMPS_STREAM, _SAID_STREAM = 1, 2, 3, 4  # and within a block, each beside the others


@dataclass(frozen=True)
class World:
    """What exists once, whatever the number of leads."""

    time: Time
    people: People
    arrivals: Arrivals
    spend: pd.DataFrame
    model: Model
    truths: Truths
    leads: int
    seed: int


@dataclass(frozen=True)
class Round:
    """The same pass of many leads: how they moved, what reps did, how they left, and their opportunities."""

    passes: Passes
    work: Work
    exits: Exits
    deals: list[Deals]


@dataclass(frozen=True)
class Block:
    """Some leads, and all that happened to them."""

    number: int
    leads: Leads
    fit: Floats
    rounds: list[Round]
    rows: Rows  # their activities

    @property
    def deals(self) -> Deals:
        """The opportunities of all rounds."""
        every = [deals for one in self.rounds for deals in one.deals]
        return Deals(**{name: np.concatenate([vars(one)[name] for one in every]) for name in vars(every[0])})


def make_world(leads: int, months: int, seed: int, truths: Truths) -> World:
    """Make what exists once; the same numbers make the same."""
    random = np.random.default_rng([seed, _COMPANY_STREAM])
    time = make_time(months, truths)
    people, arrivals = make_people(random), make_arrivals(random, time, leads, truths)
    model = make_model(agreement.default().scoring)
    return World(time, people, arrivals, make_spend(random, arrivals), model, truths, leads, seed)


def make_block(world: World, number: int) -> tuple[Block, Random]:
    """Make the block of that number, from 0 on; the stream of random numbers runs on."""
    random = _stream(world, number)
    first = number * BLOCK
    leads = arrive(random, world.arrivals, first, min(BLOCK, world.leads - first), world.leads)
    fit = fit_of(world.model.scoring, leads)
    rounds, rows = _rounds(random, world, number, leads, fit)
    return Block(number, leads, fit, rounds, rows), random


def said_of_deals(world: World, block: Block) -> pd.DataFrame:
    """Return every change of a block's deals, as codes; ``run`` is the row of the deal."""
    random = _stream(world, block.number, _SAID_STREAM)
    return changes(random, world.time, world.people, block.leads, block.deals, world.truths)


def write_company(writer: Writer, world: World) -> dict[str, int]:
    """Write the tables of what exists once; returns how many rows of each."""
    written = {"people": tables.people_columns(world.people), "spend": tables.spend_columns(world.spend)}
    notes = {"spend": bad.unreadable_spend()} if world.truths.bad_rows else {}
    return _write(writer, written, notes)


def write_block(writer: Writer, world: World, number: int) -> dict[str, int]:
    """Make a block and append its rows; returns how many rows of each table."""
    block, random = make_block(world, number)
    written = dict(_tables(random, world, block))
    notes: dict[str, list[str]] = {}
    if world.truths.bad_rows:
        spoiling = _stream(world, number, _BAD_STREAM)
        notes = {"assignments": bad.unreadable_assignments(spoiling, written["assignments"])}
        written = bad.spoil(spoiling, number, written)
    return _write(writer, written, notes)


def _write(writer: Writer, written: dict[str, Columns], notes: dict[str, list[str]]) -> dict[str, int]:
    for name, columns in written.items():
        writer.write(name, columns)
    for name, lines in notes.items():
        writer.note(name, lines)
    return {name: len(next(iter(columns.values()))) + len(notes.get(name, [])) for name, columns in written.items()}


def _tables(random: Random, world: World, block: Block) -> Iterator[tuple[str, Columns]]:
    leads, people, end = block.leads, world.people, world.time.end
    stages = [stage_changes(random, one.passes, one.work, one.exits) for one in block.rounds]
    own = _stream(world, block.number, _STAMPS_STREAM)
    stages += [deal_stages(own, deals) for one in block.rounds for deals in one.deals]
    given = [assignments(random, one.passes, one.work) for one in block.rounds]
    yield "leads", tables.lead_columns(random, leads, _met(world.time, block), _hot(random, block))
    yield "activities", tables.activity_columns(leads, people, block.rows, end)
    yield "stage_changes", tables.stage_columns(leads, people, pd.concat(stages), end)
    yield "assignments", tables.assignment_columns(leads, people, pd.concat(given), end)
    yield "opportunities", tables.opportunity_columns(leads, people, block.deals, end)
    yield "opportunity_changes", tables.change_columns(leads, block.deals, said_of_deals(world, block))


def _stream(world: World, number: int, *path: int) -> Random:
    """Begin a stream of random numbers of a block; those of other paths run beside it."""
    return np.random.default_rng([world.seed, 1 + number, *path])


def _rounds(random: Random, world: World, number: int, leads: Leads, fit: Floats) -> tuple[list[Round], Rows]:
    """Run the first pass of everyone and the later ones of those who come back; returns all they did too."""
    life = live(random, world.time, leads)
    found = find_crossings(world.model, world.time, leads, fit, life.rows, np.arange(len(leads)), leads.created)
    passes = first_passes(random, world.time, leads, life.engaged, found, world.truths)
    one, rows = _round(random, _stream(world, number, _DEALS_STREAM, 1), world, leads, fit, passes, life.rows)
    rounds = [one]
    while len(rounds) < _MOST_PASSES:
        lead, begin = come_back(random, world.time, leads, one.passes, one.exits)
        rows = joined([rows, live_again(random, world.time, leads, lead, begin)])
        theirs = rows.only(np.isin(rows.lead, lead))
        found = find_crossings(world.model, world.time, leads, fit, theirs, lead, begin)
        passes = later_passes(random, world.time, leads, lead, begin, found, world.truths)
        own = _stream(world, number, _DEALS_STREAM, 1 + len(rounds))
        one, rows = _round(random, own, world, leads, fit, passes, rows)
        rounds.append(one)
    return rounds, rows


def _round(
    random: Random, own: Random, world: World, leads: Leads, fit: Floats, passes: Passes, activities: Rows
) -> tuple[Round, Rows]:
    """Let reps work the passes to their end, deals by a stream of their own; returns all activities up to then."""
    time, truths = world.time, world.truths
    band = np.searchsorted(world.model.scoring.fit_bands, fit[passes.lead], side="right")
    done, calls = work(random, time, world.people, leads, passes, band, truths)
    qualify(random, time, leads, passes, done, truths)
    exits = leave(random, time, leads, passes, done)
    deals = _deals(own, world, leads, passes, done)
    parts = [
        activities.only(activities.at <= over(len(leads), passes, exits)[activities.lead]),
        calls,
        buyer_activities(random, time, leads, passes, exits, _closes(len(leads), deals)[passes.lead]),
        rep_activities(random, time, leads, passes, done, exits),
        *(deal_activities(own, time, leads, one) for one in deals),
    ]
    return Round(passes, done, exits, deals), joined(parts)


def _deals(random: Random, world: World, leads: Leads, passes: Passes, done: Work) -> list[Deals]:
    begin = passes.entered[:, c.OPPORTUNITY]
    rows = begin <= world.time.end
    shift = win_shift(passes, done, world.truths)
    shift = shift + world.people.closing[done.executive] * world.truths.closer_skill
    lead, person = passes.lead[rows], done.executive[rows]
    return make_deals(random, world.time, leads, lead, begin[rows], person, shift[rows], world.truths)


def _closes(leads: int, deals: list[Deals]) -> Floats:
    """Return when each lead's first opportunity ends, never if it does not."""
    closes = np.full(leads, np.inf)
    for one in deals:
        ended = one.end != STALE
        np.minimum.at(closes, one.lead[ended], one.close[ended])
    return closes


def _met(time: Time, block: Block) -> Bools:
    met = np.zeros(len(block.leads), dtype=np.bool_)
    for one in block.rounds:
        met[_spoken(time, one)] = True
    return met


def _spoken(time: Time, worked_round: Round) -> Ints:
    return worked_round.passes.lead[worked_round.work.contacted <= time.end]


def _hot(random: Random, block: Block) -> Bools:
    passes = block.rounds[0].passes
    asked = passes.raised & np.isfinite(passes.entered[:, c.MQL])
    return np.asarray(asked & (random.random(len(block.leads)) < _HOT_SHARE), dtype=np.bool_)
