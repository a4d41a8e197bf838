"""Turning a block's codes into the columns of the canonical tables, sorted and cut at the end."""

import numpy as np
import pandas as pd
from pyarrow import compute as pc
from pyarrow import lib as pa

from leaddash.sample import company as c
from leaddash.sample import names
from leaddash.sample.arrivals import Leads
from leaddash.sample.deals import Deals
from leaddash.sample.leaving import REASONS
from leaddash.sample.pace import Bools, Floats, Ints, Random, local
from leaddash.sample.people import People
from leaddash.sample.rows import ASSETS, DIRECTIONS, KINDS, NOBODY, TOUCH_OUTCOMES, Rows
from leaddash.sample.telling import DEAL_STAGES, FORECASTS
from leaddash.sample.writer import constant, dates, moments, numbered, pick, text, words

Columns = dict[str, pa.Array]

_LEAD_DIGITS, _ACCOUNT_DIGITS, _ACTIVITY_DIGITS = 7, 6, 3
_BANT = ("budget", "authority", "need")
_BANT_BLANK = 0.2  # share of the contacted whose answers the rep did not write down
_BANT_YES = (0.45, 0.5, 0.6)  # share of yes for budget, authority, need at quality 0
_TIMELINES = np.array([30, 60, 90, 180, 365])  # days


def lead_columns(random: Random, leads: Leads, contacted: Bools, hot: Bools) -> Columns:
    """Return the table of leads; BANT is known only of those a rep has talked to."""
    count = len(leads)
    campaigns = [item.name for item in c.CAMPAIGNS]
    roles = [item.role for item in c.CAMPAIGNS]
    known = contacted & (random.random(count) > _BANT_BLANK)
    timeline = (random.random(count) ** np.exp(0.3 * leads.quality) * len(_TIMELINES)).astype(np.int64)
    return {
        "lead_id": lead_ids(leads),
        "created_at": moments(leads.created),
        "source": words([item.name for item in c.SOURCES], leads.source),
        "campaign": words(campaigns, leads.campaign),
        "country": words([item.name for item in c.COUNTRIES], leads.country),
        "industry": words([item.name for item in c.INDUSTRIES], leads.industry),
        "employees": pa.array(leads.employees),
        "annual_revenue": pa.array(leads.revenue),
        "job_title": _titles(leads),
        "seniority": words([item.name for item in c.SENIORITIES], leads.seniority),
        "email_domain": _domains(leads),
        "account_id": _masked(numbered("A", leads.account, _ACCOUNT_DIGITS), leads.generic),
        **{name: _answers(random, leads, known, yes) for name, yes in zip(_BANT, _BANT_YES, strict=True)},
        "timeline_days": pa.array(_TIMELINES[timeline], mask=~known),
        "marketing_role": words(roles, leads.campaign),
        "priority": words(["hot"], np.where(hot, 0, -1)),
        "lead_name": _names(random, leads),
    }


def lead_ids(leads: Leads) -> pa.Array:
    """Return the ids of a block of leads."""
    return numbered("L", leads.number, _LEAD_DIGITS)


def activity_columns(leads: Leads, people: People, activities: Rows, end: float) -> Columns:
    """Return the table of activities, by lead, moment and kind."""
    activities = activities.only(activities.at <= end)
    activities = activities.only(_by_lead_and_moment(activities))
    serial = 1 + np.arange(len(activities)) - np.searchsorted(activities.lead, activities.lead)
    ids = lead_ids(leads)
    numbers = text(np.arange(serial.max(initial=0) + 1), _ACTIVITY_DIGITS)
    return {
        "lead_id": pick(ids, activities.lead),
        "occurred_at": moments(activities.at),
        "activity_type": words(KINDS, activities.kind),
        "activity_id": pc.binary_join_element_wise(
            ids.take(pa.array(activities.lead)), numbers.take(pa.array(serial)), "-"
        ),
        "asset": words(ASSETS, activities.asset),
        "direction": words(DIRECTIONS, activities.direction),
        "person_id": words(people.ids, activities.person),
        "outcome": words(TOUCH_OUTCOMES, activities.outcome),
    }


def stage_columns(leads: Leads, people: People, frame: pd.DataFrame, end: float) -> Columns:
    """Return the table of stage changes, by lead and moment."""
    frame = _in_order(frame, end, ["lead", "at", "stage"])
    return {
        "lead_id": pick(lead_ids(leads), _ints(frame, "lead")),
        "stage": words((*c.STAGES, *c.EXITS), _ints(frame, "stage")),
        "entered_at": moments(frame["at"].to_numpy()),
        "reason": words(REASONS, _ints(frame, "reason")),
        "person_id": words(people.ids, _ints(frame, "person")),
        "estimated": constant(False, pa.bool_(), len(frame)),
    }


def assignment_columns(leads: Leads, people: People, frame: pd.DataFrame, end: float) -> Columns:
    """Return the table of hand-overs, by lead and moment."""
    frame = _in_order(frame, end, ["lead", "at", "person"])
    return {
        "lead_id": pick(lead_ids(leads), _ints(frame, "lead")),
        "person_id": words(people.ids, _ints(frame, "person")),
        "assigned_at": moments(frame["at"].to_numpy()),
    }


def opportunity_columns(leads: Leads, people: People, deals: Deals, end: float) -> Columns:
    """Return the table of opportunities; reopened ones are there already."""
    new = deals.only(deals.is_new & (deals.begin <= end))
    new = new.only(np.lexsort((new.serial, new.lead)).astype(np.int64))
    return {
        "opportunity_id": _opportunity_ids(leads, new.lead, new.serial),
        "lead_id": pick(lead_ids(leads), new.lead),
        "created_at": moments(new.begin),
        "person_id": words(people.ids, new.person),
        "name": pc.binary_join_element_wise(_companies(leads.account[new.lead]), text(new.serial, 1), " "),
    }


def change_columns(leads: Leads, deals: Deals, frame: pd.DataFrame) -> Columns:
    """Return the table of opportunity changes, by opportunity and moment; what is not said anew is empty."""
    run = _ints(frame, "run")
    frame = frame.assign(lead=deals.lead[run], serial=deals.serial[run], dollars=deals.dollars[run])
    frame = frame.sort_values(["lead", "serial", "at", "stage"], kind="stable")
    amount, date = (frame[name].to_numpy(dtype=np.float64) for name in ("amount", "date"))
    priced, dated = np.isfinite(amount), np.isfinite(date)
    return {
        "opportunity_id": _opportunity_ids(leads, _ints(frame, "lead"), _ints(frame, "serial")),
        "changed_at": moments(frame["at"].to_numpy()),
        "stage": words(DEAL_STAGES, _ints(frame, "stage")),
        "forecast_category": words(FORECASTS, _ints(frame, "forecast")),
        "amount": pa.array(amount, mask=~priced),
        "currency": words(("EUR", "USD"), np.where(priced, _ints(frame, "dollars"), NOBODY)),
        "close_date": _masked(dates(_local_days(np.where(dated, date, 0.0))), ~dated),
    }


def people_columns(people: People) -> Columns:
    """Return the table of people."""
    plain = ("person_id", "name", "role", "team", "calendar", "email")
    columns = {name: pa.array(people.table[name].tolist(), pa.string()) for name in plain}
    return columns | {"manager_id": words(people.ids, _ints(people.table, "manager"))}


def spend_columns(frame: pd.DataFrame) -> Columns:
    """Return the table of spend."""
    campaign = _ints(frame, "campaign")
    source = np.array([item.source for item in c.CAMPAIGNS])[campaign]
    return {
        "day": pa.array(frame["day"].dt.date.tolist(), pa.date32()),
        "source": words([item.name for item in c.SOURCES], source),
        "campaign": words([item.name for item in c.CAMPAIGNS], campaign),
        "amount": pa.array(frame["amount"].to_numpy()),
        "currency": words(["EUR"], np.zeros(len(frame), dtype=np.int64)),
    }


def _in_order(frame: pd.DataFrame, end: float, by: list[str]) -> pd.DataFrame:
    return frame[frame["at"] <= end].sort_values(by, kind="stable")


def _ints(frame: pd.DataFrame, name: str) -> Ints:
    return np.asarray(frame[name].to_numpy(), dtype=np.int64)


def _local_days(seconds: Floats) -> Ints:
    return np.asarray(local(seconds).tz_localize(None).normalize().as_unit("s").asi8 // int(c.DAY), dtype=np.int64)


def _masked(values: pa.Array, hidden: Bools) -> pa.Array:
    return values.take(pa.array(np.arange(len(values)), mask=hidden))


def _titles(leads: Leads) -> pa.Array:
    titles = [title.format(function) for title in c.TITLES for function in c.FUNCTIONS]
    return words(titles, leads.seniority * len(c.FUNCTIONS) + leads.function)


def _opportunity_ids(leads: Leads, lead: Ints, serial: Ints) -> pa.Array:
    return pc.binary_join_element_wise(numbered("O", leads.number[lead], _LEAD_DIGITS), text(serial, 1), "-")


def _companies(account: Ints, between: str = " ") -> pa.Array:
    count = len(names.COMPANY_WORDS)
    titles = pa.array([word.title() for word in names.COMPANY_WORDS]).take(pa.array(account % count))
    return pc.binary_join_element_wise(titles, text(account, 1), between)


def _domains(leads: Leads) -> pa.Array:
    """Return the company's own domain, or a free-mail service's."""
    own = pc.binary_join_element_wise(pc.utf8_lower(_companies(leads.account, "-")), "example", ".")
    free = pa.array(c.GENERIC_DOMAINS).take(pa.array(leads.number % len(c.GENERIC_DOMAINS)))
    return pc.if_else(pa.array(leads.generic), free, own)


def _names(random: Random, leads: Leads) -> pa.Array:
    kind = np.array(names.COUNTRY_NAMES)[leads.country]
    size = len(names.FIRST_NAMES[0])
    rows = kind * size + random.integers(0, size, (2, len(leads)))
    first, last = (
        pa.array([name for group in lists for name in group]).take(pa.array(row))
        for lists, row in zip((names.FIRST_NAMES, names.LAST_NAMES), rows, strict=True)
    )
    return pc.binary_join_element_wise(first, last, " ")


def _by_lead_and_moment(activities: Rows) -> Ints:
    """Return the order by lead, moment and kind: all three packed into one number."""
    key = (activities.lead * 2**34 + activities.at.astype(np.int64)) * 2**5 + activities.kind
    return np.argsort(key, kind="stable").astype(np.int64)


def _answers(random: Random, leads: Leads, known: Bools, yes: float) -> pa.Array:
    said = random.random(len(leads)) < yes + 0.12 * np.tanh(leads.quality)
    return pa.array(said, mask=~known | (random.random(len(leads)) < _BANT_BLANK / 4))
