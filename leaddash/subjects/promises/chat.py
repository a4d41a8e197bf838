"""The worklist as plain lines to be pasted into a chat: what is owed, how late it is, where the lead is."""

from __future__ import annotations

from urllib.parse import urlencode

from leaddash.plain import plain
from leaddash.subjects.promises.wording import Clock, Known, promise_in_words
from leaddash.subjects.promises.worklist import OWNER, Group, Owed, Worklist

ORIGIN = "{origin}"
"""What stands for where the dashboard is served, which the browser knows."""


def list_for_chat(name: str, group: Group, by: str, known: Known, clock: Clock) -> str:
    """One group's list: its counts, a line per lead, how many more there are."""
    rows = [_row(owed, known, clock, names_owner=by != OWNER) for owed in group.first]
    return "\n".join([_head(name, group.late, group.in_time, clock), *rows, *_rest(group, clock)])


def whole_for_chat(owing: Worklist, known: Known, clock: Clock) -> str:
    """What can still be kept of all, then each owner's counts: what a channel can read in one go."""
    words = clock.words
    can_be_kept = [owed for group in owing.shown for owed in group.first if not owed.is_late]
    can_be_kept.sort(key=lambda owed: (owed.due_at, owed.lead_id, owed.promise))
    late, in_time = sum(group.late for group in owing.groups), sum(group.in_time for group in owing.groups)
    rows = [_row(owed, known, clock, names_owner=True) for owed in can_be_kept]
    counts = [_counts(group, known, clock) for group in owing.shown] if owing.by == OWNER else []
    nobody = [words("owing.chat.nobody", n=owing.nobody.count)] if owing.nobody.count else []
    return "\n".join([_head(words("owing.title"), late, in_time, clock), *rows, *counts, *nobody])


def _rest(group: Group, clock: Clock) -> list[str]:
    """How many more there are."""
    if group.rest_since:
        return [clock.words("owing.more_since", n=group.rest, day=clock.day(group.rest_since))]
    return [clock.words("owing.more", n=group.rest)] if group.rest else []


def _head(name: str, late: int, in_time: int, clock: Clock) -> str:
    counts = clock.words("owing.bar", late=late, in_time=in_time)
    day = clock.words.day(clock.look.local(clock.as_of).date(), clock.words("style.day_short"))
    at = clock.words("owing.day_and_time", day=day, time=clock.moment(clock.as_of))
    return clock.words("owing.chat.head", name=plain(name), counts=counts, at=at)


def _counts(group: Group, known: Known, clock: Clock) -> str:
    name = known.person(group.key) if group.key else clock.words("owing.no_owner")
    return f"{plain(name)}: {clock.words('owing.bar', late=group.late, in_time=group.in_time)}"


def _row(owed: Owed, known: Known, clock: Clock, *, names_owner: bool) -> str:
    words = clock.words
    named = [known.lead(owed.lead_id), known.companies.get(owed.lead_id, "")]
    named += [known.person(owed.owner)] if names_owner and owed.owner else []
    at = clock.moment(owed.due_at)
    due = words("owing.chat.was_due" if owed.is_late else "owing.chat.due", at=at)
    return words(
        "owing.chat.row",
        lead=", ".join(plain(name) for name in named if name),
        promise=plain(promise_in_words(owed, words)),
        due=due,
        left=clock.left(owed.due_at),
        link=f"{ORIGIN}/leads?{urlencode({'lead': owed.lead_id})}",
    )
