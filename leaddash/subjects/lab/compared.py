"""Proposals side by side: what each would have sent to sales, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from leaddash import agreement, store
from leaddash.agreement import Agreement
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Choice, Note, Notice
from leaddash.errors import LeadDashError
from leaddash.subjects.lab.metrics import worked
from leaddash.subjects.lab.metrics.ever_holds import ever_holds
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve
from leaddash.subjects.lab.moving import bench_of
from leaddash.subjects.lab.proposal import proposal
from leaddash.subjects.lab.resting import long_enough
from leaddash.subjects.lab.tables import compared_table
from leaddash.words import Words


def show_compared(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """A table with the agreement, the proposal under discussion, and one saved or published model beside it."""
    words = look.words
    names = {name: _name(name, words) for name in ["", *store.names(), *agreement.presets()]}
    others = Choice("compare_with", names, "", label=words("lab.compare_with"), width=300)
    yield others
    models = {words("lab.as_agreed"): ask.rules}
    now, other = proposal(ask.rules, chosen), chosen(others)
    if not now.changes_nothing:
        models[words("lab.proposal")] = agreement.under(now, ask.rules)
    if other:
        try:
            models[names[other]] = _rules(other, ask.rules)
        except LeadDashError as problem:
            yield Notice(str(problem))
            models[names[other]] = ask.rules
    year = long_enough(ask)
    yield compared_table(pd.DataFrame([_row(name, rules, ask, year, words) for name, rules in models.items()]))
    yield Note(_explained(ask, year, words))
    for name, rules in models.items():
        if not ever_holds(ask.snapshot, rules):
            yield Note(words("lab.never_holds", model=name))


def _name(name: str, words: Words) -> str:
    if name in agreement.presets():
        return words(f"preset.{name}.title")
    return name or words("lab.nothing_else")


def _rules(name: str, rules: Agreement) -> Agreement:
    if name in agreement.presets():
        return agreement.preset(name, rules)
    return agreement.parse(store.read(name), rules)


def _explained(ask: Ask, year: Ask, words: Words) -> str:
    """Of what the counts and the rate are; that nobody knows the rate where nobody knows who was worked."""
    if not worked.is_known(ask.snapshot):
        return words("empty.unassigned")
    return words("lab.compared", period=ask.names(words)[0], year=year.period.name(words))


def _row(name: str, rules: Agreement, ask: Ask, year: Ask, words: Words) -> dict[str, object]:
    now, ever = _at_threshold(ask.under(rules)), _at_threshold(year.under(rules))
    threshold = rules.scoring.threshold
    return {
        "model": name,
        "threshold": words.number(threshold, 0 if float(threshold).is_integer() else 1),
        "mqls": int(now["mqls"]),
        "worked": now["worked"],
        "per_rep_day": words.number(bench_of(ask).load.each(float(now["mqls"])), 1),
        "rate_entered": ever["worked_rate_mqls"],
        "rate": ever["worked_rate"],
        "rate_low": ever["worked_low"],
        "rate_high": ever["worked_high"],
    }


def _at_threshold(ask: Ask) -> pd.Series:
    """What the curve says of the threshold in force."""
    curve = ask(threshold_curve)
    return curve[curve["threshold"] == ask.rules.scoring.threshold].iloc[0]
