"""What a promise is called on screen."""

from __future__ import annotations

from leaddash.words.words import Words


def promise_name(name: str, words: Words) -> str:
    """The words for one of the default promises; one of the user's own has its name, underscores as spaces."""
    return words(f"promise.{name}") if words.has(f"promise.{name}") else name.replace("_", " ")
