"""Proposals side by side: what each would have sent to sales, and what became of it."""

from __future__ import annotations

import pandas as pd

from leaddash import agreement, store
from leaddash.agreement import Agreement
from leaddash.errors import LeadDashError
from leaddash.ui import lab, lab_state, screen
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
        page.table(
            pd.DataFrame([_row(name, rules, page) for name, rules in models.items()]), "compared", texts=("model",)
        )


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


def _row(name: str, rules: Agreement, page: Page) -> dict[str, object]:
    tried = page.under(rules)
    volume, curve = tried.ask_all("mql_volume", "threshold_curve")
    at = curve[curve["threshold"] == rules.scoring.threshold].iloc[0]
    load = lab.bench_of(page).load
    return {
        "model": name,
        "threshold": page.words.number(
            rules.scoring.threshold, 0 if float(rules.scoring.threshold).is_integer() else 1
        ),
        "mqls": int(volume["mqls"].sum()),
        "per_rep_day": page.words.number(load.each(float(volume["mqls"].sum())), 1),
        "became_sales_lead": int(at["became_sales_lead"]),
        "rate": at["sales_lead_rate"],
        "rate_low": at["sales_lead_low"],
        "rate_high": at["sales_lead_high"],
        "rate_entered": int(at["sales_lead_rate_mqls"]),
    }
