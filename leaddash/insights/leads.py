"""What a list of leads is a list of."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.words import Words


def leads_sentence(count: int, words: Words, asked: Mapping[str, str | None], period: str) -> str:
    """How many episodes stand behind a figure, in words; `asked` is the figure, its stage, exit and reason."""
    exit_, reason = asked["exit"], asked["reason"]
    kinds = [words(f"exit.{exit_}")] if exit_ else []
    kinds += [reason or words("slice.no_reason")] if reason is not None else []
    figure = ": ".join([words(f"figure.{asked['figure']}"), *kinds])
    told = {"stage": words(f"stage.{asked['stage'] or 'any'}"), "figure": figure, "period": period}
    return words("insight.leads.behind", n=count, **told)
