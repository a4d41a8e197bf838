"""What every stage and every number means, with the SQL that counts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from leaddash import statements
from leaddash.agreement import EXITS, STAGES
from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Code, Folded, Heading, Line, Note, Sentence, Table
from leaddash.metrics import figures, registry
from leaddash.words import Words

KINDS = of_kind(Kind.TEXT, "stage", "exit", "figure", "meaning", "window")


def show(ask: Ask, _chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Definitions."""
    words = look.words
    yield Sentence(words("insight.definitions"))
    yield Heading(words("definitions.stages"))
    yield _table([_stage(stage, ask, words) for stage in STAGES])
    yield Heading(words("definitions.exits"))
    yield _table([{"exit": words(f"exit.{name}"), "meaning": words(f"meaning.{name}")} for name in EXITS])
    yield Heading(words("definitions.figures"))
    yield _table(_figures(dict.fromkeys(name for kind in figures.LIST_KINDS for name in figures.names(kind)), words))
    yield Heading(words("definitions.metrics"))
    for name in registry.names():
        yield Folded(words(f"metric.{name}"), f"metric_{name}", partial(_metric, name, ask, look))


def _stage(stage: str, ask: Ask, words: Words) -> Mapping[str, str]:
    """A stage with its meaning and its window."""
    days = ask.window(stage)
    window = words("definitions.window", n=int(days)) if days else words("definitions.no_window")
    return {"stage": words(f"stage.{stage}"), "meaning": words(f"meaning.{stage}"), "window": window}


def _figures(names: Iterable[str], words: Words) -> list[Mapping[str, str]]:
    """Each count whose leads can be listed, with its meaning."""
    return [{"figure": words(f"figure.{name}"), "meaning": words(f"figure_meaning.{name}")} for name in names]


def _table(entries: list[Mapping[str, str]]) -> Table:
    return Table(pd.DataFrame(entries), "", KINDS, is_saved=False)


def _metric(name: str, ask: Ask, look: Look) -> Iterator[Block]:
    """A metric in words, and its SQL as run, with its parameters under the page's filters."""
    metric, words = registry.find(name), look.words
    sql, beneath = metric.statement, metric.beneath
    yield Line(words(f"metric.{name}_told"))
    if beneath:
        yield Note(words("definitions.cases"))
        yield Code(beneath, "sql", 240)
    yield Note(words("definitions.sql"))
    yield Code(sql, "sql", 320)
    yield Note(words("definitions.parameters"))
    known = ask.question().parameters
    yield Code(_listed({**statements.named_in(sql, known), **statements.named_in(beneath or sql, known)}))


def _listed(parameters: Mapping[str, Any]) -> str:
    return "\n".join(f"${name} = {value!r}" for name, value in sorted(parameters.items()))
