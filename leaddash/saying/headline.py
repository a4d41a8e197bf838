"""A headline figure, and how it changed against the period before."""

from __future__ import annotations

from dataclasses import dataclass, field

from leaddash.saying.change import count_change, rate_change
from leaddash.stats import THIN
from leaddash.words import Words

Part = tuple[int, int]
"""A share as counts: so many of so many."""


@dataclass(frozen=True)
class Headline:
    """A figure with its label, its change against the period before (or what it is of), and its course.

    `link` opens the leads behind it; it is empty where they cannot be listed. `counts` names the
    metric that counts it.
    """

    label: str
    value: str
    change: str
    course: list[float] = field(default_factory=list)
    help: str = ""
    is_count: bool = False
    link: dict[str, str] = field(default_factory=dict)
    counts: str = ""


def count_changed(now: int, was: int | None, words: Words, name: str) -> str:
    """How a count changed against the period of a name; nothing where there was none."""
    if was is None:
        return ""
    change = count_change(now, was)
    return words(f"headline.{change.direction}", was=words.number(change.before), before=name)


def rate_changed(now: Part, was: Part | None, words: Words, name: str) -> str:
    """How a share changed, or how many cases it rests on where these or those before are too few to compare."""
    cases = now[1]
    if 0 < cases < THIN:
        return words("headline.thin", n=cases)
    if not cases or was is None or was[1] < THIN:
        return words("headline.based", n=cases)
    change = rate_change(now, was)
    return words(f"headline.{change.direction}", was=words.share(change.before), before=name)
