"""Scoring models run over a snapshot's past: the tape of the asked rules, the episodes asked, their model MQLs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leaddash import cases, scoring
from leaddash.agreement import Agreement, parameters
from leaddash.moments import NEVER, second, seconds_of
from leaddash.scope import Question
from leaddash.scoring import Array, Mqls, Numbers, Tape
from leaddash.snapshots import TAPE, Snapshot


@dataclass(frozen=True)
class Model:
    """A scoring model ready to run: the rules of an agreement, their numbers, and the tape coded by them."""

    tape: Tape
    numbers: Numbers
    rules: Agreement

    def mqls(self, chosen: Array | None = None, within: scoring.Bounds | None = None) -> Mqls:
        """Where each chosen episode (1 by row) first becomes a model MQL, within a period if given."""
        return scoring.first_moments(self.tape, self.numbers, chosen, within)


@dataclass(frozen=True)
class Asked:
    """The episodes that a question asks about, by their rows on the tape, and its period in seconds of UTC.

    By row: `chosen`, whether the question asks about the episode (1); `slice`, the place of its slice in `slices`;
    `sales_lead` and `customer`, the second at which it became one by as-of (`NEVER` where not). `until` is cut to what
    is over by as-of.
    """

    chosen: Array
    slice: Array
    slices: list[str | None]
    sales_lead: Array
    customer: Array
    since: int
    until: int
    as_of: int

    def within(self, seconds: Array) -> Array:
        """Which of some seconds of UTC lie in the period."""
        return (seconds >= self.since) & (seconds < self.until)


def model(snapshot: Snapshot, rules: Agreement, without: Collection[int] = ()) -> Model:
    """The model of an agreement; its behaviour rules whose places are in `without` count nothing."""
    tape = _tape(snapshot, rules)
    scoring_rules = rules.scoring
    key = "fits", tape.fitted_by, scoring_rules.fit, scoring_rules.fit_cap, scoring_rules.fit_at_least_zero
    fits = snapshot.recent.get(key, lambda: scoring.fit_points(tape, scoring_rules))
    return Model(tape, scoring.numbers(tape, rules, without, fits), rules)


def models(snapshot: Snapshot, question: Question) -> tuple[Model, Model]:
    """The model that the question asks about, and the agreed one."""
    return model(snapshot, question.agreement), model(snapshot, snapshot.agreement)


def sliced_as_built(snapshot: Snapshot, question: Question) -> Question:
    """The question by which episodes are chosen, under the scoring that the snapshot was built with where it matters.

    Where stages come from the scoring model, the snapshot's tables hold those of the agreed scoring, whatever scoring
    is asked about.
    """
    if not snapshot.has_model_stages:
        return question
    return question.under(question.agreement.model_copy(update={"scoring": snapshot.agreement.scoring}))


def asked(snapshot: Snapshot, question: Question) -> Asked:
    """The episodes and the period that a question asks about."""
    question = sliced_as_built(snapshot, question)
    return snapshot.answers.get(("asked", key(question)), lambda: _asked(snapshot, question))


def key(question: Question) -> str:
    """A key of all that decides which episodes and which period a question asks about: not the scoring rules."""
    bands = parameters.fit_rules(question.agreement) if question.asks("fit_band") else None
    narrowed = sorted(question.filters.items()), question.by, question.bucket
    return repr((question.since, question.until, question.as_of, narrowed, bands))


def period(snapshot: Snapshot, of: Model, since: int, until: int) -> scoring.Bounds:
    """Where the events of the period [since, until), in seconds of UTC, lie on a model's tape; kept."""
    key = "period", of.tape.coded_by, since, until
    return snapshot.answers.get(key, lambda: scoring.period(of.tape, since, until))


def _asked(snapshot: Snapshot, question: Question) -> Asked:
    episodes = snapshot.table(cases.file("asked_episodes"), question)
    tape = base_tape(snapshot)
    rows = tape.rows_of(episodes["lead"].to_numpy(), episodes["episode"].to_numpy())
    coded = episodes["slice"].combine_chunks().dictionary_encode(null_encoding="encode")
    return Asked(
        chosen=_spread(tape.episodes, rows, np.ones(len(rows), dtype=np.uint8), 0),
        slice=_spread(tape.episodes, rows, coded.indices.to_numpy(), -1),
        slices=coded.dictionary.to_pylist() or ([] if question.by else [None]),
        sales_lead=_spread(tape.episodes, rows, seconds_of(episodes["sales_lead_at"]), NEVER),
        customer=_spread(tape.episodes, rows, seconds_of(episodes["customer_at"]), NEVER),
        since=second(question.since),
        until=second(question.closed),
        as_of=second(question.as_of),
    )


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The table `model_mqls` of all episodes, under the asked rules and again, `is_agreed`, under the agreed ones."""
    asked_model, agreed_model = models(snapshot, question)
    parts = [_table(asked_model, is_agreed=False), _table(agreed_model, is_agreed=True)]
    return {"model_mqls": pa.concat_tables(parts)}


def warm(snapshot: Snapshot) -> None:
    """Have every run compiled before anybody waits for it."""
    own = model(snapshot, snapshot.agreement)
    scoring.warm(own.tape, own.numbers)


def base_tape(snapshot: Snapshot) -> Tape:
    """The tape of a snapshot's own agreement, read when it is first asked for."""
    return snapshot.parts.get(TAPE, lambda: scoring.load(snapshot.folder / TAPE))


def _tape(snapshot: Snapshot, rules: Agreement) -> Tape:
    """The tape coded by the rules: the snapshot's own, or one made and kept while there is room."""
    own = base_tape(snapshot)
    wanted = scoring.coded_by(rules), scoring.fitted_by(rules)
    if wanted == (own.coded_by, own.fitted_by):
        return own
    return snapshot.answers.get((TAPE, *wanted), lambda: _coded(snapshot, rules, own))


def _coded(snapshot: Snapshot, rules: Agreement, own: Tape) -> Tape:
    with snapshot.cursor() as cursor:
        if scoring.coded_by(rules) != own.coded_by:
            return scoring.code(cursor, rules)
        return own.with_fits(*scoring.fits(cursor, rules), scoring.fitted_by(rules))


def _table(of: Model, *, is_agreed: bool) -> pa.Table:
    mqls = of.mqls()
    columns = {
        "lead": pa.array(scoring.lead_numbers(mqls.leads)),
        "episode": pa.array(of.tape.episode_numbers(mqls.rows, mqls.leads)),
        "mql_at": pa.array(mqls.at.astype("datetime64[s]")),
        "is_agreed": pa.array(np.full(len(mqls.rows), is_agreed)),
    }
    return pa.table(columns)


def _spread(length: int, positions: Array, values: Array, otherwise: int) -> Array:
    spread = np.full(length, otherwise, dtype=values.dtype)
    spread[positions] = values
    return spread
