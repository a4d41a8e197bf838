"""What a list of leads is a list of."""

from __future__ import annotations

from collections.abc import Mapping

from leaddash.words import Words, promise_name


def leads_sentence(count: int, words: Words, kind: str, asked: Mapping[str, str | None], period: str) -> str:
    """How many cases stand behind a figure, in words.

    `kind` says what is listed: episodes of the `funnel`, hand-overs (`response`), promises (`sla`); `asked` is the
    figure with what narrows it (a stage, exit and reason; a bucket; a promise).
    """
    figure = ": ".join([words(f"figure.{asked['figure']}"), *_narrowed(asked, words)])
    told = {"figure": figure, "period": period}
    if kind == "funnel":
        return words("insight.leads.behind", n=count, stage=words(f"stage.{asked['stage'] or 'any'}"), **told)
    return words(f"insight.leads.{kind}", n=count, **told)


def _narrowed(asked: Mapping[str, str | None], words: Words) -> list[str]:
    """What narrows a figure, in words."""
    exit_, reason, bucket, promise = (asked.get(name) for name in ("exit", "reason", "bucket", "promise"))
    kinds = [words(f"way.{exit_}" if words.has(f"way.{exit_}") else f"exit.{exit_}")] if exit_ else []
    kinds += [reason or words("slice.no_reason")] if reason is not None else []
    kinds += [words(f"bucket.{bucket}")] if bucket else []
    return kinds + ([promise_name(promise, words)] if promise else [])
