"""What moved since the last call the slow way: each opportunity at the two ends, and what that makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from .company import Company, Row
from .deals import Agreement, Deal, State, booked_in, class_of, is_of_period, state
from .forecast_questions import Call, call_of, in_slices, same_time
from .moments import local_date
from .slices import Filters

ENTRIES = ("new", "reopened", "pulled_in", "rolled_in")
CHANGES = ("raised", "lowered")
EXITS = ("won", "lost", "pushed_out", "pulled_out")
PIPELINE = ("start", *ENTRIES, *CHANGES, *EXITS, "end")
BOOKINGS = ("start", "won", "undone", "corrected", "end")
WEEK_DATES = 7

Part = tuple[str, int, Decimal]
"""A row that an opportunity adds to: its name, how many, how much."""


@dataclass(frozen=True)
class Pair:
    """An opportunity at the two ends; `last_open` is how it last stood open, up to as-of."""

    before: State | None
    after: State
    last_open: State
    in_before: bool
    in_after: bool
    won_between: bool
    would_be_in: bool

    @property
    def enters(self) -> bool:
        """Say whether it came into the scope, be it only to be won or lost at once."""
        came_and_lost = self.before is None and self.after.ending == "lost" and self.would_be_in
        return not self.in_before and (self.in_after or self.won_between or came_and_lost)

    @property
    def exits(self) -> bool:
        """Say whether it was in scope, or came into it, and no longer is."""
        return (self.in_before or self.enters) and not self.in_after


@dataclass(frozen=True)
class Moves:
    """A question about what moved between a moment and as-of."""

    call: Call
    compared: datetime

    def pairs(self, mine: list[Deal]) -> list[Pair]:
        """Give the opportunities of a slice that are there at as-of, each at the two ends."""
        return [self.pair(one, after) for one, after in self.call.now(mine)]

    def pair(self, one: Deal, after: State) -> Pair:
        """Put one opportunity at the two ends side by side."""
        before, last_open = one.at(self.compared, self.call.agreement), self.last_open(one)
        won_between = booked_in(after, self.call.period) and after.won_at is not None and after.won_at > self.compared
        return Pair(
            before=before,
            after=after,
            last_open=last_open,
            in_before=before is not None and self.is_in_scope(before, self.compared),
            in_after=self.is_in_scope(after, self.call.as_of),
            won_between=won_between,
            would_be_in=self.is_in_scope(last_open, self.call.as_of),
        )

    def last_open(self, one: Deal) -> State:
        """Say how an opportunity stood when it last was open, change by change; before the first it is."""
        known = [row for row in one.changes if row["changed_at"] <= self.call.as_of]
        stood = [state(known[:number], one.created_at, self.call.agreement) for number in range(len(known) + 1)]
        return [then for then in stood if then.ending == "open"][-1]

    def is_in_scope(self, then: State, at: datetime) -> bool:
        """Say whether an opportunity is open and of the period, as judged at a moment."""
        return is_of_period(then, self.call.period, at, self.call.agreement)


def moves_of(
    company: Company,
    agreement: Agreement,
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    by: str | None,
    filters: Filters | None,
    compared: datetime | None,
) -> Moves:
    """Fill in what was not asked: compared with the same local time seven dates earlier."""
    call = call_of(company, agreement, since, until, as_of, by, filters)
    week_ago = local_date(call.as_of, call.zone) - timedelta(days=WEEK_DATES)
    then = compared if compared is not None else same_time(call.as_of, week_ago, call.zone)
    if then > call.as_of:
        raise ValueError("compared with a moment after as-of")
    return Moves(call, then)


def added_up(names: Iterable[str], parts: Iterable[Part]) -> list[Row]:
    """Add parts up into one row per name."""
    found = list(parts)
    return [
        {
            "movement": name,
            "deals": sum(count for of, count, _ in found if of == name),
            "amount": sum((amount for of, _, amount in found if of == name), Decimal(0)),
        }
        for name in names
    ]


# pipeline_movement


def pipeline_movement(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    compared: datetime | None = None,
) -> list[Row]:
    """Account for what is open and of the period, from `compared` to as-of: twelve rows.

    Slices: every value that an opportunity known at as-of has.
    """
    moves = moves_of(company, agreement, since, until, as_of, by, filters, compared)

    def answer(_: str | None, mine: list[Deal]) -> list[Row]:
        return added_up(PIPELINE, [part for pair in moves.pairs(mine) for part in pipeline_parts(moves, pair)])

    return in_slices(moves.call, answer)


def pipeline_parts(moves: Moves, pair: Pair) -> list[Part]:
    """List what one opportunity adds to the rows of the bridge."""
    parts: list[Part] = []
    held = entry_worth(pair) if pair.enters else pair.before.worth if pair.before else Decimal(0)
    if pair.in_before:
        parts.append(("start", 1, held))
    if pair.enters:
        parts.append((reason_of_entry(moves, pair), 1, held))
    if pair.exits:
        left_with = pair.after.worth if pair.won_between else held
        parts.append((reason_of_exit(moves, pair), -1, -left_with))
    if pair.in_after:
        parts.append(("end", 1, pair.after.worth))
    return [*parts, *change_of_amount(pair, held)]


def entry_worth(pair: Pair) -> Decimal:
    """Say with what an opportunity enters: as before, but new or reopened as after, or as last open if lost."""
    if pair.before is not None and pair.before.ending == "open":
        return pair.before.worth
    return pair.last_open.worth if pair.after.ending == "lost" else pair.after.worth


def reason_of_entry(moves: Moves, pair: Pair) -> str:
    """Say why an opportunity entered."""
    if pair.before is None:
        return "new"
    if pair.before.ending != "open":
        return "reopened"
    kind = class_of(pair.before, moves.call.period, moves.compared, moves.call.agreement)
    return "pulled_in" if kind == "later" else "rolled_in"


def reason_of_exit(moves: Moves, pair: Pair) -> str:
    """Say why an opportunity left."""
    if pair.won_between:
        return "won"
    if pair.after.ending == "lost":
        return "lost"
    return "pulled_out" if is_pulled_out(moves, pair.after) else "pushed_out"


def is_pulled_out(moves: Moves, after: State) -> bool:
    """Say whether it went into an earlier period: won or dated there, or overdue while the period lies ahead."""
    call = moves.call
    if after.won_at is not None:
        return after.won_at < call.period.since
    kind = class_of(after, call.period, call.as_of, call.agreement)
    return kind == "earlier" or (kind == "overdue" and call.as_of < call.period.since)


def change_of_amount(pair: Pair, held: Decimal) -> list[Part]:
    """Say by how much an opportunity that is in scope, or was booked, is worth more or less than it was."""
    if not (pair.in_after or pair.won_between) or pair.after.worth == held:
        return []
    return [("raised" if pair.after.worth > held else "lowered", 1, pair.after.worth - held)]


# bookings_movement


def bookings_movement(
    company: Company,
    agreement: Agreement,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: datetime | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    compared: datetime | None = None,
) -> list[Row]:
    """Account for what is booked in the period, from `compared` to as-of: five rows.

    Slices: every value that an opportunity known at as-of has.
    """
    moves = moves_of(company, agreement, since, until, as_of, by, filters, compared)

    def answer(_: str | None, mine: list[Deal]) -> list[Row]:
        return added_up(BOOKINGS, [part for pair in moves.pairs(mine) for part in bookings_parts(moves.call, pair)])

    return in_slices(moves.call, answer)


def bookings_parts(call: Call, pair: Pair) -> list[Part]:
    """List what one opportunity adds; one undone and won again is both."""
    parts: list[Part] = []
    before = pair.before if pair.before is not None and booked_in(pair.before, call.period) else None
    after = pair.after if booked_in(pair.after, call.period) else None
    if before is not None:
        parts.append(("start", 1, before.worth))
    if after is not None:
        parts.append(("end", 1, after.worth))
    if pair.won_between:
        parts.append(("won", 1, pair.after.worth))
    if before is not None and (after is None or pair.won_between):
        parts.append(("undone", -1, -before.worth))
    elif before is not None and after is not None and before.worth != after.worth:
        parts.append(("corrected", 1, after.worth - before.worth))
    return parts
