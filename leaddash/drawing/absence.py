"""Why there is nothing to draw, and what would change that: a sentence that is true for its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf

import pandas as pd

from leaddash.agreement import STAGES
from leaddash.words import Words

REACHED = {"qualify": ("sales_lead", "opportunity", "customer"), "win": ("customer",)}
"""The outcomes that are stages, and the stages whose entries tell of them."""


@dataclass(frozen=True)
class Reach:
    """What the data hold by as-of, whatever period and filters ask; by default nothing is known to be missing.

    `entered` has how many ever entered each stage, `recorded` the stages that anybody ever entered otherwise than by
    skipping, `days` how long the data are; `is_filtered` says that less is asked of them.
    """

    entered: Mapping[str, int] = field(default_factory=dict)
    recorded: frozenset[str] = frozenset()
    days: float = inf
    is_filtered: bool = False

    def is_empty(self, stage: str) -> bool:
        """Whether nobody ever entered a stage."""
        return self.entered.get(stage, 1) == 0

    def is_passed_by(self, stage: str) -> bool:
        """Whether all who ever entered a stage only passed it by on their way to a later one."""
        return self.entered.get(stage, 0) > 0 and stage not in self.recorded

    def leads_nowhere(self, stage: str) -> bool:
        """Whether nobody was ever recorded to enter a later stage, so that nobody knows who went on from this one."""
        return bool(self.entered) and not self.recorded.intersection(STAGES[STAGES.index(stage) + 1 :])

    def tells_nothing_of(self, outcome: str) -> bool:
        """Whether an outcome is a stage to which nobody was ever recorded to get, nor beyond."""
        stages = REACHED.get(outcome, ())
        return bool(self.entered and stages) and not self.recorded.intersection(stages)

    def is_silent(self, stage: str) -> bool:
        """Whether no share that goes on from a stage can be told, since it or all that follows is not recorded."""
        return self.is_passed_by(stage) or self.leads_nowhere(stage)

    def next_step(self, words: Words) -> str:
        """What may show something: another period, or fewer filters where there are some."""
        return words(f"empty.step.{'filter' if self.is_filtered else 'period'}")

    def nobody(self, words: Words, key: str, stage: str) -> str:
        """That there is nobody at a stage, in the words of a key, or that there never was."""
        name = words(f"stage.{stage}")
        if self.is_empty(stage):
            return words("empty.never_entered", stage=name)
        if self.is_passed_by(stage):
            return words("empty.passed_by", stage=name)
        if self.leads_nowhere(stage) and key != "exits":
            return words("empty.leads_nowhere", stage=name)
        return f"{words(f'empty.{key}', stage=name)} {self.next_step(words)}"

    def too_soon(self, words: Words, days: float, key: str, **named: str) -> str:
        """That nobody's time of some days is over: since the data are shorter than that, or in the words of a key."""
        if days > self.days:
            return words("empty.too_short", n=round(days), held=words.number(int(self.days)))
        return words(f"empty.{key}", **named)


ANYTHING = Reach()
"""Of which nothing is known to be missing."""


def reach_of(ever: pd.DataFrame, length: timedelta, *, is_filtered: bool = False) -> Reach:
    """The reach of data of a length; `ever` is the funnel of all of them."""
    entered = {row.stage: int(row.entered) for row in ever.itertuples()}
    return Reach(entered, frozenset(recorded(ever)), length / timedelta(days=1), is_filtered)


def recorded(ever: pd.DataFrame) -> list[str]:
    """Stages that somebody was ever recorded or derived to enter, of the funnel of all data: not only by skipping."""
    is_entered = ever["entered"].fillna(0).astype(int) > ever["skipped"].fillna(0).astype(int)
    return [str(stage) for stage in ever.loc[is_entered, "stage"]]
