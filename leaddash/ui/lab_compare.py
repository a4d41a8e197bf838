"""Proposals side by side: what each would have sent to sales, and what became of it."""

from __future__ import annotations

import pandas as pd

from leaddash import agreement, store
from leaddash.agreement import Agreement
from leaddash.errors import LeadDashError
from leaddash.subjects.lab.metrics import worked
from leaddash.subjects.lab.metrics.ever_holds import ever_holds
from leaddash.ui import lab, lab_state, screen
from leaddash.ui.lab_rest import long_enough
from leaddash.ui.page import Page


def compare_proposals(page: Page) -> None:
    """A table with the agreement, the proposal under discussion, and one saved or published model beside it."""
    others = ["", *store.names(), *agreement.presets()]
    with screen.expander(page.words("lab.compare")):
        other = screen.selectbox(
            page.words("lab.compare_with"),
            others,
            format_func=lambda one: _name(one, page),
            key="compare_with",
            width=300,
        )
        models = {page.words("lab.as_agreed"): page.rules}
        now = lab_state.proposal(page.rules)
        if not now.changes_nothing:
            models[page.words("lab.proposal")] = agreement.under(now, page.rules)
        if other:
            models[_name(other, page)] = _rules(other, page.rules)
        year = long_enough(page)
        rows = [_row(name, rules, page, year) for name, rules in models.items()]
        page.table(pd.DataFrame(rows), "compared", texts=("model",))
        _explain(page, year)
        for name, rules in models.items():
            if not ever_holds(page.snapshot, rules):
                screen.caption(page.words("lab.never_holds", model=name))


def _name(one: str, page: Page) -> str:
    if one in agreement.presets():
        return page.words(f"preset.{one}.title")
    return one or page.words("lab.nothing_else")


def _rules(name: str, rules: Agreement) -> Agreement:
    try:
        return (
            agreement.preset(name, rules) if name in agreement.presets() else agreement.parse(store.read(name), rules)
        )
    except LeadDashError as problem:
        screen.warning(str(problem))
        return rules


def _explain(page: Page, year: Page) -> None:
    """Of what the counts and the rate are; that nobody knows the rate where nobody knows who was worked."""
    if worked.is_known(page.snapshot):
        periods = {"period": page.names[0], "year": year.period.name(page.words)}
        screen.caption(page.words("lab.compared", **periods))
    else:
        screen.caption(page.words("empty.unassigned"))


def _row(name: str, rules: Agreement, page: Page, year: Page) -> dict[str, object]:
    now, ever = _at_threshold(page.under(rules)), _at_threshold(year.under(rules))
    threshold = rules.scoring.threshold
    return {
        "model": name,
        "threshold": page.words.number(threshold, 0 if float(threshold).is_integer() else 1),
        "mqls": int(now["mqls"]),
        "worked": now["worked"],
        "per_rep_day": page.words.number(lab.bench_of(page).load.each(float(now["mqls"])), 1),
        "rate_entered": ever["worked_rate_mqls"],
        "rate": ever["worked_rate"],
        "rate_low": ever["worked_low"],
        "rate_high": ever["worked_high"],
    }


def _at_threshold(page: Page) -> pd.Series:
    """What the curve says of the threshold in force."""
    curve = page.ask("threshold_curve")
    return curve[curve["threshold"] == page.rules.scoring.threshold].iloc[0]
