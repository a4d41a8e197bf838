"""What a tape is made of: its events written out, its bytes, its files, and that any number of threads may run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from leaddash import scoring
from leaddash.scoring import Numbers, Tape
from leaddash.scoring.coding_pass import Episodes, Limits, Matched, Written, code_events
from leaddash.scoring.tape import BEGINS, LONGEST_GAP, OPEN, RAISED
from tests.naive.scoring_settings import scoring as scoring_model
from tests.scoring.tapes import World, random_world

DAY = 86_400
NEVER = np.iinfo(np.int64).max
THREADS = 8
EVERY, DAILY, ONCE, HAND = range(4)
LIMITS = Limits(np.array([0, 1, -1, 1]), np.array([False, False, False, True]), np.array([0]), np.array([0]))
"""Four rules in UTC: every time, once a day, only once, once a day and a hand raise."""


def code(
    activities: list[tuple[int, int]], episodes: tuple[tuple[int, int, int], ...] = ((0, NEVER, NEVER),)
) -> Written:
    """The events of one lead: seconds and rules of its activities; begins, lasts and qualifications of its episodes."""
    at, rule = (np.array(column) for column in zip(*activities, strict=True))
    begins, holds, qualifies = (np.array(column) for column in zip(*episodes, strict=True))
    told = Episodes(np.array([0, len(episodes)]), begins, holds, qualifies)
    events, offsets = code_events(Matched(np.array([0, len(activities)]), at, rule.astype(np.uint16)), told, LIMITS)
    assert offsets.tolist() == [0, len(events.gaps)]
    return events


# Events


@pytest.mark.parametrize(
    ("days", "gaps"),
    [
        (LONGEST_GAP, [0, 65_535]),
        (LONGEST_GAP + 1, [0, 65_535, 1]),
        (2 * LONGEST_GAP, [0, 65_535, 65_535]),
        (200_000, [0, 65_535, 65_535, 65_535, 3_395]),  # 3 · 65,535 + 3,395
    ],
)
def test_a_long_gap_is_told_by_events_that_add_nothing(days: int, gaps: list[int]) -> None:
    events = code([(0, EVERY), (days * DAY + 5, EVERY)])
    assert events.gaps.tolist() == gaps
    assert events.codes.tolist() == [EVERY, *[len(LIMITS.between)] * (len(gaps) - 2), EVERY]
    assert events.marks.tolist() == [OPEN, *[0] * (len(gaps) - 2), OPEN]
    assert events.origins.tolist() == [0, *[-1] * (len(gaps) - 2), 1]


def test_more_fillers_than_there_was_room_for_are_all_written() -> None:
    events = code([(0, EVERY), (5_000 * LONGEST_GAP * DAY, EVERY), (5_000 * LONGEST_GAP * DAY, ONCE)])
    assert len(events.gaps) == 5_002
    assert int(events.gaps.astype(np.int64).sum()) == 5_000 * LONGEST_GAP
    assert events.codes[[0, 1, -3, -2, -1]].tolist() == [EVERY, 4, 4, EVERY, ONCE]


def test_episodes_without_an_event_are_told_before_the_next_one() -> None:
    episodes = ((0, 10, NEVER), (20, 30, NEVER), (40, 50, NEVER), (60, NEVER, 80))
    events = code([(5, EVERY), (65, EVERY), (80, EVERY)], episodes)
    # from the first episode to the fourth are three begins; at 80 s the fourth is a sales lead, so nothing is open
    assert events.marks.tolist() == [OPEN, BEGINS, BEGINS, BEGINS | OPEN, 0]
    assert events.codes.tolist() == [EVERY, 4, 4, EVERY, EVERY]


def test_what_a_limit_does_not_count_is_dropped_but_for_a_raised_hand_that_may_make_an_mql() -> None:
    hands = [(0, HAND), (5, HAND), (11, HAND), (12, EVERY)]
    events = code([(0, DAILY), (0, ONCE), (4, DAILY), (4, ONCE), *hands], ((0, 10, NEVER),))
    # the second raised hand of the day adds nothing; the third comes after the episode's last second
    assert events.codes.tolist() == [DAILY, ONCE, HAND, 4, EVERY]
    assert events.marks.tolist() == [OPEN, OPEN, OPEN | RAISED, OPEN | RAISED, 0]
    assert events.origins.tolist() == [0, 1, 4, 5, 7]


# Bytes and files


@pytest.mark.parametrize("number", range(4))
def test_an_event_takes_four_bytes_and_a_lead_at_most_thirty_two(number: int) -> None:
    tape = _busiest(number)[1]
    assert tape.gaps.itemsize + tape.codes.itemsize + tape.marks.itemsize == 4
    assert tape.nbytes <= 4 * len(tape.gaps) + 32 * tape.leads + 32  # the ends of the last lead beside


def test_a_tape_read_from_its_files_is_the_one_written_and_none_of_it_is_mapped(tmp_path: Path) -> None:
    _, tape, numbers = _busiest(0)
    scoring.save(tape, tmp_path / "tape")
    read = scoring.load(tmp_path / "tape")
    for field in fields(Tape):
        mine, theirs = getattr(tape, field.name), getattr(read, field.name)
        if isinstance(mine, np.ndarray):
            assert not isinstance(theirs, np.memmap), field.name
            assert not isinstance(theirs.base, np.memmap), field.name
            assert mine.dtype == theirs.dtype, field.name
            assert (mine == theirs).all(), field.name
            assert not theirs.flags.writeable, field.name
        else:
            assert mine == theirs, field.name
    assert _answers(read, numbers) == _answers(tape, numbers)


def test_a_tape_of_nobody_is_written_and_read(tmp_path: Path) -> None:
    _, tape, numbers = _busiest(0)
    none = replace(
        tape, gaps=tape.gaps[:0], codes=tape.codes[:0], marks=tape.marks[:0], moments=tape.moments[:0],
        offsets=tape.offsets[:1], fit_codes=tape.fit_codes[:0], rows=tape.rows[:1], created=tape.created[:0],
        gates=tape.gates[:0],
    )  # fmt: skip
    scoring.save(none, tmp_path / "tape")
    assert [len(one) for one in _answers(scoring.load(tmp_path / "tape"), numbers)[:2]] == [0, 0]


# Threads


def test_eight_threads_at_once_hear_what_one_after_the_other_hears() -> None:
    _, tape, numbers = _busiest(1)
    asked = [numbers._replace(points=numbers.points * (1 + turn / 7), decay=numbers.decay**turn) for turn in range(24)]
    expected = [_answers(tape, one) for one in asked]
    assert len({str(one) for one in expected}) > 12
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(lambda one: _answers(tape, one), [*asked, *asked])) == [*expected, *expected]


WITHOUT_LIBGOMP = """
import ctypes, json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
try:
    ctypes.CDLL("libgomp.so.1")
    sys.exit("libgomp is there")
except OSError:
    pass
from leaddash import agreement, scoring
tape = scoring.load(Path(sys.argv[1]))
numbers = scoring.numbers(tape, agreement.parse(json.loads(sys.argv[2])))
scoring.warm(tape, numbers)
with ThreadPoolExecutor(2) as pool:
    found = list(pool.map(lambda _: scoring.first_moments(tape, numbers).rows.tolist(), range(200)))
from numba.np.ufunc import parallel
assert not parallel._is_initialized, "numba's own threads were started"
assert all(one == found[0] for one in found)
print(json.dumps(found[0]))
"""
"""A process that cannot load libgomp, runs the kernel from two threads at once, and never starts numba's own."""


@pytest.mark.skipif(sys.platform != "linux", reason="libgomp is hidden by the Linux loader's path")
def test_two_sessions_at_once_live_without_libgomp(tmp_path: Path) -> None:
    here, rng = random_world(0)
    model = scoring_model(rng)
    tape = here.coded(model)
    scoring.save(tape, tmp_path / "tape")
    (tmp_path / "libgomp.so.1").write_text("no library")
    before = os.environ.get("LD_LIBRARY_PATH")
    path = f"{tmp_path}:{before}" if before else str(tmp_path)
    command = [sys.executable, "-c", WITHOUT_LIBGOMP, str(tmp_path / "tape"), json.dumps(here.told(model))]
    done = subprocess.run(command, env={**os.environ, "LD_LIBRARY_PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == scoring.first_moments(tape, here.numbers(tape, model)).rows.tolist()


def _busiest(number: int) -> tuple[World, Tape, Numbers]:
    """A company's tape under the first of its models that makes some MQLs by behaviour."""
    here, rng = random_world(number)
    while True:
        model = scoring_model(rng)
        tape = here.coded(model)
        numbers = here.numbers(tape, model)
        if (scoring.first_moments(tape, numbers).places >= 0).sum() > 3:
            return here, tape, numbers


def _answers(tape: Tape, numbers: Numbers) -> list[list[float]]:
    """Everything the kernel says under a model."""
    mqls, within = scoring.first_moments(tape, numbers), scoring.period(tape, tape.base + 30 * DAY, NEVER)
    reached, steps = np.full(tape.episodes, scoring.ENDLESS), np.arange(-20.0, 120.0, 5.0)
    reached[mqls.rows] = mqls.at + 20 * DAY
    slices, horizons = np.arange(tape.episodes) % 3, (30 * DAY, 10 * DAY)
    told = scoring.Outcomes(
        3, slices, reached, reached, tape.everybody, tape.moments, horizons, scoring.ENDLESS, tape.base
    )
    became = scoring.outcomes(tape, numbers, steps, within, told).ravel()
    every = (mqls.rows, mqls.at, scoring.counts(tape, numbers, steps, within), became)
    return [one.tolist() for one in (*every, scoring.scores_after(tape, numbers, mqls).ravel())]
