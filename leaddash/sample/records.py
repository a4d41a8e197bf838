"""What the CRM writes down of the way through the funnel: stage changes and hand-overs."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample import names
from leaddash.sample.contact import Work
from leaddash.sample.deals import DEAD, WON, Deals
from leaddash.sample.leaving import Exits, reason_codes
from leaddash.sample.pace import Bools, Floats, Ints, Random, local
from leaddash.sample.process import Passes
from leaddash.sample.rows import NOBODY

_STAMPED = (0.0, 0.7, 0.97, 1.0, 1.0)  # share of the entries into each stage that are recorded
_SALES_LEAD_LEFT_OUT = 0.05  # of those that became an opportunity: the rep created it directly
_RAISED_SKIPS = 0.7  # share of hand raises never stamped as target
_DEALS_STAMPED = 0.5  # opportunity and customer mostly follow from the opportunities
_LOST_STAMPED = 0.75  # with the reason
_BATCH_DAY_OF_MONTH = 15  # in the night to it the batch stamps the day's targets after their MQL
_BATCH_DELAY = 720.0  # seconds after midnight UTC
_SET_BACK = 0.02  # share of sales leads put back to MQL by mistake


def stage_changes(random: Random, passes: Passes, done: Work, exits: Exits) -> pd.DataFrame:
    """Return the entries and exits recorded for the passes, as codes; exits follow the stages."""
    parts = [_entries(random, passes, done, exits, stage) for stage in range(c.ENGAGED, c.OPPORTUNITY)]
    person = np.where(passes.top >= c.MQL, done.caller, NOBODY)
    person = np.where(passes.top >= c.SALES_LEAD, done.executive, person)
    person = np.where(np.isfinite(done.touched) | (passes.top >= c.SALES_LEAD), person, NOBODY)
    left = _rows(passes.lead, exits.at, len(c.STAGES) + exits.kind, exits.reason, person)
    return pd.concat([*parts, _set_backs(random, passes, done, exits), left], ignore_index=True)


def deal_stages(random: Random, deals: Deals) -> pd.DataFrame:
    """Return the opportunity, customer and lost entries that reps also record by hand."""
    count, nothing = len(deals), np.full(len(deals), NOBODY)
    lots = random.random((3, count))
    opened = np.where((lots[0] < _DEALS_STAMPED) & deals.is_new & deals.alone, deals.begin, np.inf)
    opened = np.where(opened + 30 < deals.closed, opened + random.integers(0, 30, count), np.inf)
    won = np.where(
        (lots[1] < _DEALS_STAMPED) & (deals.end == WON), deals.close + random.integers(0, 600, count), np.inf
    )
    lost = np.where((lots[2] < _LOST_STAMPED) & (deals.end == DEAD) & deals.alone, deals.close, np.inf)
    reason = reason_codes(random, names.LOST_REASONS, count)
    parts = (
        _rows(deals.lead, opened, c.OPPORTUNITY, nothing, deals.person),
        _rows(deals.lead, won, c.CUSTOMER, nothing, deals.person),
        _rows(deals.lead, lost, len(c.STAGES) + c.LOST, reason, deals.person),
    )
    return pd.concat(parts, ignore_index=True)


def assignments(random: Random, passes: Passes, done: Work) -> pd.DataFrame:
    """Return who was given each pass and when: SDR, colleague, account executive."""
    accepted = np.minimum(passes.entered[:, c.SALES_LEAD], passes.entered[:, c.OPPORTUNITY])
    taken = accepted + random.uniform(0, 300, len(passes))
    taken = np.where(np.isfinite(done.assigned) & (done.caller == done.executive), np.inf, taken)
    parts = [
        pd.DataFrame({"lead": passes.lead, "person": person, "at": at})
        for person, at in (
            (done.taker, done.assigned),
            (done.colleague, done.passed_on),
            (done.executive, taken),
        )
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["at"] = np.floor(frame["at"])
    return frame.loc[frame["at"] < np.inf, :]


def _entries(random: Random, passes: Passes, done: Work, exits: Exits, stage: int) -> pd.DataFrame:
    at = passes.entered[:, stage]
    stamped = (random.random(len(passes)) < _STAMPED[stage]) | (passes.first == stage)
    if stage == c.TARGET:
        stamped &= ~(passes.raised & (random.random(len(passes)) < _RAISED_SKIPS))
    if stage == c.ENGAGED:
        late = np.minimum(at + random.uniform(0, 60, len(passes)), np.maximum(at, passes.entered[:, c.TARGET]))
        at = np.where(passes.again, at, late)
    if stage == c.TARGET:
        at = _batched(passes, exits, at)
    if stage == c.SALES_LEAD:
        moved_on = np.isfinite(passes.entered[:, c.OPPORTUNITY])
        stamped &= ~(moved_on & (random.random(len(passes)) < _SALES_LEAD_LEFT_OUT))
    person = done.caller if stage == c.SALES_LEAD else np.full(len(passes), NOBODY)
    return _rows(passes.lead, np.where(stamped, at, np.inf), stage, np.full(len(passes), NOBODY), person)


def _batched(passes: Passes, exits: Exits, target: Floats) -> Floats:
    """Stamp some targets in the night after their MQL, as a batch that runs out of order would."""
    mql = passes.entered[:, c.MQL]
    known = np.isfinite(mql) & np.isfinite(target) & (passes.first < c.TARGET)
    late = (np.floor(np.where(known, mql, 0.0) / c.DAY) + 1) * c.DAY + _BATCH_DELAY
    chosen = known & (local(late).day.to_numpy() == _BATCH_DAY_OF_MONTH)
    chosen &= _still_in(passes, exits, late)
    return np.where(chosen, late, target)


def _set_backs(random: Random, passes: Passes, done: Work, exits: Exits) -> pd.DataFrame:
    accepted = passes.entered[:, c.SALES_LEAD]
    at = accepted + random.uniform(c.HOUR, 20 * c.HOUR, len(passes))
    chosen = (random.random(len(passes)) < _SET_BACK) & _still_in(passes, exits, at) & np.isfinite(accepted)
    return _rows(passes.lead, np.where(chosen, at, np.inf), c.MQL, np.full(len(passes), NOBODY), done.caller)


def _still_in(passes: Passes, exits: Exits, moments: Floats) -> Bools:
    """Say whether each pass is still running, and no deal has begun."""
    return np.asarray((moments + c.HOUR < exits.at) & (moments < passes.entered[:, c.OPPORTUNITY]), dtype=np.bool_)


def _rows(lead: Ints, moments: Floats, stage: Ints | int, reason: Ints, person: Ints) -> pd.DataFrame:
    ever = np.isfinite(moments)
    columns: dict[str, npt.NDArray[np.generic]] = {
        "lead": lead,
        "at": np.floor(moments),
        "stage": np.broadcast_to(np.asarray(stage, dtype=np.int64), moments.shape),
        "reason": reason,
        "person": person,
    }
    return pd.DataFrame({name: column[ever] for name, column in columns.items()})
