"""What marketing spends per day and campaign."""

import numpy as np
import pandas as pd

from leaddash.sample import company as c
from leaddash.sample.arrivals import Arrivals
from leaddash.sample.pace import Floats, Random

_SMOOTHING_DAYS = 7  # money is spent more evenly than leads arrive
_NOISE = 0.15  # standard deviation of a day's log spend


def make_spend(random: Random, arrivals: Arrivals) -> pd.DataFrame:
    """Return day, source, campaign, amount and currency of every paid campaign, by day."""
    days = arrivals.time.days[:-1].tz_localize(None)
    rates = pd.DataFrame(arrivals.rates.T).rolling(_SMOOTHING_DAYS, min_periods=1, center=True).mean().to_numpy()
    running = np.array([_running(campaign, days) for campaign in c.CAMPAIGNS]).T
    sources = np.array([campaign.source for campaign in c.CAMPAIGNS])
    total = np.column_stack([running[:, sources == row].sum(axis=1) for row in range(len(c.SOURCES))])
    share = running / total[:, sources]
    cost = np.array([campaign.cost for campaign in c.CAMPAIGNS])
    amount = np.round(rates[:, sources] * share * cost * np.exp(_NOISE * random.standard_normal(share.shape)), 2)
    day, campaign = np.nonzero(amount)
    return pd.DataFrame({"day": days[day], "campaign": campaign, "amount": amount[day, campaign]})


def _running(campaign: c.Campaign, days: pd.DatetimeIndex) -> Floats:
    since, until = pd.Timestamp(campaign.since or days[0]), pd.Timestamp(campaign.until or "2100-01-01")
    return np.where((days >= since) & (days < until), campaign.weight, 0.0)
