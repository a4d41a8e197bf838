"""The fiscal period that a page is of, and which ones a reader can choose."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from leaddash import fiscal
from leaddash.blocks.ask import Ask
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice
from leaddash.fiscal import Fiscal
from leaddash.moments import local_date
from leaddash.periods import DAY, Period
from leaddash.subjects.forecast.naming import period_name

KEY, NOW = "fiscal", "now"
"""What links call the period, and the one that holds as-of among those that can be chosen."""
AHEAD, MOST_BACK = 2, 24


def choice(ask: Ask, chosen: Chosen, look: Look) -> Choice:
    """The periods: the one that holds as-of first, the next ones, then the earlier ones.

    Its label says how many days of the running one are left, where that is chosen.
    """
    names = {key: period_name(period, look.words) for key, period in _offered(ask).items()}
    kind, left = ask.rules.forecast.period, holding(ask).days_left(ask.as_of)
    is_now = chosen.get(KEY, NOW) not in names or chosen.get(KEY, NOW) == NOW
    to_go = look.words(f"forecast.to_go.{kind}", n=left)
    return Choice(KEY, names, NOW, label=to_go if is_now else look.words(f"forecast.one.{kind}"), width=210)


def chosen_of(ask: Ask, chosen: Chosen, look: Look) -> Fiscal:
    """The period that is chosen."""
    return _offered(ask)[chosen(choice(ask, chosen, look))]


def over(ask: Ask, period: Fiscal) -> Ask:
    """The questions for a fiscal period."""
    return ask.over(Period("custom", period.first, period.after))


def named_by(ask: Ask) -> Fiscal:
    """The fiscal period that the questions are for, where they are for a whole one; else the one that holds as-of."""
    now = holding(ask)
    near = fiscal.holding(ask.period.since, ask.rules) if ask.period.since else now
    return near if (near.first, near.after) == (ask.period.since, ask.period.until) else now


def holding(ask: Ask) -> Fiscal:
    """The period that holds as-of."""
    return fiscal.holding(local_date(ask.as_of, ask.rules.timezone), ask.rules)


def span(period: Fiscal) -> dict[str, str]:
    """The period in what a link opens."""
    return {"period": "custom", "since": period.first.isoformat(), "until": (period.after - DAY).isoformat()}


def _offered(ask: Ask) -> Mapping[str, Fiscal]:
    now = holding(ask)
    begun = local_date(ask.snapshot.first, ask.rules.timezone)
    back = [past for past in islice(fiscal.before(now, ask.rules), MOST_BACK) if past.after > begun]
    ahead = [fiscal.following(now, ask.rules)]
    ahead += [fiscal.following(ahead[-1], ask.rules) for _ in range(AHEAD - 1)]
    return {NOW: now, **{period.first.isoformat(): period for period in (*ahead, *back)}}
