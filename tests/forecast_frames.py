"""Frames of the forecast made by hand, as its metrics answer them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from leaddash import agreement
from leaddash.fiscal import Fiscal
from leaddash.subjects.forecast.metrics.forecast_accuracy import BY_MEASURE
from leaddash.subjects.forecast.metrics.forecast_summary import COLUMNS as SUMMARY
from leaddash.subjects.forecast.metrics.forecast_trend import COLUMNS as TREND
from leaddash.subjects.forecast.movements import CATEGORIES, MOVEMENTS

ZONE = "Europe/Madrid"
QUARTER = Fiscal(date(2026, 7, 1), date(2026, 10, 1), ZONE)
NOW, AFTER = datetime(2026, 9, 14, 10), datetime(2026, 10, 5, 10)
WEEK_AGO = datetime(2026, 9, 7, 10)
RULES = agreement.parse({"timezone": ZONE})
SPAN = {"period": "custom", "since": "2026-07-01", "until": "2026-09-30"}
RANGE = {"projected": 431e3, "low_80": 402e3, "high_80": 463e3, "low_95": 386e3, "high_95": 482e3}
KNOWN = {**RANGE, "from_period": 90e3, "from_other": 12e3, "from_new": 11e3, "new_in_hand": 4e3, "new_to_come": 2e3}


def summary(**told: Any) -> pd.DataFrame:
    """The summary of a quarter with 318 k won against a goal of 450 k, but for what is told."""
    whole = {
        "since": QUARTER.first,
        "until": QUARTER.after,
        "days": 92,
        "days_gone": 76,
        "goal": 450e3,
        "won": 318e3,
        "won_deals": 21,
        "commit": 376e3,
        "best_case": 423e3,
        "open": 167e3,
        "to_go": 132e3,
        "to_create": 60e3,
        "goal_odds": 20,
        "history": 4,
        "thin": False,
        "record_periods": 6,
        "record_held": 5,
        **KNOWN,
        "stamped_elsewhere": 0,
        "imputed": 0,
        **told,
    }
    return pd.DataFrame([{name: whole.get(name) for name in SUMMARY}])


def unknown(**told: Any) -> pd.DataFrame:
    """The summary of a period of which nothing is projected."""
    return summary(**dict.fromkeys([*KNOWN, "goal_odds", "to_create"], float("nan")), **told)


def categories(**told: tuple[int, float]) -> pd.DataFrame:
    """The forecast by category: deals and amount of each that is told."""
    rows, deals, amount = [], 0, 0.0
    for name in CATEGORIES:
        own = told.get(name, (0, 0.0))
        deals, amount = deals + own[0], amount + own[1]
        sums = (deals, amount) if name != "omitted" else (None, None)
        rows.append((name, *own, *sums, 0, 0, 0))
    columns = ["category", "deals", "amount", "cumulative_deals", "cumulative_amount", "overdue", "without_amount"]
    return pd.DataFrame(rows, columns=[*columns, "unconverted"])


def movement(**told: tuple[int, float]) -> pd.DataFrame:
    """A bridge of the pipeline: deals and amount of each part that is told; the end as it comes out."""
    known = {name: told.get(name, (0, 0.0)) for name in MOVEMENTS}
    parts = [known[name] for name in MOVEMENTS[:-1]]
    deals = sum(one[0] for name, one in known.items() if name not in ("raised", "lowered", "end"))
    known["end"] = (deals, sum(amount for _, amount in parts))
    rows = [(name, *one) for name, one in known.items()]
    return pd.DataFrame(rows, columns=["movement", "deals", "amount"])


def trend(days: int, **told: float) -> pd.DataFrame:
    """So many days of a quarter: what is won grows by 4 k a day; of the other columns what is told."""
    dates = pd.date_range("2026-07-01", periods=days)
    whole = {"commit": 376e3, "best_case": 423e3, "goal": 450e3, **RANGE, **told}
    rows = [{"day": day, "won": 4e3 * place, **whole} for place, day in enumerate(dates)]
    return pd.DataFrame(rows, columns=TREND)


def accuracy(**errors: list[float]) -> pd.DataFrame:
    """Mean errors of measures with 1, 2 … weeks to go, of twelve periods."""
    rows = [
        {"measure": name, "weeks_to_go": week, "periods": 12, "bias": 0.0, "mape": error, "within_15": 0.5}
        for name, own in errors.items()
        for week, error in enumerate(own, 1)
    ]
    return pd.DataFrame(rows, columns=BY_MEASURE)


def deal(number: int, flags: str, amount: float | None = 10_000.0, **told: Any) -> dict[str, Any]:
    """An open deal with its flags."""
    known = {"opportunity_id": f"o{number}", "lead_id": f"l{number}", "name": f"Deal {number}", "person": "p"}
    known |= {"category": "commit", "class": "in", "amount": amount, "close_date": pd.Timestamp("2026-09-30")}
    known |= {"age_days": 100.0, "stage_days": 64.4, "pushes": 3, "last_activity_at": pd.Timestamp("2026-08-29 10:00")}
    return {**known, "flags": flags, **told}
