"""How often scoring rules fire, and how much of that they share, slice by slice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leaddash import cases, scoring
from leaddash.agreement import parameters
from leaddash.cases import replays
from leaddash.cases.replays import Asked, Model
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot

BLOCK = 250_000
"""Leads whose events are counted at once."""


@dataclass(frozen=True)
class Leads:
    """The asked leads by their places, one row for each slice they are in, and how many slices there are."""

    lead: Array
    slice: Array
    slices: int


@dataclass(frozen=True)
class Shared:
    """How many leads or activities two rules share, slice by slice.

    `counts` [slice, rule, other] are those that both match (a rule with itself: all it matches); `ever` [rule, other]
    says whether both match any in all of the data; `of_all` [slice] counts those that there are, matched or not.
    """

    counts: Array
    ever: Array
    of_all: Array

    @property
    def whole(self) -> Array:
        """By slice and rule the number of those it matches."""
        return np.asarray(np.diagonal(self.counts, axis1=1, axis2=2))

    def nearest(self) -> tuple[Array, Array]:
        """By slice and rule the place of the other rule that shares most with it, and what share of its own that is.

        Where none shares anything they are -1 and NaN.
        A rule that matches everything shares all of any other one, which says nothing: it is in no pair.
        """
        if self.counts.shape[1] == 0:
            return np.zeros(self.whole.shape, dtype=np.int64), np.zeros(self.whole.shape)
        telling = self.whole < self.of_all[:, np.newaxis]
        pairs = telling[:, :, np.newaxis] & telling[:, np.newaxis, :]
        others = self.counts * pairs * (1 - np.eye(self.counts.shape[1], dtype=np.int64))
        most, place = others.max(axis=2), others.argmax(axis=2)
        share = np.where(most > 0, most / np.maximum(self.whole, 1), np.nan)
        return np.where(most > 0, place, -1), share


def leads_of(model: Model, episodes: Asked) -> Leads:
    """The leads with an asked episode, each once in every slice that it has one in."""
    rows = np.flatnonzero(episodes.chosen)
    leads = np.searchsorted(model.tape.rows, rows, side="right") - 1
    pairs = np.sort(leads * len(episodes.slices) + episodes.slice[rows])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return Leads(pairs // max(len(episodes.slices), 1), pairs % max(len(episodes.slices), 1), len(episodes.slices))


def fits_shared(model: Model, leads: Leads) -> Shared:
    """The leads for which fit rules hold, alone and two together."""
    masks = model.tape.fit_masks.astype(np.int64)
    codes = leads.slice * len(masks) + model.tape.fit_codes[leads.lead]
    holders = np.bincount(codes, minlength=leads.slices * len(masks)).reshape(leads.slices, len(masks))
    counts = np.einsum("sc,ci,cj->sij", holders, masks, masks, optimize=True)
    return Shared(counts, counts.sum(axis=0) > 0, holders.sum(axis=1))


def activities_shared(snapshot: Snapshot, question: Question, model: Model, leads: Leads) -> Shared:
    """The activities of the period that meet the conditions of behaviour rules, of one and of two together."""
    rules = len(model.rules.scoring.behaviour)
    asked_leads = pa.table({"lead": pa.array(scoring.lead_numbers(leads.lead)), "slice": pa.array(leads.slice + 1)})
    slices = replays.sliced_as_built(snapshot, question)
    given, rule_parameters = {"asked_leads": asked_leads}, parameters.behaviour_rules(model.rules)
    overlaps = snapshot.table(cases.file("rule_overlaps"), slices, given, **rule_parameters)
    indices = tuple(np.asarray(overlaps[name].to_numpy()).astype(np.int64) for name in ("slice", "place", "other"))
    of_all = np.zeros(leads.slices + 1, dtype=np.int64)
    of_all[indices[0]] = overlaps["of_all"].to_numpy()
    counts, ever = np.zeros((leads.slices + 1, rules, rules), np.int64), np.zeros((rules, rules), np.bool_)
    counts[indices], ever[indices[1:]] = overlaps["activities"].to_numpy(), True
    return Shared(counts[1:], ever, of_all[1:])


def activities_counted(model: Model, episodes: Asked, leads: Leads) -> Array:
    """By slice and behaviour rule the activities of the period that count for it."""
    width, within = model.tape.rules + 1, scoring.period(model.tape, episodes.since, episodes.until)
    counted = np.zeros(leads.slices * width, dtype=np.int64)
    for begin in range(0, len(leads.lead), BLOCK):
        block_leads = leads.lead[begin : begin + BLOCK]
        lengths = within.ends[block_leads] - within.begins[block_leads]
        before = np.cumsum(lengths) - lengths
        events = np.arange(lengths.sum()) + np.repeat(within.begins[block_leads] - before, lengths)
        keys = np.repeat(leads.slice[begin : begin + BLOCK] * width, lengths) + model.tape.codes[events]
        counted += np.bincount(keys, minlength=len(counted))
    return counted.reshape(leads.slices, width)[:, :-1]
