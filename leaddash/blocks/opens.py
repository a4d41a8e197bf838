"""What a number opens when it is pressed: a list of leads, or one lead, as one word of a link."""

from __future__ import annotations

from collections.abc import Mapping

Opens = Mapping[str, str]
"""What changes in a link to see what stands behind a number: a figure with what narrows it, or a `lead`."""


def written(opens: Opens) -> str:
    """What is opened as one word, `figure:entered~stage:mql`: pairs set apart by `~`, of which keys have no `:`."""
    return "~".join(f"{key}:{_escaped(value)}" for key, value in opens.items())


def read(word: str) -> dict[str, str]:
    """What a word opens; what is no pair is left out."""
    pairs = (pair.partition(":") for pair in word.split("~"))
    return {key: _plain(value) for key, colon, value in pairs if colon}


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("~", "%7E")


def _plain(value: str) -> str:
    """The value as it was, whatever else of it looks like an escape."""
    return value.replace("%7E", "~").replace("%25", "%")
