"""What stages and metrics mean, in words, with the SQL as run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from leaddash import statements
from leaddash.metrics import registry
from leaddash.ui import screen, tables
from leaddash.ui.fragments import fragment
from leaddash.ui.page import Page


def define_stages(page: Page, stages: Sequence[str], exits: Sequence[str]) -> None:
    """Each stage with its meaning, its window and how it is entered, then the exits."""
    screen.header(page.words("definitions.stages"), anchor=False)
    rows = [
        {
            "stage": page.words(f"stage.{stage}"),
            "meaning": page.words(f"meaning.{stage}"),
            "window": _window(page, stage),
        }
        for stage in stages
    ]
    screen.html(tables.small(pd.DataFrame(rows), page.words, texts=("stage", "meaning", "window")))
    screen.header(page.words("definitions.exits"), anchor=False)
    left = [{"exit": page.words(f"exit.{name}"), "meaning": page.words(f"meaning.{name}")} for name in exits]
    screen.html(tables.small(pd.DataFrame(left), page.words, texts=("exit", "meaning")))


def define_figures(page: Page, figures: Iterable[str]) -> None:
    """Each count of the funnel with its meaning."""
    screen.header(page.words("definitions.figures"), anchor=False)
    rows = [
        {"figure": page.words(f"figure.{name}"), "meaning": page.words(f"figure_meaning.{name}")} for name in figures
    ]
    screen.html(tables.small(pd.DataFrame(rows), page.words, texts=("figure", "meaning")))


def define_metrics(page: Page, names: Sequence[str]) -> None:
    """Each metric in words, its columns, and its SQL with the values it is given now."""
    screen.header(page.words("definitions.metrics"), anchor=False)
    for name in names:
        _define_metric(page, name)


@fragment
def _define_metric(page: Page, name: str) -> None:
    """A metric that is told when it is opened: the SQL of all of them would be seventy thousand words to draw."""
    with screen.expander(page.words(f"metric.{name}"), key=f"metric_{name}", on_change="rerun") as told:
        if told.open:
            screen.text(page.words(f"metric.{name}_told"))
            _show_statement(page, name)


def _show_statement(page: Page, name: str) -> None:
    """The SQL of a metric as run, and its parameters under the page's filters."""
    metric = registry.find(name)
    sql, beneath = metric.statement, metric.beneath
    if beneath:
        screen.caption(page.words("definitions.cases"))
        screen.code(beneath, language="sql", height=240)
    screen.caption(page.words("definitions.sql"))
    screen.code(sql, language="sql", height=320)
    screen.caption(page.words("definitions.parameters"))
    known = page.question().parameters
    screen.code(_listed(statements.named_in(sql, known) | statements.named_in(beneath or sql, known)), language=None)


def _listed(parameters: dict[str, Any]) -> str:
    return "\n".join(f"${name} = {value!r}" for name, value in sorted(parameters.items()))


def _window(page: Page, stage: str) -> str:
    days = page.rules.stages.window_days.get(stage, 0)  # type: ignore[call-overload]
    return page.words("definitions.window", n=int(days)) if days else page.words("definitions.no_window")
