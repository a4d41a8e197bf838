"""Whether promises are kept, who waits past due, and what another promise would change."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.saying.change import rate_change
from leaddash.saying.headline import Headline, Part, rate_changed
from leaddash.stats import THIN
from leaddash.subjects.promises.metrics.sla import sla
from leaddash.subjects.promises.owed import Owed, late_in_words, past_due_headline
from leaddash.subjects.promises.worklist import Group, Nobody
from leaddash.words import Words, promise_name

EXECUTIVE = "executive"
MOST_PROMISES = 3


def owing_sentence(owed_now: Owed, words: Words) -> str:
    """How many leads are past due on any promise, and how many promises can still be kept; that none is, if so."""
    if not owed_now.leads:
        return words("insight.owing.none", n=owed_now.still_open) if owed_now.still_open else words("insight.owing.all")
    rest = words("insight.owing.rest", n=owed_now.still_open) if owed_now.still_open else words("insight.owing.no_rest")
    return words("insight.owing.late", n=owed_now.leads, rest=rest)


def begin_sentence(begin: Group | None, name: str, nobody: Nobody, month: str, words: Words) -> str:
    """With whom to begin, of whom it says what can still be kept and what is late; and what nobody was given.

    Nothing where nobody holds a lead that is owed anything and no MQL waits; `month` is that of as-of.
    """
    told = []
    if begin is not None:
        counts = {"kept": begin.in_time, "late": begin.late}
        counted = [words(f"insight.owing.begin_{key}", n=count) for key, count in counts.items() if count]
        told.append(words("insight.owing.begin", name=name, counts=words("insight.owing.and").join(counted)))
    if nobody.count:
        new = words("insight.owing.of_month", n=nobody.of_month, month=month) if nobody.of_month else ""
        told.append(words("insight.owing.nobody", n=nobody.count, new=new))
    return " ".join(told)


def sla_sentence(
    now: pd.DataFrame, before: pd.DataFrame | None, owed_now: Owed | None, words: Words, names: tuple[str, str]
) -> str:
    """How often the first promise was kept in the period, against the one before; and who is past due on any, if told.

    `now` and `before` are of the metric `sla`: the promises of which anything is written down.
    """
    if now.empty:
        return words("insight.sla.no_promises")
    row = now.iloc[0]
    kept, due = _kept(row)
    told = {"period": names[0], "late": late_in_words(owed_now, words) if owed_now else ""}
    if not due:
        return words("insight.sla.none", promise=promise_name(row["promise"], words), **told)
    counted = {"n": kept, "due": due_in_words(row["promise"], due, words), **told}
    if due < THIN:
        return words("insight.sla.thin", **counted)
    share, low, high = (words.share(row[f"compliance{end}"]) for end in ("", "_low", "_high"))
    change = _change((kept, due), _before(row["promise"], before), words, names[1])
    return words("insight.sla.kept", share=share, low=low, high=high, change=change, **counted)


def what_if_sentence(
    agreed: pd.DataFrame,
    proposed: pd.DataFrame,
    notices_agreed: pd.DataFrame,
    notices_proposed: pd.DataFrame,
    words: Words,
    promise: str,
    name: str,
    target: str,
) -> str:
    """What share of a promise would have been kept under a proposal, and how often executives told, against as agreed.

    The first two are of the metric `sla`, the next of `escalations`; `name` is what the period is called and `target`
    the proposed target in words (`words.duration`).
    """
    (kept, due), (was_kept, was_due) = (_before(promise, frame) or (0, 0) for frame in (proposed, agreed))
    asked = {"period": name, "target": target}
    if not due:
        return words("insight.what_if.none", promise=promise_name(promise, words), **asked)
    if min(due, was_due) < THIN:
        return words("insight.what_if.thin", due=due_in_words(promise, min(due, was_due), words), **asked)
    return words(
        "insight.what_if.kept",
        share=words.share(kept / due),
        due=due_in_words(promise, due, words),
        sent=words("insight.what_if.sent", n=to_executives(notices_proposed, promise)),
        was=words.share(was_kept / was_due),
        cases=was_due,
        before=words("insight.what_if.before", n=to_executives(notices_agreed, promise)),
        **asked,
    )


def sla_headlines(
    now: pd.DataFrame, before: pd.DataFrame | None, trend: pd.DataFrame, owed_now: Owed, words: Words, name: str
) -> list[Headline]:
    """Two figures of the overview: the share kept of the first promise, and who is past due; none without a promise.

    `trend` is of the metric `sla_trend`; `name` is what the period before is called.
    """
    return promise_headlines(now.head(1), before, trend, owed_now, words, name)


def promise_headlines(
    now: pd.DataFrame, before: pd.DataFrame | None, trend: pd.DataFrame, owed_now: Owed, words: Words, name: str
) -> list[Headline]:
    """The share kept of each of the first three promises, and who is past due on any."""
    rows = [row for _, row in now.head(MOST_PROMISES).iterrows()]
    courses = [trend[trend["promise"] == row["promise"]] for row in rows]
    kept = [_share_kept(row, before, course, words, name) for row, course in zip(rows, courses, strict=True)]
    return [*kept, past_due_headline(owed_now, trend, words)] if rows else []


def due_in_words(promise: str, due: int, words: Words) -> str:
    """So many of what a promise promises: first touches, or cases of one of the user's own."""
    own = promise if words.has(f"insight.sla.due.{promise}.other") else "other"
    told = {} if own == promise else {"promise": promise_name(promise, words)}
    return words(f"insight.sla.due.{own}", n=due, **told)


def to_executives(notices: pd.DataFrame, promise: str) -> int:
    """How often executives were told of a promise: once for each lead and step, however many they are."""
    told = notices[(notices["promise"] == promise) & (notices["to_role"] == EXECUTIVE)]
    return len(told[["lead_id", "step", "at"]].drop_duplicates())


def _share_kept(row: Any, before: pd.DataFrame | None, course: pd.DataFrame, words: Words, name: str) -> Headline:
    promise = str(row["promise"])
    named = promise_name(promise, words)
    is_touch = promise == "first_touch"
    return Headline(
        label=words("headline.sla_first_touch") if is_touch else words("headline.sla_kept", promise=named),
        value=words.share(row["compliance"]),
        change=rate_changed(_kept(row), _before(promise, before), words, name),
        course=course["compliance"].astype(float).tolist(),
        help=words("headline.sla_kept_help", promise=named),
        is_count=False,
        link={"figure": "due", "promise": promise},
        counts=sla.name,
    )


def _change(now: Part, was: Part | None, words: Words, name: str) -> str:
    """How the share changed; nothing where that of the period before is not known or thin."""
    if was is None or was[1] < THIN:
        return ""
    change = rate_change(now, was)
    return words(f"insight.sla.change.{change.direction}", was=words.share(change.before), before=name)


def _before(promise: str, frame: pd.DataFrame | None) -> Part | None:
    """How many of those due of a promise were kept in a period; None where it is not known."""
    rows = None if frame is None else frame[frame["promise"] == promise]
    return None if rows is None or rows.empty else _kept(rows.iloc[0])


def _kept(row: Any) -> Part:
    return int(row["kept"]), int(row["due"])
