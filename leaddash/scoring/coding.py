"""Coding the tape: the activities that rules match, under the rules' limits, episode by episode."""

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
from leaddash.clock_changes import DAY, clock_changes
from leaddash.errors import AgreementError
from leaddash.scoring.coding_pass import Episodes, Limits, Matched, Written, code_events
from leaddash.scoring.tape import BEGINS, CREATED, RETURNS, Array, Tape

HERE = Path(__file__).parent
MOST_RULES = 255
"""Behaviour rules that a code of one byte tells apart."""
NEVER = np.iinfo(np.int64).max
YEAR = 366 * DAY
REACH = 40
"""Years beyond the last activity in which local dates may be asked for."""
BITS = 32
"""Fit rules in a word of a mask."""


def coded_by(rules: Agreement) -> str:
    """A name for all that the events of a tape rest on: which activities match and count, and local dates."""
    told = [
        [list(rule.activity_type), rule.asset, rule.direction, rule.limit, rule.hand_raise]
        for rule in rules.scoring.behaviour
    ]
    return _digest([rules.timezone, told])


def fitted_by(rules: Agreement) -> str:
    """A name for all that the fit masks of a tape rest on: the conditions of the fit rules."""
    return _digest([rule.model_dump(exclude={"name", "points"}) for rule in rules.scoring.fit])


def code(db: duckdb.DuckDBPyConnection, rules: Agreement) -> Tape:
    """The tape of a database with leads, their attributes, activities and kinds of them, episodes and their stages."""
    told = coded(db, rules, _ask(db, "matched_activities", behaviour_rules(rules)))
    return tape_of(told, rules, *fits(db, rules))


@dataclass(frozen=True)
class Coded:
    """The events of some leads, where each lead's begin, and what they were coded with."""

    events: Written
    offsets: Array
    episodes: Episodes
    limits: Limits
    created: Array


def coded(
    db: duckdb.DuckDBPyConnection, rules: Agreement, found: dict[str, Array], leads: Array | None = None
) -> Coded:
    """The events of activities in running order (`lead`, second `at`, `place` of the rule), of all leads or some."""
    if len(rules.scoring.behaviour) > MOST_RULES:
        raise AgreementError(
            f"scoring.behaviour has {len(rules.scoring.behaviour)} rules; a model holds at most {MOST_RULES}. "
            "Leave some out, or put activity types together in one."
        )
    asked = {"leads": None if leads is None else leads.tolist()}
    born, gates = _ask(db, "lead_births", asked), _ask(db, "episode_gates", asked)
    bounds = np.append(born["lead"], NEVER)
    episodes = Episodes(np.searchsorted(gates["lead"], bounds), gates["begins"], gates["holds"], gates["qualifies"])
    limits = _limits(rules, np.concatenate([born["at"], found["at"]]))
    matched = Matched(np.searchsorted(found["lead"], bounds), found["at"], found["place"])
    events, offsets = code_events(matched, episodes, limits)
    return Coded(events, offsets, episodes, limits, born["at"])


def tape_of(told: Coded, rules: Agreement, codes: Array, masks: Array) -> Tape:
    """Coded events as a tape, with a fit code by lead and by code which of the fit rules hold."""
    base, events = int(told.created.min(initial=NEVER)) if len(told.created) else 0, told.events
    return Tape(
        gaps=events.gaps, codes=events.codes, marks=events.marks, moments=_narrow(events.at - base),
        offsets=told.offsets, fit_codes=codes, fit_masks=masks, rows=told.episodes.rows.astype(np.uint32),
        created=_narrow(told.created - base), gates=_gates(told), shifts=told.limits.shifts, clock=told.limits.clock,
        base=base, rules=len(rules.scoring.behaviour), coded_by=coded_by(rules), fitted_by=fitted_by(rules),
    )  # fmt: skip


def fits(db: duckdb.DuckDBPyConnection, rules: Agreement) -> tuple[Array, Array]:
    """A code by lead, and by code which of the fit rules hold."""
    leads = db.execute("select count(*) from leads").fetchall()[0][0]
    codes, words = np.zeros(leads, dtype=np.int64), np.zeros((1, 0), dtype=np.int64)
    found = _ask(db, "fit_masks", fit_rules(rules)) if rules.scoring.fit else {}
    for word in range(-(-len(rules.scoring.fit) // BITS)):
        mine = found["word"] == word
        bits = np.zeros(leads, dtype=np.int64)
        bits[found["lead"][mine] - 1] = found["bits"][mine]
        kinds, kind = np.unique(bits, return_inverse=True)
        pairs, codes = np.unique(codes * len(kinds) + kind, return_inverse=True)
        words = np.column_stack([words[pairs // len(kinds)], kinds[pairs % len(kinds)]])
    places = np.arange(len(rules.scoring.fit))
    masks = (words[:, places // BITS] >> (places % BITS)) & 1
    return codes.astype(np.uint32), masks.astype(np.bool_)


def _limits(rules: Agreement, moments: Array) -> Limits:
    behaviour = rules.scoring.behaviour
    first, last = (moments.min(), moments.max()) if len(moments) else (0, 0)
    shifts, clock = _clock(rules.timezone, int(first) // YEAR - 1, int(last) // YEAR + 1 + REACH)
    between = [-1 if rule.days_between is None else rule.days_between for rule in behaviour]
    raises = [rule.hand_raise for rule in behaviour]
    return Limits(np.array(between, dtype=np.int64), np.array(raises, dtype=np.bool_), shifts, clock)


@lru_cache(maxsize=16)
def _clock(zone: str, first: int, last: int) -> tuple[Array, Array]:
    """When a zone's clock changes between two years since 1970."""
    return clock_changes(ZoneInfo(zone), first * YEAR, last * YEAR)


def _gates(told: Coded) -> Array:
    """By lead whether it may be an MQL at its creation, and whether a later episode has events."""
    qualifies = told.episodes.qualifies[told.episodes.rows[:-1]]
    begun = np.concatenate([[0], np.cumsum((told.events.marks & BEGINS) > 0)])
    returns = np.diff(begun[told.offsets]) > 0
    gates = np.where(told.created < qualifies, CREATED, 0) | np.where(returns, RETURNS, 0)
    return np.asarray(gates.astype(np.uint8))


def _ask(db: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> dict[str, Array]:
    sql = statements.with_imports(HERE / f"{name}.sql")
    return _columns(db, sql, statements.named_in(sql, parameters))


def _columns(db: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None) -> dict[str, Array]:
    """The columns of a statement as whole numbers, a missing one told as `NEVER`."""
    found = db.sql(sql, params=parameters).to_arrow_table()
    return {name: _numbers(found[name]) for name in found.column_names}


def _numbers(column: Any) -> Array:
    if column.null_count:
        column = column.fill_null(NEVER)
    return np.asarray(column.to_numpy())


def _narrow(seconds: Array) -> Array:
    """Seconds in four bytes where they fit (136 years), else in eight."""
    return seconds.astype(np.uint32) if seconds.max(initial=0) < 2**32 else seconds


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]
