"""The rules of scoring one by one: how often each fires, what it shares with others, and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from leaddash.agreement import Agreement
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.cases.replays import Asked, Model
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import removals, rule_firing
from leaddash.subjects.lab.metrics.mql_volume import mql_volume
from leaddash.subjects.lab.metrics.rule_firing import Shared

Progress = Callable[[float], None]
COLUMNS = ["part", "rule", "fired", "mqls_without", "gained", "lost", "resting", "overlaps_with", "overlap"]


@metric(listed=mql_volume, key=("part", "rule"), kinds={Kind.SHARE: ["resting", "overlap"]})
def rule_hygiene(snapshot: Snapshot, question: Question, *, progress: Progress | None = None) -> pd.DataFrame:
    """Of every scoring rule: how often it fired, and which model MQLs of the period would be others without it.

    `fired` counts leads for which a fit rule holds, or activities of the period that count for a behaviour rule. Taken
    out, it leaves `mqls_without`, of which `gained` are new, while `lost` are gone; `resting` is lost / MQLs (a
    fraction). Later rules then match what it matched. `overlaps_with` is the rule of the same part that shares most
    with it: of the leads for which this rule holds, or of the activities of the period that its condition matches,
    `overlap` is the fraction that the other's matches too, whichever stands first. A rule that holds for every lead, or
    matches every activity, is left out of overlaps: it shares all of every other. `progress` is told the share done.

    Columns: part, rule, fired, mqls_without, gained, lost, resting, overlaps_with, overlap
    """
    model, episodes = replays.model(snapshot, question.agreement), replays.asked(snapshot, question)
    leads = rule_firing.leads_of(model, episodes)
    fits = rule_firing.fits_shared(model, leads)
    activities = rule_firing.activities_shared(snapshot, question, model, leads)
    counted = rule_firing.activities_counted(model, episodes, leads)
    parts = (_of_part(model, "fit", fits, fits.whole), _of_part(model, "behaviour", activities, counted))
    columns = {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
    rests = _rests(_without_each(snapshot, model.rules, activities), model, episodes, progress or _nobody)
    return tables.sliced(_frame(episodes, {**columns, **rests}), question, COLUMNS)


def _of_part(model: Model, part: str, shared: Shared, fired: Array) -> dict[str, Array]:
    """By slice and rule of a part: its name, how often it fired, and what it shares most with."""
    rules = model.rules.scoring.fit if part == "fit" else model.rules.scoring.behaviour
    names = np.array([*(rule.name for rule in rules), None], dtype=object)
    nearest, share = shared.nearest()
    return {
        "part": np.full(fired.shape, part, dtype=object),
        "rule": np.broadcast_to(names[:-1], fired.shape),
        "fired": fired,
        "overlaps_with": names[nearest],
        "overlap": share,
    }


def _without_each(snapshot: Snapshot, rules: Agreement, activities: Shared) -> Iterator[Model]:
    """The models without one rule: of fit, then of behaviour."""
    for rule_place in range(len(rules.scoring.fit)):
        yield removals.without_fit(snapshot, rules, rule_place)
    for rule_place in range(len(rules.scoring.behaviour)):
        yield removals.without_behaviour(snapshot, rules, rule_place, activities.ever)


def _rests(others: Iterator[Model], model: Model, episodes: Asked, progress: Progress) -> dict[str, Array]:
    """By slice and rule taken out: the MQLs of the period that are left, new and gone."""
    whole, rules = _within(model, episodes), len(model.rules.scoring.fit) + len(model.rules.scoring.behaviour)
    counts = np.zeros((3, len(episodes.slices), rules), dtype=np.int64)
    for rule_place, other in enumerate(others):
        rest = _within(other, episodes)
        for kind, is_counted in enumerate((rest, rest & ~whole, whole & ~rest)):
            counts[kind, :, rule_place] = _by_slice(episodes, is_counted)
        progress((rule_place + 1) / rules)
    mqls = _by_slice(episodes, whole)[:, np.newaxis]
    resting = np.where(mqls > 0, counts[2] / np.maximum(mqls, 1), np.nan)
    return {"mqls_without": counts[0], "gained": counts[1], "lost": counts[2], "resting": resting}


def _within(model: Model, episodes: Asked) -> Array:
    """Which of the asked episodes, by row, become model MQLs in the period."""
    mqls, is_mql = model.mqls(episodes.chosen), np.zeros(len(episodes.chosen), dtype=np.bool_)
    is_mql[mqls.rows[episodes.within(mqls.at)]] = True
    return is_mql


def _by_slice(episodes: Asked, is_counted: Array) -> Array:
    """How many of the episodes that are counted lie in each slice."""
    return np.bincount(episodes.slice[is_counted], minlength=len(episodes.slices))


def _frame(episodes: Asked, columns: dict[str, Array]) -> pd.DataFrame:
    """A row per slice and rule, the slices in their order, the missing one last."""
    names = episodes.slices
    order = sorted(range(len(names)), key=lambda number: (names[number] is None, names[number] or ""))
    rules = columns["rule"].shape[1]
    frame = pd.DataFrame({name: column[order].ravel() for name, column in columns.items()})
    frame["slice"] = [names[number] for number in order for _ in range(rules)]
    return frame


def _nobody(_share: float) -> None:
    """Tell nobody."""
