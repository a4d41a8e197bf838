"""How many rows were read, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaddash.words import Words


def data_sentence(manifest: Mapping[str, Any], words: Words, built: str) -> str:
    """How many rows were read and how many of them refused."""
    read = sum(table["read"] for table in manifest["tables"])
    refused = read - sum(table["kept"] for table in manifest["tables"])
    key = "insight.data.clean" if not refused else "insight.data.refused"
    return words(key, rows=read, refused=refused, source=_source_name(manifest["source"], words), built=built)


def _source_name(name: str, words: Words) -> str:
    """What a source is called; one of the user's own has the name it gives itself."""
    return words(f"source_name.{name}") if words.has(f"source_name.{name}") else name
