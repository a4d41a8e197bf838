"""What happened to one lead, newest first, month by month, what is small of it folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from leaddash.blocks.look import Look
from leaddash.subjects.leads.life import Act, Deal, Holding, Life, Pass, Promise, Stay

Of = Stay | Pass | Holding | Promise | Deal | Act | None


@dataclass(frozen=True)
class Happening:
    """A thing that happened, `turn` its order among those of one second; `of` is what it happened to, or is."""

    at: datetime
    turn: int
    kind: str
    of: Of

    @property
    def is_milestone(self) -> bool:
        """Whether it is a step of the lead's way: a stage, an owner, a promise kept or missed, a deal, an exit."""
        return self.kind != "act" and not (isinstance(self.of, Deal) and self.of.stage is None)

    @property
    def is_small(self) -> bool:
        """Whether it is one of the many things that mean little."""
        return isinstance(self.of, Act) and self.of.is_small


Line = Sequence[Happening]
"""What stands on one line: one thing, or several small ones that followed each other, newest first."""


def happenings(life: Life) -> list[Happening]:
    """All that happened by as-of, the newest first."""
    every = sorted(_all(life), key=lambda happening: (happening.at, happening.turn))
    return every[::-1]


def months(life: Life, look: Look) -> list[tuple[tuple[int, int], list[Line]]]:
    """What happened by local year and month, the newest first, small things that follow each other on one line."""

    def month(happening: Happening) -> tuple[int, int]:
        local = look.local(happening.at)
        return local.year, local.month

    return [(key, folded(list(within))) for key, within in groupby(happenings(life), key=month)]


def folded(happened: Sequence[Happening]) -> list[Line]:
    """Small things that follow each other on one line, each other one on its own."""
    lines = list[Line]()
    for is_small, within in groupby(happened, key=lambda happening: happening.is_small):
        run = list(within)
        lines.extend([run] if is_small else [[happening] for happening in run])
    return lines


def _all(life: Life) -> Iterator[Happening]:
    if not life.stays:
        yield Happening(life.created_at, 0, "created", None)
    yield from (Happening(stay.since, 1, "stage", stay) for stay in life.stays)
    yield from (Happening(holding.since, 2, "owner", holding) for holding in life.holdings)
    yield from (Happening(deal.at, 3, "deal", deal) for deal in life.deals)
    yield from (Happening(act.at, 4, "act", act) for act in life.acts)
    yield from _of_promises(life)
    for passed in life.passes:
        if passed.exit is not None and passed.until is not None:
            yield Happening(passed.until, 6, "exit", passed)


def _of_promises(life: Life) -> Iterator[Happening]:
    """Promises when they were kept, or fell due unkept."""
    for promise in life.promises:
        if promise.outcome == "kept" and promise.stop_at is not None:
            yield Happening(promise.stop_at, 5, "kept", promise)
        elif promise.outcome in ("broken", "overdue"):
            yield Happening(promise.due_at, 5, "missed", promise)
