"""How time, people and leads of the worklist are told, as the reader's clock stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from leaddash.blocks.look import Look
from leaddash.subjects.promises.worklist import Owed
from leaddash.words import Words, promise_name

LOUDEST = ("executive", "manager", "owner")
"""Roles by how far up they are."""
NEAR = {-1: "yesterday", 1: "tomorrow"}
MOST_DAYS = 99
"""Days that are counted; what is older is told by its month."""


@dataclass(frozen=True)
class Known:
    """What is known of people and leads by their ids: names, teams, managers, companies."""

    people: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    leads: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)

    def person(self, person_id: str) -> str:
        """The name of a person; the id of one nobody has written down."""
        return self.people.get(person_id, person_id)

    def first_name(self, person_id: str) -> str:
        """How a person is called to their face; the id of one nobody has written down."""
        return (self.people.get(person_id, "").split() or [person_id])[0]

    def lead(self, lead_id: str) -> str:
        """The name of a lead, else its id."""
        return self.leads.get(lead_id, lead_id)


@dataclass(frozen=True)
class Clock:
    """The reader's clock at the moment the list is of."""

    look: Look
    as_of: datetime

    @property
    def words(self) -> Words:
        """The reader's words."""
        return self.look.words

    def moment(self, moment: datetime) -> str:
        """A moment: its time today, else its day and its time."""
        time = self.words.moment(self.look.local(moment), self.words("style.time"))
        day = self.near(moment)
        return time if day == time else self.words("owing.day_and_time", day=day, time=time)

    def near(self, moment: datetime) -> str:
        """A moment as far as it matters: its time today, else its day, which may be yesterday or tomorrow."""
        local = self.look.local(moment)
        days = (local.date() - self.look.local(self.as_of).date()).days
        if days == 0:
            return self.words.moment(local, self.words("style.time"))
        if days in NEAR:
            return self.words(f"owing.{NEAR[days]}")
        return self.look.short_day(moment, self.as_of)

    def day(self, moment: datetime) -> str:
        """A day gone by: with its month, or the month with its year where it was another year's."""
        local = self.look.local(moment)
        is_of_year = local.year == self.look.local(self.as_of).year
        return self.words.day(local.date(), self.words("style.day_short" if is_of_year else "style.month_and_year"))

    def age(self, since: datetime) -> str:
        """How long something has been due in its largest unit, or since when."""
        waited = self.as_of - since
        if waited > timedelta(days=MOST_DAYS):
            return self.words("owing.since", day=self.day(since))
        if waited >= timedelta(days=1):
            return self.words("style.days", n=waited.days)
        return self.words.duration(waited // timedelta(minutes=1))

    def left(self, due_at: datetime) -> str:
        """How long there is until a due moment, or how late it is, by the clock on the wall."""
        if due_at <= self.as_of:
            return self._late(due_at)
        if self.look.local(due_at).date() == self.look.local(self.as_of).date():
            return self.words("owing.left", time=self.words.duration((due_at - self.as_of) / timedelta(minutes=1)))
        return self.words("owing.until", at=self.moment(due_at))

    def following(self, owed: Owed, known: Known) -> str:
        """Whom the ladder tells next, and when; else whom it told last; nothing where it tells nobody."""
        if owed.next_at is not None:
            return self._notice("next", owed.next_at, owed.next_to, owed, known)
        if owed.told_at is not None:
            return self._notice("told", owed.told_at, owed.told_to, owed, known)
        return ""

    def _late(self, due_at: datetime) -> str:
        late = self.as_of - due_at
        if late > timedelta(days=MOST_DAYS):
            return self.words("owing.late_since", day=self.day(due_at))
        return self.words("owing.late", time=self.words.duration(late // timedelta(minutes=1)))

    def _notice(
        self, key: Literal["next", "told"], moment: datetime, to: tuple[str, ...], owed: Owed, known: Known
    ) -> str:
        role = next(role for role in LOUDEST if role in to)
        is_named = role == "owner" and owed.owner is not None
        who = known.first_name(str(owed.owner)) if is_named else self.words(f"owing.role.{role}")
        return self.words(f"owing.{key}.{role}", who=who, at=self.near(moment))


def promise_in_words(owed: Owed, words: Words) -> str:
    """What a promise is called, with the tier of its target where it has one."""
    name = promise_name(owed.promise, words)
    if not owed.tier:
        return name
    tier = words(f"owing.tier.{owed.tier}") if words.has(f"owing.tier.{owed.tier}") else owed.tier.replace("_", " ")
    return words("owing.of_tier", promise=name, tier=tier)
