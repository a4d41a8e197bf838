"""Writing the sample company into a folder: in parts, by two processes where there are many leads."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from leaddash.errors import LeadDashError
from leaddash.sample.factory import BLOCK, World, make_world, write_block, write_company
from leaddash.sample.goals import agreement_text
from leaddash.sample.place import AGREEMENT, Plan, make_room, record
from leaddash.sample.truths import choose_truths
from leaddash.sample.writer import TABLES, Writer

Progress = Callable[[int, int], None]

LEADS, MONTHS, SEED = 40_000, 36, 7  # of the sample company
_PART_LEADS = 5 * BLOCK
_WORKERS = 2
_LOOK_SECONDS = 0.2  # between two looks at how far the others are


@dataclass(frozen=True)
class Company:
    """A company that was written: where, the rows of each table, and the truths planted in it."""

    folder: Path
    rows: dict[str, int]
    planted: list[str]


def generate(
    folder: Path,
    leads: int = LEADS,
    months: int = MONTHS,
    seed: int = SEED,
    without: Collection[str] = (),
    with_: Collection[str] = (),
    progress: Progress | None = None,
    workers: int = _WORKERS,
    part_leads: int = _PART_LEADS,
) -> Company:
    """Write the canonical tables of a sample company as Parquet files and its agreement; returns what was written.

    The data end on 20 August 2026 at 11:00, in the last of so many calendar months. ``without`` turns planted truths
    off, ``with_`` extra ones on; their names are SWITCHES and EXTRAS. More than ``part_leads`` leads (in blocks of
    50,000) make several files per table, shared among ``workers`` processes. The same numbers give the same bytes,
    whatever the workers, with the same versions of numpy and pyarrow; memory does not grow with the leads.
    ``progress`` is told the leads done and the leads in all.
    Raises LeadDashError for numbers no company has, an unknown switch, and a folder that holds other tables.
    """
    if leads < 0 or months < 1 or seed < 0:
        raise LeadDashError("A sample company has no fewer than 0 leads, 1 month and seed 0.")
    plan = Plan(folder, leads, months, seed, choose_truths(without, with_), part_leads)
    make_room(plan)
    record(plan)
    told = progress or (lambda _done, _all: None)
    world = _world(plan)
    (folder / AGREEMENT).write_text(agreement_text(world.arrivals, world.people), "utf-8")
    with Writer(folder, Plan.ONCE) as writer:
        written = Counter(write_company(writer, world))
    together = plan.parts > 1 and workers > 1
    written += _together(plan, workers, told) if together else _alone(plan, world, told)
    return Company(folder, {name: written[name] for name in TABLES}, plan.truths.planted)


def _world(plan: Plan) -> World:
    return make_world(plan.leads, plan.months, plan.seed, plan.truths)


def _alone(plan: Plan, world: World, progress: Progress) -> Counter[str]:
    written: Counter[str] = Counter()
    done = 0
    for part in range(plan.parts):
        for count, rows in _part(plan, world, part):
            done += count
            written.update(rows)
            progress(done, plan.leads)
    return written


def _together(plan: Plan, workers: int, progress: Progress) -> Counter[str]:
    """Share the parts among processes; each part has files of its own, so their order does not matter."""
    context = multiprocessing.get_context("spawn")
    done = context.Value("q", 0)
    written: Counter[str] = Counter()
    with ProcessPoolExecutor(workers, context, _Worker.begin, (plan, done)) as pool:
        waiting = {pool.submit(_Worker.write, part) for part in range(plan.parts)}
        while waiting:
            ready, waiting = wait(waiting, _LOOK_SECONDS)
            for future in ready:
                written.update(future.result())
            progress(done.value, plan.leads)
    return written


class _Worker:
    """A process of the pool: it makes its world once."""

    plan: Plan
    world: World
    done: "Synchronized[int]"  # leads made by all workers together

    @classmethod
    def begin(cls, plan: Plan, done: "Synchronized[int]") -> None:
        cls.plan, cls.world, cls.done = plan, _world(plan), done

    @classmethod
    def write(cls, part: int) -> Counter[str]:
        written: Counter[str] = Counter()
        for count, rows in _part(cls.plan, cls.world, part):
            written.update(rows)
            with cls.done.get_lock():
                cls.done.value += count
        return written


def _part(plan: Plan, world: World, part: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Write one part; yields the leads and the rows of each block."""
    with Writer(plan.folder, Plan.GROWING, plan.suffix(part)) as writer:
        for first in plan.firsts(part):
            yield min(BLOCK, plan.leads - first), write_block(writer, world, first // BLOCK)
