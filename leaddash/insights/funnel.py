"""What the funnel says in each of its readings."""

from __future__ import annotations

import pandas as pd

from leaddash.stats import THIN
from leaddash.words import Words


def funnel_sentence(frame: pd.DataFrame, words: Words, reading: str, period: str) -> str:
    """Where the funnel loses most (cohort), what moved most (flow) or where most leads stand (stock)."""
    if reading == "stock":
        return _stock(frame, words, period)
    return _flow(frame, words, period) if reading == "flow" else _cohort(frame, words, period)


def _cohort(frame: pd.DataFrame, words: Words, period: str) -> str:
    sound = frame[frame["rate_entered"].fillna(0) >= THIN]
    if sound.empty:
        return words("insight.funnel.thin", period=period, thin=THIN)
    weakest = sound.loc[sound["rate"].astype(float).idxmin()]
    return words(
        "insight.funnel.cohort",
        period=period,
        stage=words(f"stage.{weakest['stage']}"),
        share=words.share(weakest["rate"]),
        low=words.share(weakest["rate_low"]),
        high=words.share(weakest["rate_high"]),
        cases=int(weakest["rate_entered"]),
    )


def _flow(frame: pd.DataFrame, words: Words, period: str) -> str:
    mql, customer = (frame[frame["stage"] == stage].iloc[0] for stage in ("mql", "customer"))
    counts = {"mqls": mql["entered"], "moved": mql["flow_out"], "customers": customer["entered"]}
    told = words.listed([words(f"insight.flow.{name}", n=int(count)) for name, count in counts.items()])
    return words("insight.funnel.flow", period=period, told=told)


def _stock(frame: pd.DataFrame, words: Words, period: str) -> str:
    open_stages = frame[frame["stage"].isin(["mql", "sales_lead", "opportunity"])]
    fullest = open_stages.loc[open_stages["balance_end"].astype(int).idxmax()]
    if not int(fullest["balance_end"]):
        return words("insight.funnel.stock_none", period=period)
    change = int(fullest["balance_end"] - fullest["balance_start"])
    kind = "grew" if change > 0 else "shrank" if change < 0 else "kept"
    told = {
        "stage": words(f"stage.{fullest['stage']}"),
        "count": int(fullest["balance_end"]),
        "change": abs(change),
    }
    return words(f"insight.funnel.stock_{kind}", period=period, **told)
