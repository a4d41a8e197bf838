"""What a list of leads is a list of."""

from __future__ import annotations

from leaddash.words import Words


def leads_sentence(count: int, words: Words, stage: str, figure: str, period: str) -> str:
    """How many episodes stand behind a figure, in words."""
    told = {"stage": words(f"stage.{stage}"), "figure": words(f"figure.{figure}"), "period": period}
    return words("insight.leads.behind", n=count, **told)
