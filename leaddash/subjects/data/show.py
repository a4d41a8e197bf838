"""What was read, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.kinds import Kind, of_kind
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Heading, Line, Note, Sentence, Table
from leaddash.subjects.data.sentences import data_sentence
from leaddash.words import Words

KINDS = of_kind(Kind.TEXT, "table", "present", "reason", "examples")


def show(ask: Ask, _chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Data."""
    manifest, words = ask.snapshot.manifest, look.words
    yield Sentence(data_sentence(manifest, words, look.zone))
    yield Table(pd.DataFrame([_counts(table, words) for table in manifest["tables"]]), "tables", KINDS)
    yield from _set_aside(manifest["tables"], "refused", words)
    yield from _set_aside(manifest["tables"], "repaired", words)
    yield from _warnings(manifest, words)


def _counts(table: Mapping[str, Any], words: Words) -> dict[str, object]:
    """Rows read, kept and refused of a table; one that the source lacks says so."""
    read, kept = int(table["read"]), int(table["kept"])
    return {
        "table": words(f"table.{table['table']}"),
        "present": words("data.present" if table["present"] else "data.absent"),
        "read": read,
        "kept": kept,
        "refused": read - kept,
    }


def _set_aside(tables: Sequence[Mapping[str, Any]], kind: str, words: Words) -> Iterator[Block]:
    """Rows refused, or values set empty: reason, how many, the first ones."""
    yield Heading(words(f"data.{kind}"))
    rows = [_group(table["table"], group, words) for table in tables for group in table[kind]]
    yield Table(pd.DataFrame(rows), kind, KINDS) if rows else Note(words(f"data.no_{kind}"))


def _group(table: str, group: Mapping[str, Any], words: Words) -> dict[str, object]:
    reason = words(f"reason.{group['reason'].replace(' ', '_')}", column=str(group["column"]))
    return {
        "table": words(f"table.{table}"),
        "reason": reason,
        "rows": group["count"],
        "examples": "; ".join(_example(example, words) for example in group["examples"]),
    }


def _example(example: Mapping[str, Any], words: Words) -> str:
    key = "data.example_hint" if example["hint"] else "data.example"
    value, hint = str(example["value"] or ""), example["hint"]
    return words(key, file=example["file"], row=str(example["row"]), value=value, hint=hint)


def _warnings(manifest: Mapping[str, Any], words: Words) -> Iterator[Block]:
    """What was kept although it is odd."""
    yield Heading(words("data.warnings"))
    for warning, times in manifest["warnings"].items():
        yield Line(words(f"warning.{warning.replace(' ', '_')}", n=int(times)))
    if not manifest["warnings"]:
        yield Note(words("data.no_warnings"))
    for name in manifest["unread"]:
        yield Line(words("data.unread", file=name))
