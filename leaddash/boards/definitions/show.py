"""What every stage and every number means, with the SQL that counts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from leaddash import statements
from leaddash.agreement import EXITS, STAGES
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Code, Folded, Heading, Line, Note, Notice, Search, Sentence, Terms
from leaddash.boards.definitions.search import is_found
from leaddash.metrics import figures, registry
from leaddash.words import Words

TERM, DEFINE = "term", "define"
"""Keys of what is looked for, and of the one name that the page is opened to show."""
Entries = Mapping[str, tuple[str, ...]]
"""Names with what is told of each, the first being what it is called."""


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Definitions."""
    words, wanted, name = look.words, chosen.get(TERM), chosen.get(DEFINE)
    yield Sentence(words("insight.definitions"))
    yield Search(TERM, words("definitions.search_hint"), is_live=True, width=420)
    metrics = _found(wanted, _metrics(words))
    tables = {title: _found(wanted, entries) for title, entries in _tables(ask, words).items()}
    if name and not any(name in entries for entries in (_metrics(words), *_tables(ask, words).values())):
        yield Notice(words("definitions.unknown", name=name))
    if not any((metrics, *tables.values())):
        yield Notice(words("definitions.nothing", wanted=wanted), is_warning=False)
    for title, entries in tables.items():
        if entries:
            yield Heading(words(f"definitions.{title}"))
            yield Terms(COLUMNS[title], entries, name if name in entries and name not in metrics else "")
    if metrics:
        yield Heading(words("definitions.metrics"))
    for metric, (title, *_) in metrics.items():
        yield Folded(title, f"metric_{metric}", partial(_metric, metric, ask, look), is_chosen=metric == name)


COLUMNS = {
    "stages": ("stage", "meaning", "window"),
    "exits": ("exit", "meaning"),
    "figures": ("figure", "meaning"),
}
"""The tables of the page, in their order, with what their columns are called."""


def _tables(ask: Ask, words: Words) -> dict[str, Entries]:
    """Everything but the metrics, table by table."""
    counts = dict.fromkeys(name for kind in figures.LIST_KINDS for name in figures.names(kind))
    return {
        "stages": {stage: _stage(stage, ask, words) for stage in STAGES},
        "exits": {name: (words(f"exit.{name}"), words(f"meaning.{name}")) for name in EXITS},
        "figures": {name: (words(f"figure.{name}"), words(f"figure_meaning.{name}")) for name in counts},
    }


def _stage(stage: str, ask: Ask, words: Words) -> tuple[str, ...]:
    """A stage with its meaning and its window."""
    days = ask.window(stage)
    window = words("definitions.window", n=int(days)) if days else words("definitions.no_window")
    return words(f"stage.{stage}"), words(f"meaning.{stage}"), window


def _metrics(words: Words) -> Entries:
    """The metrics, each with what it tells."""
    return {name: (words(f"metric.{name}"), words(f"metric.{name}_told")) for name in registry.names()}


def _found(wanted: str, entries: Entries) -> Entries:
    """The entries in whose name or text stands what is wanted; all of them where nothing is."""
    return {name: told for name, told in entries.items() if is_found(wanted, name, *told)}


def _metric(name: str, ask: Ask, look: Look) -> Iterator[Block]:
    """A metric in words, and its SQL as run, with its parameters under the filters of the link."""
    metric, words = registry.find(name), look.words
    sql, beneath = metric.statement, metric.beneath
    yield Line(words(f"metric.{name}_told"))
    yield Note(words("definitions.called"))
    yield Code(f"leaddash metric {name}", "bash")
    if beneath:
        yield Note(words("definitions.cases"))
        yield Code(beneath, "sql", 240)
    yield Note(words("definitions.sql"))
    yield Code(sql, "sql", 320)
    yield Note(words("definitions.parameters"))
    known = ask.question().parameters
    yield Code(_listed({**statements.named_in(sql, known), **statements.named_in(beneath or sql, known)}))


def _listed(parameters: Mapping[str, Any]) -> str:
    return "\n".join(f"${name} = {statements.literal(value)}" for name, value in sorted(parameters.items()))
