"""Six journeys under GitLab's current model, worked by hand to the point, for a replay to be held to.

`model()` is the preset `gitlab` with the one public line the sample has no activity for, the hard bounce: no other
line is limited to once a month. Points never fade in it (`half_life_days = 0`), so a score is simply a sum:

    score = fit, at most 70, + every counted activity so far; an MQL from 100 on, where behaviour is above 0.

As fit ends at 70, an MQL has 30 points of behaviour at least: "behaviour above 0" is met by itself.

Moments are UTC without zone, limits go by dates in Madrid (UTC+1, from 29 March 2026 on UTC+2). All stand in order.
No journey has a sales lead or an exit: each is one episode.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leaddash.agreement import Agreement, dump, parse
from leaddash.agreement.presets import preset

HARD_BOUNCE: dict[str, Any] = {
    "name": "hard bounce",
    "activity_type": ["hard_bounce"],
    "kind": "engagement",
    "points": -20,
    "limit": "1/month",
}


@dataclass(frozen=True)
class Done:
    """One activity: what it is, the rule it falls under (None: no rule), the points that count, the score after it."""

    at: datetime
    activity_type: str
    asset: str | None
    rule: str | None
    points: int
    score: int
    direction: str = "inbound"


@dataclass(frozen=True)
class Journey:
    """A lead, its fit after the cap, what it did, and the place in `done` at which it becomes an MQL, if it does."""

    shows: str
    created_at: datetime
    lead: dict[str, str | None]
    fit: int
    done: tuple[Done, ...]
    mql: int | None


def model() -> Agreement:
    """The agreement the journeys are worked under."""
    plain = dump(preset("gitlab"))
    plain["scoring"]["behaviour"].append(HARD_BOUNCE)
    return parse(plain)


def on(month: int, day: int, hour: int = 11, minute: int = 0) -> datetime:
    """A moment of 2026, in UTC."""
    return datetime(2026, month, day, hour, minute)


CAPPED = Journey(
    shows="the best fit there is, without behaviour, is no MQL",
    created_at=on(2, 2),
    lead={
        "account_id": "a1",  # business e-mail         35
        "email_domain": "acme.example",
        "job_title": "Chief Marketing Officer",  # high function  20
        "seniority": "c_level",  # high seniority      15
        "country": "ES",  # tier 1 or 2                 5
    },
    fit=70,  # 35 + 20 + 15 + 5 = 75, at most 70
    done=(
        # What no rule asks for counts nothing: behaviour stays 0.
        Done(on(2, 3), "email_open", "Newsletter", None, 0, 70),
        Done(on(2, 3, 11, 1), "email_click", "Newsletter", None, 0, 70),
        Done(on(2, 3, 11, 2), "page_view", "Customers", None, 0, 70),
        Done(on(2, 4), "call", None, None, 0, 70, direction="outbound"),  # we called: no hand raised
    ),
    mql=None,
)

RAISED = Journey(
    shows="a hand raise is an MQL at once; each kind of it counts once a local date",
    created_at=on(2, 2),
    lead={
        "account_id": "a2",  # business e-mail         35
        "email_domain": "acme.example",
        "job_title": "Technology Specialist",  # low function  10
        "seniority": "specialist",  # low seniority     5
        "country": "DE",  # tier 1 or 2                 5
    },
    fit=55,  # 35 + 10 + 5 + 5
    done=(
        Done(on(2, 10, 9), "form_submit", "Contact form", "contact request", 100, 155),  # 55 + 100
        Done(on(2, 10, 15), "form_submit", "Contact form", "contact request", 0, 155),  # the same date
        # Another rule, with a limit of its own, on the same date: 155 + 100.
        Done(on(2, 10, 16), "demo_request", "Demo request form", "demo request, call or meeting", 100, 255),
        Done(on(2, 10, 17), "call", None, "demo request, call or meeting", 0, 255),  # that rule had its one
        # 23:30 UTC on the 10th is 00:30 on the 11th in Madrid, the next date: 255 + 100.
        Done(on(2, 10, 23, 30), "form_submit", "Contact form", "contact request", 100, 355),
    ),
    mql=0,
)

WEEKLY = Journey(
    shows="once a week is seven dates after the last that counted, not a calendar week",
    created_at=on(2, 27),
    lead={
        "account_id": "a3",  # business e-mail         35
        "email_domain": "acme.example",
        "job_title": "Consultant",  # no function we know
        "seniority": None,
        "country": "FR",  # tier 1 or 2                 5
    },
    fit=40,  # 35 + 5
    done=(
        Done(on(3, 2), "pricing_page", "Pricing", "pricing page or price sheet", 25, 65),  # 40 + 25
        # 3 and 6 dates later: too soon, and the price sheet shares the pricing page's rule.
        Done(on(3, 5), "price_sheet", "Price sheet 2026", "pricing page or price sheet", 0, 65),
        Done(on(3, 8), "pricing_page", "Pricing", "pricing page or price sheet", 0, 65),
        # 7 dates after the 2nd, the last that counted: 65 + 25.
        Done(on(3, 9, 8), "pricing_page", "Pricing", "pricing page or price sheet", 25, 90),
        Done(on(3, 9, 9), "form_submit", "Newsletter form", "subscription", 5, 95),  # 90 + 5
        Done(on(3, 15), "form_submit", "Newsletter form", "subscription", 0, 95),  # 6 dates later
        Done(on(3, 16), "form_submit", "Newsletter form", "subscription", 5, 100),  # 7 dates later: 95 + 5 = 100
    ),
    mql=6,
)

PENALISED = Journey(
    shows="negative points have limits too, once a day and once a month, and are made good by programmes",
    created_at=on(2, 27),
    lead={
        "account_id": "a4",  # business e-mail         35
        "email_domain": "acme.example",
        "job_title": "Operations Manager",  # medium function  15
        "seniority": "manager",  # medium seniority   15
        "country": "IT",  # tier 1 or 2                 5
    },
    fit=70,  # 35 + 15 + 15 + 5 = 70, the cap exactly
    done=(
        Done(on(3, 2), "careers_page", None, "careers page or unsubscribed", -10, 60),  # 70 − 10
        Done(on(3, 2, 12), "unsubscribe", None, "careers page or unsubscribed", 0, 60),  # the same rule and date
        Done(on(3, 3), "hard_bounce", None, "hard bounce", -20, 40),  # 60 − 20
        Done(on(3, 20), "hard_bounce", None, "hard bounce", 0, 40),  # 17 dates after the 3rd
        Done(on(4, 1), "hard_bounce", None, "hard bounce", 0, 40),  # 29 dates after the 3rd: March has 31 days
        Done(on(4, 2), "hard_bounce", None, "hard bounce", -20, 20),  # 30 dates after the 3rd: 40 − 20
        Done(on(4, 8), "trial", "Trial", "trial", 20, 40),  # 20 + 20
        Done(on(4, 8, 15), "trial", "Trial", "trial", 0, 40),  # once a day
        # Webinars count every time: 40 + 40, then + 40. Behaviour is −10 − 20 − 20 + 20 + 40 + 40 = 50 by then.
        Done(on(4, 9), "webinar_attended", "Webinar: Customers tell", "own webinar", 40, 80),
        Done(on(4, 9, 14), "webinar_attended", "Webinar: Product in practice", "own webinar", 40, 120),
    ),
    mql=9,
)

EXACT = Journey(
    shows="content and key pages add to 100 exactly, which is enough; content counts every time",
    created_at=on(5, 4),
    lead={
        "account_id": "a5",  # business e-mail         35
        "email_domain": "acme.example",
        "job_title": "Technology Architect",  # low function  10
        "seniority": None,
        "country": "JP",  # in no tier
    },
    fit=45,  # 35 + 10
    done=(
        Done(on(5, 5), "pricing_page", "Pricing", "pricing page or price sheet", 25, 70),  # 45 + 25
        Done(on(5, 6), "content_download", "White paper: One funnel for two teams", "gated content", 15, 85),
        # Another one on the same date: 85 + 15 = 100.
        Done(on(5, 6, 12), "content_download", "Case study: Software", "gated content", 15, 100),
        # What comes before the general rule: a report, and a booth as no event of ours.
        Done(on(5, 7), "content_download", "Analyst report: Revenue operations", "analyst report", 35, 135),
        Done(on(5, 8), "event_attended", "Trade show winter", "booth at an event", 20, 155),
        Done(on(5, 9), "event_attended", "Own user day", "own event", 40, 195),
    ),
    mql=2,
)

GENERIC = Journey(
    shows="a free-mail address and a student's title take away so much that a hand raise alone is no MQL",
    created_at=on(6, 1),
    lead={
        "account_id": None,  # no business e-mail
        "email_domain": "gmail.com",  # generic e-mail   −10
        "job_title": "Student",  # negative function   −20
        "seniority": "student",  # negative seniority  −10
        "country": "US",  # tier 1 or 2                 5
    },
    fit=-35,  # −10 − 20 − 10 + 5
    done=(
        Done(on(6, 2), "form_submit", "Contact form", "contact request", 100, 65),  # −35 + 100: below 100
        Done(on(6, 3), "page_view", "Product tour", "features page", 25, 90),  # 65 + 25
        Done(on(6, 5), "page_view", "Product tour", "features page", 0, 90),  # 2 dates later
        Done(on(6, 5, 12), "form_submit", "Template form", "gated content", 15, 105),  # 90 + 15
    ),
    mql=3,
)

JOURNEYS = (CAPPED, RAISED, WEEKLY, PENALISED, EXACT, GENERIC)
