"""What other scoring rules would send to sales, and what may be said of the leads that they add."""

from __future__ import annotations

from dataclasses import dataclass

from leaddash.stats import THIN, wilson
from leaddash.words import Words

DOUBTFUL = 0.1
"""A load of less than this part of the agreed capacity lets doubt that it is the capacity."""


@dataclass(frozen=True)
class LabFigures:
    """MQLs of a period under the rules asked and the agreed ones, and what goes with them; None is not known.

    `recorded` is what the CRM counted, `flips_in` and `flips_out` who enters and leaves for good (0 and 0 where the
    rules are the agreed ones); `moved_in` and `moved_out` are who comes from and goes to an earlier and a later period.
    `per_rep_per_day` is the workload and `capacity` what is agreed of it. `is_another`: whether the rules are another
    model's than the agreed one, whatever they come to.
    """

    mqls: int
    mqls_agreed: int
    recorded: int | None
    flips_in: int | None
    flips_out: int | None
    threshold: float
    per_rep_per_day: float | None
    capacity: float | None
    moved_in: tuple[int, int] = (0, 0)
    moved_out: tuple[int, int] = (0, 0)
    is_another: bool = False

    @property
    def is_as_agreed(self) -> bool:
        """Whether the agreed rules send the very same leads."""
        is_same = self.mqls == self.mqls_agreed and (self.flips_in, self.flips_out) == (0, 0)
        return is_same and not self.is_another and not any((*self.moved_in, *self.moved_out))


def lab_sentence(now: LabFigures, words: Words, period_name: str) -> str:
    """How many passes the rules would have sent to sales, against the agreed ones, and how much work that is."""
    return _volume(now, words, period_name) + _workload(now, words)


def worked_sentence(newly: int, ever_worked: int | None, succeeded: int, words: Words) -> str:
    """What is known of the passes that enter: how many were ever worked, and between which ends their rate must lie.

    If all that were never worked had failed the rate would be the lower end, had all succeeded the upper one. Of fewer
    than 30 worked no rate of their own is told. `ever_worked` is None where nobody knows who was.
    """
    if not newly:
        return words("insight.worked.nobody")
    if ever_worked is None:
        return words("insight.worked.unknown")
    if not ever_worked:
        return words("insight.worked.none", n=newly)
    told = {"n": newly, "worked": words("insight.worked.ever", n=ever_worked), "succeeded": succeeded}
    if ever_worked < THIN:
        said = words("insight.worked.thin", **told)
    else:
        low, high = wilson([succeeded], [ever_worked])
        ends = {"low": words.share(low[0]), "high": words.share(high[0])}
        said = words("insight.worked.rated", share=words.share(succeeded / ever_worked), **ends, **told)
    return f"{said}{_bounds(newly, ever_worked, succeeded, words)}."


def _volume(now: LabFigures, words: Words, period: str) -> str:
    if now.is_as_agreed:
        return words("insight.lab.agreed", n=now.mqls, period=period, recorded=_recorded(now, words))
    asked = {"n": now.mqls, "period": period, "agreed": now.mqls_agreed, "flips": _flips(now, words)}
    if not now.mqls:
        at = words.number(now.threshold, 0 if float(now.threshold).is_integer() else 1)
        if not now.mqls_agreed:
            return words("insight.lab.neither", threshold=at, period=period)
        return words("insight.lab.none", threshold=at, **asked)
    if now.mqls == now.mqls_agreed:
        return words("insight.lab.same", **asked)
    if not now.mqls_agreed:
        return words("insight.lab.first", **asked)
    difference = now.mqls - now.mqls_agreed
    share = words.share(abs(difference) / now.mqls_agreed)
    kind = "more" if difference > 0 else "fewer"
    return words(f"insight.lab.{kind}", difference=abs(difference), share=share, **asked)


def _recorded(now: LabFigures, words: Words) -> str:
    """What the CRM counted; nothing where it records no MQLs."""
    if now.recorded is None:
        return ""
    return words("insight.lab.recorded", n=now.recorded) if now.recorded else words("insight.lab.unrecorded")


def _flips(now: LabFigures, words: Words) -> str:
    """Who enters and leaves, and who only does so at another time; nothing while that is not known."""
    if now.flips_in is None or now.flips_out is None:
        return ""
    entering = words("insight.lab.enter", n=now.flips_in) if now.flips_in else words("insight.lab.enter_none")
    leaving = words("insight.lab.leave", n=now.flips_out) if now.flips_out else words("insight.lab.leave_none")
    told = [entering, *_moves("moved_in", now.moved_in, words), leaving, *_moves("moved_out", now.moved_out, words)]
    return words("insight.lab.flips", told=words.listed(told))


def _moves(kind: str, moved: tuple[int, int], words: Words) -> list[str]:
    """Who comes from, or goes to, an earlier and a later period."""
    ways = zip(("earlier", "later"), moved, strict=True)
    return [words(f"insight.lab.{kind}.{way}", n=n) for way, n in ways if n]


def _workload(now: LabFigures, words: Words) -> str:
    """MQLs for each rep on each working day, against what is agreed; nothing where nobody shares them.

    Where so much more is agreed that it can hardly be meant, it is said how many times as much, and asked.
    """
    if now.per_rep_per_day is None:
        return ""
    each = words.number(now.per_rep_per_day, 1)
    if now.capacity is None:
        return f" {words('insight.lab.workload', each=each)}"
    capacity = words.number(now.capacity, 0 if float(now.capacity).is_integer() else 1)
    if 0 < now.per_rep_per_day < now.capacity * DOUBTFUL:
        told = {"each": words.number(now.per_rep_per_day, 2), "capacity": capacity}
        times = words.number(round(now.capacity / now.per_rep_per_day))
        return f" {words('insight.lab.doubtful', times=times, **told)}"
    return f" {words(words.form('insight.lab.capacity', now.capacity), each=each, n=capacity)}"


def _bounds(newly: int, ever_worked: int, succeeded: int, words: Words) -> str:
    """The ends of the rate; nothing where every one was worked, so that nothing is open."""
    if newly == ever_worked:
        return ""
    low, high = succeeded / newly, (succeeded + newly - ever_worked) / newly
    return words("insight.worked.bounds", low=words.share(low), high=words.share(high))
