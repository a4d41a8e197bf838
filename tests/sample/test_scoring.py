"""MQLs are those of the known scoring model, up to what people do; a slow second implementation checks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from leaddash import agreement
from leaddash.sample import generate
from leaddash.sample import truths as t
from tests.companies import GENERATING, NAIVE
from tests.kept import code, remembered
from tests.sample import model_mqls
from tests.sample.model_mqls import Verdict, matches, read, verdicts

END = datetime(2026, 8, 20, 9)
LATENCY_SECONDS = (5, 300)  # as data/sample/README.md tells
STANDARD_ERRORS = 3.5


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Verdict]]:
    def judge(leads: int, *without: str) -> list[Verdict]:
        of = [leads, without, agreement.dump(agreement.default()), code(*GENERATING, NAIVE, Path(model_mqls.__file__))]
        return remembered("verdicts", of, lambda: judged_anew(leads, *without))

    def judged_anew(leads: int, *without: str) -> list[Verdict]:
        folder = tmp_path_factory.mktemp("company")
        generate(folder, leads, 12, 3, ["bad_rows", *without])
        return list(verdicts(read(folder)))

    return judge


@pytest.fixture(scope="module")
def exact(judged: Callable[..., list[Verdict]]) -> list[Verdict]:
    return judged(8_000, "scoring_noise")


@pytest.fixture(scope="module")
def noisy(judged: Callable[..., list[Verdict]]) -> list[Verdict]:
    return judged(12_000)


def within(share: float, count: int, of: int) -> bool:
    """Whether a count is what a share leads to expect, by the binomial distribution."""
    return abs(count - share * of) <= STANDARD_ERRORS * (of * share * (1 - share)) ** 0.5


def stamped_in_time(one: Verdict) -> bool:
    low, high = (timedelta(seconds=seconds) for seconds in LATENCY_SECONDS)
    return bool(one.modelled and one.recorded and low <= one.recorded - one.modelled <= high)


def test_without_noise_the_model_alone_makes_mqls(exact: list[Verdict]) -> None:
    ahead = [one for one in exact if one.modelled and END - one.modelled <= timedelta(seconds=LATENCY_SECONDS[1])]
    wrong = [one for one in exact if bool(one.modelled) != bool(one.recorded) and one not in ahead]
    assert not wrong
    assert all(stamped_in_time(one) for one in exact if one.recorded)
    assert sum(one.recorded is not None for one in exact) > 500
    assert sum(one.recorded is not None and one.episode.number > 1 for one in exact) > 50


@pytest.mark.long("generator")
def test_with_noise_people_miss_delay_and_add_as_often_as_told(noisy: list[Verdict]) -> None:
    modelled = [one for one in noisy if one.modelled and one.modelled < END - timedelta(days=30)]
    missed = sum(one.recorded is None for one in modelled)
    late = sum(one.recorded is not None and not stamped_in_time(one) for one in modelled)
    assert within(t.MISSED_SHARE, missed, len(modelled))
    assert within(t.LATE_STAMP_SHARE, late, len(modelled))


@pytest.mark.long("generator")
def test_with_noise_people_promote_as_many_targets_as_told(noisy: list[Verdict]) -> None:
    old = END - timedelta(days=60)
    targets = [one for one in noisy if "target" in one.episode.entered and one.episode.entered["target"] < old]
    left = [one for one in targets if not one.modelled]
    promoted = sum(one.recorded is not None for one in left)
    assert within(t.PROMOTED_SHARE, promoted, len(left))


def test_every_rule_fires(tmp_path: Path) -> None:
    generate(tmp_path, 8_000, 12, 3, ["bad_rows"])
    rules = agreement.dump(agreement.default())["scoring"]["behaviour"]
    activities = read(tmp_path).activities
    fired = {next((rule["name"] for rule in rules if matches(rule, row)), None) for row in activities}
    assert fired >= {rule["name"] for rule in rules}
