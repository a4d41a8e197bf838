"""What the lab shows once the weights rest: outcomes, who enters and leaves; on demand quality, rules, a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pandas as pd

from leaddash import agreement
from leaddash.agreement import Changes, points_key
from leaddash.blocks.ask import Ask, at_once
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import (
    Cases,
    Chart,
    Choice,
    Columns,
    Control,
    Download,
    Heading,
    Line,
    Note,
    Notice,
    OnDemand,
)
from leaddash.periods import Period
from leaddash.stats import THIN
from leaddash.subjects.lab.charts.score_grid import score_grid as score_grid_chart
from leaddash.subjects.lab.charts.score_quality import lift_by_decile
from leaddash.subjects.lab.charts.threshold_rates import threshold_rates
from leaddash.subjects.lab.metrics import worked
from leaddash.subjects.lab.metrics.newly_worked import newly_worked
from leaddash.subjects.lab.metrics.rule_hygiene import rule_hygiene
from leaddash.subjects.lab.metrics.score_flips import score_flips
from leaddash.subjects.lab.metrics.score_grid import score_grid
from leaddash.subjects.lab.metrics.score_quality import score_quality
from leaddash.subjects.lab.metrics.suggestion import Suggestion, UnlearntError, suggest
from leaddash.subjects.lab.metrics.threshold_curve import threshold_curve
from leaddash.subjects.lab.proposal import proposal
from leaddash.subjects.lab.sentences import worked_sentence
from leaddash.subjects.lab.tables import cell_names, cell_table, flips_table, grid_table, hygiene_table, quality_table

MOST_LISTED = 500
"""Rows of a list that are sent to the browser; the download has all."""
Progress = Callable[[float], None]
Part = Callable[[Ask, Look, Progress], Iterator[Block]]


def show_resting(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """Everything that takes longer than a hand waits, under the proposal of the link."""
    now = proposal(ask.rules, chosen)
    tried = ask.under(agreement.under(now, ask.rules))
    year, words = long_enough(tried), look.words
    (grid, curve), flips = at_once([lambda: year.all(score_grid, threshold_curve), lambda: tried(score_flips)])
    yield Note(words("lab.outcomes_of", period=year.period.name(words)))
    rates = threshold_rates(curve, words, look.palette, tried.rules.scoring.threshold)
    shown = Chart(score_grid_chart(grid, words, look.palette), grid_table(grid, words))
    left = [shown, *_cell(year, grid, chosen, look)]
    yield Columns((1, 1), [left, [Chart(rates), Download(curve, "threshold-curve")]])
    yield from _flips(tried, flips, look)
    mark = agreement.packed(now), agreement.digest(ask.rules), str(tried.period), str(tried.filters)
    suggestion = partial(_suggestion, now)
    parts: dict[str, Part] = {"mqls_listed": _mqls, "quality": _quality, "hygiene": _hygiene, "suggestion": suggestion}
    for name, part in parts.items():
        yield OnDemand(words(f"lab.{name}"), words(f"lab.{name}_do"), name, mark, partial(part, tried, look))


def long_enough(ask: Ask) -> Ask:
    """The same over a year to the end of its period (or longer): of a last month nobody's time is over."""
    year = ask.period.until.replace(day=1, year=ask.period.until.year - 1)
    if ask.period.since is None or ask.period.since <= year:
        return ask
    return ask.over(Period("custom", year, ask.period.until))


def _cell(ask: Ask, grid: pd.DataFrame, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The MQLs of a chosen cell of the grid, each row opening its lead."""
    words, named = look.words, cell_names(grid, look.words)
    cells = {f"{behaviour}/{fit}": (fit, behaviour) for fit, behaviour in named}
    names = dict(zip(cells, named.values(), strict=True))
    choice = Choice(f"cell_{words.language}", names, "", label=words("lab.cell"), placeholder=words("lab.cell_hint"))
    yield choice
    if chosen(choice) in cells:
        fit, behaviour = cells[chosen(choice)]
        mqls = _model_mqls(ask)
        is_of_fit = mqls["fit_band"].map(lambda band: _same(band, fit))
        own = mqls[(mqls["behaviour_band"] == behaviour) & is_of_fit]
        yield from _listed_mqls(ask, own, "score-grid-cell", words("lab.cell_alt"), look)


def _model_mqls(ask: Ask) -> pd.DataFrame:
    """The model MQLs of the period."""
    return score_grid.list_cases(ask.snapshot, ask.question(), {"figure": "mqls"})


def _listed_mqls(ask: Ask, mqls: pd.DataFrame, name: str, alt: str, look: Look) -> Iterator[Block]:
    words, zone = look.words, ask.rules.timezone
    listed = cell_table(mqls.head(MOST_LISTED), words, zone)
    yield Cases(listed, name, alt, mqls, every=lambda: cell_table(mqls, words, zone))
    yield from _first_of(mqls, look)


def _first_of(frame: pd.DataFrame, look: Look) -> Iterator[Block]:
    if len(frame) > MOST_LISTED:
        yield Note(look.words("lab.first_of", first=MOST_LISTED, n=len(frame)))


def _same(band: Any, wanted: str | None) -> bool:
    return band == wanted or (wanted is None and bool(pd.isna(band)))


def _flips(ask: Ask, flips: pd.DataFrame, look: Look) -> Iterator[Block]:
    """Who enters and who leaves, each row opening its lead, and what is known of those who enter."""
    words = look.words
    yield Heading(words("lab.flips"))
    if flips.empty:
        yield Note(words("lab.no_flips"))
        return
    newly = newly_worked(ask.snapshot, ask.question(), flips)
    if newly.entered:
        yield Line(worked_sentence(newly.entered, newly.worked, newly.succeeded, words))
    zone = ask.rules.timezone
    listed = flips_table(flips.head(MOST_LISTED), words, zone)
    yield Cases(listed, "score-flips", words("lab.flips_alt"), flips, every=lambda: flips_table(flips, words, zone))
    yield from _first_of(flips, look)


def _mqls(ask: Ask, look: Look, _progress: Progress) -> Iterator[Block]:
    alt = look.words("lab.mqls_alt", period=ask.names(look.words)[0])
    yield from _listed_mqls(ask, _model_mqls(ask), "mqls", alt, look)


def _quality(ask: Ask, look: Look, _progress: Progress) -> Iterator[Block]:
    if not worked.is_known(ask.snapshot):
        yield Note(look.words("empty.unassigned"))
        return
    deciles = long_enough(ask)(score_quality)
    yield Chart(lift_by_decile(deciles, look.words, look.palette), quality_table(deciles, look.words))


def _hygiene(ask: Ask, look: Look, progress: Progress) -> Iterator[Block]:
    yield hygiene_table(rule_hygiene(ask.snapshot, ask.question(), progress=progress), look.words)


def _suggestion(now: Changes, ask: Ask, look: Look, progress: Progress) -> Iterator[Block]:
    year, words = long_enough(ask), look.words
    try:
        suggested = suggest(ask.snapshot, year.question(), progress=progress)
    except UnlearntError as problem:
        counts = {"won": problem.won, "lost": problem.lost, "thin": THIN}
        yield Notice(words(f"lab.unlearnt.{problem.why}", period=year.period.name(words), **counts))
        return
    areas = {"of": words.number(suggested.roc_area, 2), "agreed": words.number(suggested.roc_area_asked, 2)}
    day = words.day(suggested.split_on)
    yield Line(words("lab.suggested", n=suggested.worked, tested=suggested.tested, day=day, **areas))
    yield Control("take_suggestion", (now.also(_suggested(suggested)),))


def _suggested(suggestion: Suggestion) -> dict[str, float]:
    """The weights of a suggestion by their keys."""
    fit = {points_key("fit", name): points for name, points in suggestion.fit.items()}
    behaviour = {points_key("behaviour", name): points for name, points in suggestion.behaviour.items()}
    return {**fit, **behaviour, agreement.number_key("threshold"): suggestion.threshold}
