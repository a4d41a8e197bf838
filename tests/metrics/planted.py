"""What was planted in the contact of every hand-over of a sample company, and what a right adjustment finds of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash import metrics
from leaddash.calendars import working_time
from leaddash.metrics import registry
from leaddash.sample import company as c
from leaddash.sample import truths as t
from leaddash.sample.contact import reach_chance, response_shift
from leaddash.sample.factory import Block, Round, World, make_block, make_world
from leaddash.sample.pace import chance, seconds
from leaddash.sample.scoring import Course, run_over
from leaddash.sample.tables import lead_ids
from leaddash.sample.truths import Truths, choose_truths
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests.companies import generated

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MONTHS = 24
BUCKETS = ("le_5m", "5_10m", "10_30m", "30_60m", "1_4h", "4_24h", "1_3d", "gt_3d")
EARLIER = BUCKETS[:-1]
"""Those that some are answered later than."""
STRATUM = ["score_band", "source", "arrival"]
_APART = 2.0**34  # more than any moment's seconds


@dataclass(frozen=True)
class Company:
    """A company of one block: its snapshot, and what no table of it holds."""

    shot: Snapshot
    truths: Truths
    passes: pd.DataFrame  # the plan of each pass
    course: Course  # what every lead did, and its points right after
    moments: Numbers  # leads and moments of the course, in one number each
    world: World


def make(
    leads: int,
    seed: int,
    without: Collection[str] = (),
    with_: Collection[str] = (),
    made: Callable[..., Path] = generated,
) -> Company:
    """Generate and build a company without bad rows; the same numbers make the same inside once more.

    `made` gives the folder of its snapshots: one that is kept, if nothing else is said.
    """
    without = ("bad_rows", *without)
    shot = open_snapshot(made(leads=leads, months=MONTHS, seed=seed, without=without, with_=tuple(with_)))
    world = make_world(leads, MONTHS, seed, choose_truths(without, with_))
    block, _ = make_block(world, 0)
    passes = pd.concat([_passes(world, block, one) for one in block.rounds])
    course = run_over(world.model, world.time, block.leads, block.rows)
    return Company(shot, world.truths, passes.sort_values("began"), course, course.lead * _APART + course.at, world)


def _passes(world: World, block: Block, one: Round) -> pd.DataFrame:
    """When each pass began and was handed over, the minutes drawn, the chance of contact after the reference time."""
    passes, done, leads = one.passes, one.work, block.leads
    reference = np.full(len(passes), t.RESPONSE_REFERENCE_MINUTES)
    columns = {
        "lead": passes.lead,
        "lead_id": np.array(lead_ids(leads).to_pylist())[passes.lead],
        "began": np.floor(passes.begin).astype(np.int64),
        "assigned": np.floor(done.assigned),
        "chance": reach_chance(leads, passes, reference, world.truths),
        "minutes": done.minutes,
        "rings": done.minutes == t.RESPONSE_REFERENCE_MINUTES,  # never drawn; so are marked those that rang first
        "fit": block.fit[passes.lead],
        "source": leads.source[passes.lead],
    }
    return pd.DataFrame(columns)


def cases(company: Company, scope: Scope) -> pd.DataFrame:
    """The hand-overs of the curve but those that were no leads, each with its stratum and its chances of contact.

    `own` is that of the hand-over itself, `planned` the mean of all of its stratum, had they been touched as it was.
    """
    listed = registry.cases(company.shot, scope, "response_curve")
    listed = listed.assign(start=_seconds(listed["started_at"]), touch=_seconds(listed["touched_at"]))
    rows = pd.merge_asof(listed.sort_values("start"), company.passes, left_on="start", right_on="began", by="lead_id")
    rows = rows.assign(**_clocked(company.shot, rows), score_band=_score_bands(company, rows))
    rows = rows[rows["bucket"] != "not_a_lead"].reset_index(drop=True)
    return rows.assign(**_chances(rows, company.truths))


def _seconds(moments: pd.Series) -> Ints:
    return np.asarray(moments.astype("datetime64[s]").astype("int64"))


def _clocked(shot: Snapshot, rows: pd.DataFrame) -> dict[str, Numbers]:
    """The class of arrival, and the working minutes to the touch: as drawn, or where none were, as they ran.

    None were drawn where a lead got its opportunity without an MQL and is touched for that. Everyone at the sample
    company works by the default calendar.
    """
    start, touch = rows["start"].to_numpy(), np.maximum(rows["start"], rows["touch"]).to_numpy()
    calendar = working_time("default", shot.agreement.calendars["default"], int(start.min()), int(touch.max()))
    drawn = (rows["assigned"] == rows["start"]) & np.isfinite(rows["minutes"])
    minutes = np.where(drawn, rows["minutes"], calendar.elapsed(start, touch) / c.MINUTE)
    return {"arrival": np.asarray(calendar.arrival_class(start), dtype=np.float64), "minutes": minutes}


def _score_bands(company: Company, rows: pd.DataFrame) -> Ints:
    """The eighth of all scores at the start in which each lies."""
    lead, start, course = rows["lead"].to_numpy(), rows["start"].to_numpy(), company.course
    last = np.searchsorted(company.moments, lead * _APART + start, side="right") - 1
    did = (last >= 0) & (course.lead[last] == lead)
    days = np.searchsorted(seconds(company.world.time.days), start, side="right") - course.day[last]
    faded = course.behaviour[last] * 0.5 ** (days / company.world.model.scoring.half_life_days)
    score = (rows["fit"] + np.where(did, faded, 0.0)).round(6)
    below = score.rank(method="min").to_numpy().astype(np.int64) - 1
    return np.asarray(np.minimum(8 * below // (len(rows) - 1), 7))


def _chances(rows: pd.DataFrame, truths: Truths) -> dict[str, Numbers]:
    base = rows["chance"].to_numpy()
    shift = response_shift(t.CONTACT_ODDS_PER_EFOLD, rows["minutes"].to_numpy(), truths)
    planned = np.zeros(len(rows))
    for members in rows.groupby(STRATUM).indices.values():
        planned[members] = chance(base[members][:, None], shift[members][None, :]).mean(axis=0)
    found = {"own": chance(base, shift), "planned": planned}
    return {name: np.where(rows["rings"], 1.0, chances) for name, chances in found.items()}


def answers(company: Company, scope: Scope) -> pd.DataFrame:
    """Per bucket but the last, how much more contact it had than those touched later: what metrics say, and the truth.

    `raw` and `adjusted` with its bounds are the metrics', `again` is the adjusted from the generator's own strata, and
    `expected` the raw one of the chances of contact: what chance adds left out. `leads` and `covered`, the cases in
    strata that have both and the share of hand-overs in these, must be the metric's.
    """
    curve = metrics.response_curve(company.shot, scope).set_index("bucket")
    told = metrics.response_curve_adjusted(company.shot, scope).set_index("bucket").loc[list(EARLIER)]
    rows = cases(company, scope)
    over = rows[rows["contact_over"]].groupby("bucket")["own"]
    again, truth = differences(rows, "contacted"), differences(rows, "planned")
    counts = told[["contact_leads", "contact_covered"]].to_numpy(dtype=float)
    np.testing.assert_allclose(counts, again[["leads", "covered"]].to_numpy(), atol=1e-12)
    bounds = told[["contact_difference", "contact_difference_low", "contact_difference_high"]].astype(float)
    columns = {
        "raw": _raw(curve["contacted"], curve["contact_leads"]),
        "expected": _raw(over.sum(), over.size()),
        "again": again["difference"],
        "truth": truth["difference"],
    }
    bounds = bounds.set_axis(["adjusted", "low", "high"], axis=1)
    return pd.concat([again[["leads", "covered"]], bounds, pd.DataFrame(columns)], axis=1).rename_axis("bucket")


def _raw(had: pd.Series, cases_: pd.Series) -> pd.Series:
    """The rate of each bucket less that of all later ones together."""
    counts = pd.DataFrame({"had": had, "cases": cases_}).loc[list(BUCKETS)].to_numpy(dtype=float)
    later = counts[::-1].cumsum(axis=0)[::-1][1:]
    return pd.Series(counts[:-1, 0] / counts[:-1, 1] - later[:, 0] / later[:, 1], index=list(EARLIER))


def differences(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Per bucket but the last: the mean of a column less that of those touched later, standardised over strata.

    With the cases in the strata that have both, and the share of hand-overs in these.
    """
    stratum = rows.groupby(STRATUM).ngroup().to_numpy()
    place = rows["bucket"].map({bucket: place for place, bucket in enumerate(BUCKETS)}).fillna(len(BUCKETS))
    over = rows["contact_over"].to_numpy(dtype=float)
    cells = np.zeros((3, stratum.max() + 1, len(BUCKETS) + 1))
    for cell, values in zip(cells, (np.ones(len(rows)), over, over * rows[column]), strict=True):
        np.add.at(cell, (stratum, place.to_numpy(dtype=int)), values)
    everyone, cases_, sums = cells
    told = [_difference(everyone.sum(axis=1), cases_, sums, place) for place in range(len(EARLIER))]
    return pd.DataFrame(told, columns=["leads", "covered", "difference"], index=list(EARLIER))


def _difference(weights: Numbers, counts: Numbers, sums: Numbers, place: int) -> tuple[float, float, float]:
    later = slice(place + 1, len(BUCKETS))
    treated, compared = counts[:, place], counts[:, later].sum(axis=1)
    both = (treated > 0) & (compared > 0)
    if not both.any():
        return 0.0, 0.0, np.nan
    means = sums[both, place] / treated[both] - sums[both, later].sum(axis=1) / compared[both]
    difference = float(np.average(means, weights=weights[both]))
    return float(treated[both].sum()), float(weights[both].sum() / weights.sum()), difference
