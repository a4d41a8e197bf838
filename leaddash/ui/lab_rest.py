"""What the lab shows once the weights rest: outcomes, who enters and leaves; on demand quality, rules, a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from leaddash import agreement
from leaddash.agreement import Changes, points_key
from leaddash.errors import DamageError, LeadDashError
from leaddash.metrics import registry
from leaddash.stats import THIN
from leaddash.subjects.lab.charts.score_grid import score_grid
from leaddash.subjects.lab.charts.score_quality import lift_by_decile
from leaddash.subjects.lab.charts.threshold_rates import threshold_rates
from leaddash.subjects.lab.metrics import worked
from leaddash.subjects.lab.metrics.newly_worked import newly_worked
from leaddash.subjects.lab.metrics.rule_hygiene import rule_hygiene
from leaddash.subjects.lab.metrics.suggestion import UnlearntError, suggest
from leaddash.subjects.lab.sentences import worked_sentence
from leaddash.subjects.lab.tables import cell_names, cell_table, flips_table, grid_table, hygiene_table, quality_table
from leaddash.ui import asking, lab_state, screen, state, tables
from leaddash.ui.page import Page
from leaddash.ui.periods import Period

MOST = 500
"""Rows of a list that are sent to the browser; the download has all."""


def show_rest(page: Page, now: Changes) -> None:
    """Everything that takes longer than a hand waits; the page is under the proposal."""
    year = long_enough(page)
    (grid, curve), flips = asking.at_once(
        [lambda: year.ask_all("score_grid", "threshold_curve"), lambda: page.ask("score_flips")]
    )
    screen.caption(page.words("lab.outcomes_of", period=year.period.name(page.words)))
    left, right = page.columns(1, 1)
    with left:
        page.draw(score_grid(grid, page.words, page.palette), "grid")
        page.behind(grid_table(grid, page.words), "score-grid", ("fit_band", "behaviour_band"), full=grid)
        _cell(year, grid)
    with right:
        page.draw(threshold_rates(curve, page.words, page.palette, page.rules.scoring.threshold), "rates")
        page.download(curve, "threshold-curve")
    _flips(page, flips)
    parts = (("mqls_listed", _mqls), ("quality", _quality), ("hygiene", _hygiene), ("suggestion", _suggestion))
    for name, show in parts:
        _on_demand(page, now, name, show)


def long_enough(page: Page) -> Page:
    """The page over a year to the end of its period (or longer): of a last month nobody's time is over."""
    year = page.period.until.replace(day=1, year=page.period.until.year - 1)
    if page.period.since is None or page.period.since <= year:
        return page
    return replace(page, period=Period("custom", year, page.period.until))


def _cell(page: Page, grid: pd.DataFrame) -> None:
    """The MQLs of a chosen cell of the grid, each row opening its lead."""
    names = cell_names(grid, page.words)
    chosen = screen.selectbox(
        page.words("lab.cell"),
        list(names),
        index=None,
        format_func=lambda one: names.get(one, ""),
        placeholder=page.words("lab.cell_hint"),
        key=f"cell_{page.words.language}",
    )
    if chosen not in names:
        return
    cases = _cases(page)
    fit, behaviour = chosen
    mine = cases[(cases["behaviour_band"] == behaviour) & cases["fit_band"].map(lambda one: _same(one, fit))]
    _list_mqls(page, mine, "score-grid-cell", page.words("lab.cell_alt"))


def _cases(page: Page) -> pd.DataFrame:
    """The model MQLs of the page's period."""
    return registry.cases(page.snapshot, page.scope(), "score_grid", figure="mqls")


def _list_mqls(page: Page, cases: pd.DataFrame, name: str, alt: str) -> None:
    told = cell_table(cases.head(MOST), page.words, page.rules.timezone)
    _list(page, told, name, alt)
    if len(cases) > MOST:
        screen.caption(page.words("lab.first_of", first=MOST, n=len(cases)))
    page.download(cases, name)


def _same(band: Any, asked: str | None) -> bool:
    return band == asked or (asked is None and bool(pd.isna(band)))


def _flips(page: Page, flips: pd.DataFrame) -> None:
    """Who enters and who leaves, each row opening its lead, and what is known of those who enter."""
    screen.header(page.words("lab.flips"), anchor=False)
    if flips.empty:
        screen.caption(page.words("lab.no_flips"))
        return
    newly = newly_worked(page.snapshot, page.scope(), flips)
    if newly.entered:
        screen.html(tables.line(worked_sentence(newly.entered, newly.worked, newly.succeeded, page.words)))
    told = flips_table(flips.head(MOST), page.words, page.rules.timezone)
    _list(page, told, "flips", page.words("lab.flips_alt"))
    if len(flips) > MOST:
        screen.caption(page.words("lab.first_of", first=MOST, n=len(flips)))
    page.download(flips, "score-flips")


def _list(page: Page, told: pd.DataFrame, name: str, alt: str) -> None:
    """A list of leads; choosing a row opens its lead."""
    chosen: Any = screen.dataframe(
        told,
        hide_index=True,
        height=min(380, 36 * (len(told) + 1) + 3),
        column_config={column: page.words(f"column.{column}") for column in told},
        on_select="rerun",
        selection_mode="single-row",
        key=f"{name}_{page.words.language}",
        alt=alt,
    )
    if chosen and chosen.selection.rows:
        lead = str(told.iloc[chosen.selection.rows[0]]["lead_id"])
        st.switch_page("pages/leads.py", query_params={**state.link(), "lead": lead})


def _on_demand(page: Page, now: Changes, name: str, show: Callable[[Page, Changes], None]) -> None:
    """A part that is only worked out when it is asked for; forgotten once the weights move again."""
    mark = (agreement.packed(now), agreement.digest(page.rules), str(page.period), str(page.filters))
    with screen.expander(page.words(f"lab.{name}")):
        if screen.button(page.words(f"lab.{name}_do"), key=f"do_{name}"):
            st.session_state[f"_asked_{name}"] = mark
        if st.session_state.get(f"_asked_{name}") == mark:
            try:
                show(page, now)
            except DamageError:
                raise
            except LeadDashError as problem:
                screen.warning(str(problem))


def _mqls(page: Page, _now: Changes) -> None:
    _list_mqls(page, _cases(page), "mqls", page.words("lab.mqls_alt", period=page.names[0]))


def _quality(page: Page, _now: Changes) -> None:
    if not worked.is_known(page.snapshot):
        screen.caption(page.words("empty.unassigned"))
        return
    frame = long_enough(page).ask("score_quality")
    page.draw(lift_by_decile(frame, page.words, page.palette), "lift")
    page.behind(quality_table(frame, page.words), "score-quality", ("decile",), full=frame)


def _hygiene(page: Page, _now: Changes) -> None:
    with _progress(page) as told:
        frame = rule_hygiene(page.snapshot, page.scope(), progress=told)
    page.table(hygiene_table(frame, page.words), "rule-hygiene", texts=("part", "rule", "overlaps_with"), full=frame)


def _suggestion(page: Page, now: Changes) -> None:
    year = long_enough(page)
    try:
        with _progress(page) as told:
            found = suggest(page.snapshot, year.scope(), progress=told)
    except UnlearntError as problem:
        counts = {"won": problem.won, "lost": problem.lost, "thin": THIN}
        screen.warning(page.words(f"lab.unlearnt.{problem.why}", period=year.period.name(page.words), **counts))
        return
    screen.html(
        tables.line(
            page.words(
                "lab.suggested",
                n=found.worked,
                tested=found.tested,
                of=_area(found.roc_area, page),
                agreed=_area(found.roc_area_asked, page),
                day=page.words.day(found.split_on),
            )
        )
    )
    values = {
        **{points_key("fit", name): points for name, points in found.fit.items()},
        **{points_key("behaviour", name): points for name, points in found.behaviour.items()},
        agreement.number_key("threshold"): found.threshold,
    }
    screen.button(
        page.words("lab.take_suggestion"),
        on_click=lab_state.take,
        args=(now.also(values),),
    )


def _area(area: float | None, page: Page) -> str:
    return page.words.number(area, 2)


@contextmanager
def _progress(page: Page) -> Iterator[Callable[[float], None]]:
    """A bar that says how far a part is, gone when it is done."""
    text = page.words("lab.working")
    bar = st.empty()

    def told(share: float) -> None:
        with bar:
            screen.progress(min(max(share, 0.0), 1.0), text)

    told(0.0)

    try:
        yield told
    finally:
        bar.empty()
