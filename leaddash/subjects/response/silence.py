"""What the Response page cannot say, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from leaddash.drawing.absence import Reach
from leaddash.subjects.response.metrics.response_curve import OUTCOMES
from leaddash.subjects.response.metrics.response_curve_adjusted import TIMED_BUCKETS
from leaddash.words import Words


def known_outcomes(reach: Reach, *, knows_contacts: bool) -> list[str]:
    """The outcomes of which the data tell: contacts where any got through, stages where anybody ever got there."""
    return [one for one in OUTCOMES if (knows_contacts if one == "contact" else not reach.tells_nothing_of(one))]


@dataclass(frozen=True)
class Silence:
    """Why parts of the Response page have nothing to say, each a sentence or nothing.

    `page`: there is no hand-over; `touches`: nobody writes down who touched whom; `outcome`: nor what came of it;
    `curve` and `people`: these or that nobody's time is over.
    """

    page: str
    touches: str
    outcome: str
    curve: str
    people: str

    @property
    def sentence(self) -> str:
        """What takes the place of the page's sentence."""
        return self.page or self.touches or self.outcome


def silence(
    reach: Reach,
    words: Words,
    raw: pd.DataFrame,
    people: pd.DataFrame,
    outcome: str,
    *,
    nobody: str,
    horizons: Mapping[Any, float],
) -> Silence:
    """What the Response page cannot say of an outcome; `nobody` says why there is no hand-over, horizons are in days.

    `raw` is of the metric `response_curve`, without rows where nothing is known of touches.
    """
    touches = untold("touch", words) if raw.empty and not nobody else ""
    cases = f"{outcome}_leads"
    is_untold = people[cases].isna().all() if len(people) else False
    unknown = untold(outcome, words) if not nobody and (is_untold or reach.tells_nothing_of(outcome)) else ""
    timed = raw[raw["bucket"].isin(TIMED_BUCKETS)]
    curve = "" if timed[cases].fillna(0).sum() else words("empty.none_answered", n=int(raw["leads"].sum()))
    if timed["leads"].sum():
        curve = curve and reach.too_soon(words, horizons[outcome], "response_curve")
    owned = "" if people[cases].fillna(0).sum() else reach.too_soon(words, horizons[outcome], "people")
    return Silence(nobody, touches, unknown, nobody or touches or unknown or curve, nobody or unknown or owned)


def nobody_given(reach: Reach, words: Words, given: int, ever: int, start: str) -> str:
    """Why nobody was handed over in the period, though some may ever have been; nothing where somebody was."""
    if given:
        return ""
    if ever:
        return f"{words('empty.hand_overs')} {reach.next_step(words)}"
    if start == "hand_over":
        return words("empty.no_hand_overs")
    return words("empty.no_starts", start=words(f"start.{start}"))


def untold(what: str, words: Words) -> str:
    """That the data tell nothing of touches or an outcome, and what is missing in them."""
    text = words(f"empty.no_{what}")
    return text[:1].upper() + text[1:]
