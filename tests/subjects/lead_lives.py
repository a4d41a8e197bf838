"""Lives of leads told moment by moment, and their lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from leaddash.blocks.look import Look
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import Palette
from leaddash.subjects.leads.charts.lanes import lanes
from leaddash.subjects.leads.life import Act, Deal, Holding, Life, Pass, Promise, Score, Stay
from leaddash.words import Words
from tests.hostile import TEXTS

ZONE = "Europe/Madrid"
AS_OF = datetime(2026, 9, 30, 10)
DAY = timedelta(days=1)


def on(day: str, hour: int = 9) -> datetime:
    """A moment of 2026, its month and day said as 09-25; of another year with it."""
    return datetime.fromisoformat(day if day.count("-") == 2 else f"2026-{day}") + timedelta(hours=hour)


CREATED = Life("L1", AS_OF, on("09-25"), passes=[Pass(1, on("09-25"))], stays=[Stay("new_name", 1, on("09-25"))])
"""Of which nothing is known but its creation."""
LATE = Life(
    "L2",
    AS_OF,
    on("08-12"),
    lead_name="Florian Zimmermann",
    company="Velora 18",
    job_title="Purchasing manager",
    source="webinar",
    campaign="Autumn",
    passes=[Pass(1, on("08-12"))],
    stays=[
        Stay("new_name", 1, on("08-12"), on("08-18")),
        Stay("engaged", 1, on("08-18"), on("08-25")),
        Stay("mql", 1, on("08-25"), on("08-31")),
        Stay("sales_lead", 1, on("08-31")),
    ],
    holdings=[
        Holding("p1", "Lena Becker", on("08-25", 10), on("08-31", 10)),
        Holding("p2", "Anna Hoffmann", on("08-31", 10), team="Europe"),
    ],
    assigned_at=[on("08-25", 10), on("08-31", 10)],
    promises=[
        Promise("first_touch", "broken", on("08-25", 10), on("08-25", 14), on("08-26"), None, -232, is_working=True),
        Promise("qualify", "kept", on("08-27"), on("09-03"), on("08-31"), None, 3 * 1440),
        Promise("convert", "overdue", on("08-31"), on("09-07"), None, None, -23 * 1440 - 60),
    ],
    acts=[
        Act(on("08-18"), "webinar_attended", "inbound", "Webinar", points=20, part="engagement"),
        Act(on("08-20"), "email_sent", "outbound", "Newsletter"),
        Act(on("08-24"), "page_view", "inbound", "Home", points=1, part="engagement"),
        Act(on("08-24", 10), "page_view", "inbound", "Blog"),
        Act(on("08-25", 8), "price_sheet", "inbound", points=30, part="intent"),
        Act(on("08-26"), "call", "outbound", None, "attempted", "p1", "Lena Becker"),
        Act(on("08-27"), "call", "outbound", None, "connected", "p1", "Lena Becker"),
        Act(on("09-04"), "email", "outbound", None, "attempted", "p2", "Anna Hoffmann"),
        Act(on("09-14"), "pricing_page", "inbound", "Pricing", points=25, part="intent"),
        Act(on("09-25"), "trial", "inbound", "Trial", points=40, part="intent"),
    ],
    scores=[Score(on("08-12"), 40, 0), Score(on("08-25", 8), 40, 78), Score(on("09-25"), 40, 112.4)],
    threshold=100,
)
"""Past due on its conversion, its last touch weeks ago."""
AHEAD = replace(
    LATE,
    promises=[Promise("convert", "running", on("09-28"), on("10-05"), None, None, 5 * 1440, notice_at=on("10-04"))],
)
UNASSIGNED = replace(
    LATE,
    stays=[*LATE.stays[:2], Stay("mql", 1, on("08-25"))],
    holdings=[],
    assigned_at=[],
    promises=[],
    acts=LATE.acts[:5],
    is_given_to_nobody=True,
)
SILENT = replace(LATE, promises=LATE.promises[:2])
CUSTOMER = replace(
    LATE,
    stays=[*LATE.stays[:3], Stay("sales_lead", 1, on("08-31"), on("09-02")), Stay("customer", 1, on("09-02"))],
    promises=LATE.promises[:2],
    deals=[Deal(on("09-01"), True, "Discovery", 12000, "EUR"), Deal(on("09-02"), False, "won", 12500, "EUR")],
)
LOST = replace(
    LATE,
    passes=[Pass(1, on("08-12"), on("09-10"), "lost", "price")],
    stays=[*LATE.stays[:3], Stay("sales_lead", 1, on("08-31"), on("09-10"))],
    promises=LATE.promises[:2],
)
TWICE = replace(
    LATE,
    created_at=on("2023-02-01"),
    passes=[Pass(1, on("2023-02-01"), on("2023-06-01"), "recycled", None), Pass(2, on("08-12"))],
    stays=[
        Stay("new_name", 1, on("2023-02-01"), on("2023-03-01")),
        Stay("mql", 1, on("2023-03-01"), on("2023-06-01")),
        *(replace(stay, episode=2) for stay in LATE.stays[1:]),
    ],
    scores=[Score(on("2023-02-01"), 40, 0), *LATE.scores[1:]],
)
UNKNOWN = replace(LATE, knows_touches=False, is_scored=False, holdings=[], promises=[])
"""Where nobody writes down who of ours did what, and nothing is scored."""
HOSTILE = replace(
    LATE,
    lead_name=TEXTS[0],
    company=TEXTS[1],
    job_title=TEXTS[2],
    holdings=[Holding("p", TEXTS[3], on("08-25", 10), team=TEXTS[4])],
    acts=[replace(act, asset=TEXTS[5], activity_type=TEXTS[6], outcome=TEXTS[7]) for act in LATE.acts],
    promises=[replace(promise, name=TEXTS[8 % len(TEXTS)]) for promise in LATE.promises],
)
LIVES = {
    "created": CREATED,
    "late": LATE,
    "ahead": AHEAD,
    "unassigned": UNASSIGNED,
    "silent": SILENT,
    "customer": CUSTOMER,
    "lost": LOST,
    "twice": TWICE,
    "unknown": UNKNOWN,
    "hostile": HOSTILE,
    "just created": replace(CREATED, as_of=CREATED.created_at),
    "below nothing": replace(LATE, scores=[Score(on("08-12"), -15, 0), Score(on("09-01"), -15, 4)]),
}


def _lanes(life: Life, *, is_whole: bool) -> Callable[[Words, Palette], Picture]:
    return lambda words, palette: lanes(life, Look(words, palette, ZONE), is_whole=is_whole)


LANES = {
    **{f"lanes of one {name}": _lanes(life, is_whole=True) for name, life in LIVES.items()},
    "lanes of a last pass": _lanes(TWICE, is_whole=False),
    "lanes of a last pass that has ended": _lanes(replace(LOST, created_at=on("2022-01-01")), is_whole=False),
}
"""Its lanes, of each of these lives."""
