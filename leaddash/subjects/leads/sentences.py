"""What a list of leads is a list of."""

from __future__ import annotations

from collections.abc import Sequence

from leaddash.blocks.figure import Wanted
from leaddash.words import Words, promise_name


def leads_sentence(
    count: int, words: Words, kind: str, wanted: Wanted, period: str, slices: Sequence[str] = (), came_back: int = 0
) -> str:
    """How many leads stand behind a figure, in words, and how many of them only because they `came_back`.

    `kind` says what is listed: episodes of the `funnel`, hand-overs (`response`), promises (`sla`); `wanted` is the
    figure with what narrows it (a stage, exit and reason; a bucket; a promise), `slices` are those that the list alone
    is of.
    """
    names = [*_narrowed(wanted, words), *slices]
    figure = ": ".join(names if kind == "moves" else [words(f"figure.{wanted['figure']}"), *names])
    again = words("insight.leads.again", n=came_back) if came_back else ""
    told = {"figure": figure, "period": period, "again": again}
    if kind == "funnel":
        return words("insight.leads.behind", n=count, stage=words(f"stage.{wanted['stage'] or 'any'}"), **told)
    return words(f"insight.leads.{kind}", n=count, **told)


def _narrowed(wanted: Wanted, words: Words) -> list[str]:
    """What narrows a figure, in words."""
    exit_, reason, bucket, promise = (wanted.get(name) for name in ("exit", "reason", "bucket", "promise"))
    deals = [words(f"{key}.{wanted[key]}") for key in ("category", "movement") if wanted.get(key)]
    kinds = [words(f"way.{exit_}" if words.has(f"way.{exit_}") else f"exit.{exit_}")] if exit_ else []
    kinds += [reason or words("slice.no_reason")] if reason is not None else []
    kinds += [words(f"bucket.{bucket}")] if bucket else []
    return kinds + deals + ([promise_name(promise, words)] if promise else [])
