"""The coding of the tape: from a snapshot's activities, those that scoring rules match and count, in running order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from leaddash import statements
from leaddash.agreement import Agreement
from leaddash.agreement.parameters import behaviour_rules, fit_rules
from leaddash.clock_changes import DAY_SECONDS, clock_changes
from leaddash.errors import AgreementError
from leaddash.moments import NEVER
from leaddash.scoring.coding_pass import Episodes, Limits, Matched, Written, code_events
from leaddash.scoring.tape import BEGINS, CREATED, RETURNS, Array, Tape

HERE = Path(__file__).parent
MOST_RULES = 255
"""As many behaviour rules as one byte can number, besides the number for none."""
YEAR_SECONDS = 366 * DAY_SECONDS
YEARS_AHEAD = 40
"""Years beyond the last activity of which local dates can be told."""
RULES_PER_WORD = 32
"""Fit rules in a word of `fit_masks.sql`, one bit each."""
BEYOND_LEADS = np.iinfo(np.int64).max
"""A number above every lead's."""


def coded_by(rules: Agreement) -> str:
    """A digest of what decides the events of a tape: which activities rules match and count, and the time zone."""
    conditions = [
        [list(rule.activity_type), rule.asset, rule.direction, rule.limit, rule.hand_raise]
        for rule in rules.scoring.behaviour
    ]
    return _digest([rules.timezone, conditions])


def fitted_by(rules: Agreement) -> str:
    """A digest of what decides the fit masks of a tape: the conditions of the fit rules."""
    return _digest([rule.model_dump(exclude={"name", "points"}) for rule in rules.scoring.fit])


def code(db: duckdb.DuckDBPyConnection, rules: Agreement) -> Tape:
    """The tape of all leads of a snapshot's database, coded by some rules."""
    events = coded(db, rules, _ask(db, "matched_activities", behaviour_rules(rules)))
    return tape_of(events, rules, *fits(db, rules))


@dataclass(frozen=True)
class Coded:
    """The coded events of some leads, lead after lead, and what they were coded with.

    `offsets` are by lead the place of its first event (and the end of the last one's), `created` its creation in
    seconds of UTC.
    """

    events: Written
    offsets: Array
    episodes: Episodes
    limits: Limits
    created: Array


def coded(
    db: duckdb.DuckDBPyConnection, rules: Agreement, activities: dict[str, Array], leads: Array | None = None
) -> Coded:
    """The events that a model makes of activities, for all leads or for some by their numbers.

    The activities are those that a rule matches, in running order: columns `lead`, `at` (seconds of UTC) and `place`
    of the rule among the behaviour rules.
    """
    if len(rules.scoring.behaviour) > MOST_RULES:
        raise AgreementError(
            f"scoring.behaviour has {len(rules.scoring.behaviour)} rules; a model holds at most {MOST_RULES}. "
            "Leave some out, or put activity types together in one."
        )
    parameters = {"leads": None if leads is None else leads.tolist()}
    born, gates = _ask(db, "lead_births", parameters), _ask(db, "episode_gates", parameters)
    bounds = np.append(born["lead"], BEYOND_LEADS)
    episodes = Episodes(np.searchsorted(gates["lead"], bounds), gates["begins"], gates["holds"], gates["qualifies"])
    limits = _limits(rules, np.concatenate([born["at"], activities["at"]]))
    matched = Matched(np.searchsorted(activities["lead"], bounds), activities["at"], activities["place"])
    events, offsets = code_events(matched, episodes, limits)
    return Coded(events, offsets, episodes, limits, born["at"])


def tape_of(coded: Coded, rules: Agreement, fit_codes: Array, fit_masks: Array) -> Tape:
    """Coded events as a tape, with a fit code by lead, and by fit code which of the fit rules hold (a mask)."""
    events, base = coded.events, int(coded.created.min()) if len(coded.created) else 0
    return Tape(
        gaps=events.gaps, codes=events.codes, marks=events.marks, moments=_narrow(events.at - base),
        offsets=coded.offsets, fit_codes=fit_codes, fit_masks=fit_masks, rows=coded.episodes.rows.astype(np.uint32),
        created=_narrow(coded.created - base), gates=_gates(coded), shifts=coded.limits.shifts,
        clock=coded.limits.clock, base=base, rules=len(rules.scoring.behaviour),
        coded_by=coded_by(rules), fitted_by=fitted_by(rules),
    )  # fmt: skip


def fits(db: duckdb.DuckDBPyConnection, rules: Agreement) -> tuple[Array, Array]:
    """A fit code by lead, and by fit code which of the fit rules hold.

    Leads of which the same rules hold have the same code. Rules come as words of 32 bits, which are combined one after
    the other: two leads keep a common code as long as their words are the same.
    """
    leads = db.execute("select count(*) from leads").fetchall()[0][0]
    codes, mask_words = np.zeros(leads, dtype=np.int64), np.zeros((1, 0), dtype=np.int64)
    held = _ask(db, "fit_masks", fit_rules(rules)) if rules.scoring.fit else {}
    for word in range(-(-len(rules.scoring.fit) // RULES_PER_WORD)):
        in_word = held["word"] == word
        bits = np.zeros(leads, dtype=np.int64)
        bits[held["lead"][in_word] - 1] = held["bits"][in_word]
        kinds, kind = np.unique(bits, return_inverse=True)
        pairs, codes = np.unique(codes * len(kinds) + kind, return_inverse=True)
        mask_words = np.column_stack([mask_words[pairs // len(kinds)], kinds[pairs % len(kinds)]])
    places = np.arange(len(rules.scoring.fit))
    masks = (mask_words[:, places // RULES_PER_WORD] >> (places % RULES_PER_WORD)) & 1
    return codes.astype(np.uint32), masks.astype(np.bool_)


def _limits(rules: Agreement, moments: Array) -> Limits:
    behaviour = rules.scoring.behaviour
    first, last = (moments.min(), moments.max()) if len(moments) else (0, 0)
    shifts, clock = _clock(rules.timezone, int(first) // YEAR_SECONDS - 1, int(last) // YEAR_SECONDS + 1 + YEARS_AHEAD)
    between = [-1 if rule.days_between is None else rule.days_between for rule in behaviour]
    raises = [rule.hand_raise for rule in behaviour]
    return Limits(np.array(between, dtype=np.int64), np.array(raises, dtype=np.bool_), shifts, clock)


@lru_cache(maxsize=16)
def _clock(zone: str, first: int, last: int) -> tuple[Array, Array]:
    """The clock changes of a zone between two years, counted from 1970: `shifts` and `clock` of the tape."""
    return clock_changes(ZoneInfo(zone), first * YEAR_SECONDS, last * YEAR_SECONDS)


def _gates(coded: Coded) -> Array:
    """By lead the marks `CREATED` (it may be an MQL at its creation) and `RETURNS` (a later episode has events)."""
    qualifies = coded.episodes.qualifies[coded.episodes.rows[:-1]]
    begun = np.concatenate([[0], np.cumsum((coded.events.marks & BEGINS) > 0)])
    returns = np.diff(begun[coded.offsets]) > 0
    gates = np.where(coded.created < qualifies, CREATED, 0) | np.where(returns, RETURNS, 0)
    return np.asarray(gates.astype(np.uint8))


def _ask(db: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> dict[str, Array]:
    sql = statements.with_imports(HERE / f"{name}.sql")
    return _columns(db, sql, statements.named_in(sql, parameters))


def _columns(db: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None) -> dict[str, Array]:
    """The columns of a statement as whole numbers; a missing moment is `NEVER`."""
    found = db.sql(sql, params=parameters).to_arrow_table()
    return {name: _numbers(found[name]) for name in found.column_names}


def _numbers(column: Any) -> Array:
    if column.null_count:
        column = column.fill_null(NEVER)
    return np.asarray(column.to_numpy())


def _narrow(seconds: Array) -> Array:
    """Seconds in four bytes where they fit (136 years), else in eight."""
    return seconds.astype(np.uint32) if seconds.max(initial=0) < 2**32 else seconds


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]
