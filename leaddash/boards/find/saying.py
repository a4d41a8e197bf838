"""What Find says: its own texts, the keys there are, what a group is called, how much is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaddash.blocks.ask import Ask
from leaddash.boards.find.search import Group
from leaddash.moments import local_date
from leaddash.words import Words

KEYS = {"find": ("/", "Ctrl K"), "list": ("?",), "move": ("↑", "↓"), "open": ("Enter",), "close": ("Esc",)}
"""The keys there are, by what they do."""


def texts(words: Words) -> Mapping[str, str]:
    """The texts of the button and the dialogs."""
    find = {name: words(f"find.{name}") for name in ("button", "hint", "results", "start")}
    return {**find, "keys": words("keys.title"), "close": words("keys.close")}


def keys(words: Words) -> list[tuple[str, Sequence[str]]]:
    """What each key does, and the keys that do it."""
    return [(words(f"keys.{does}"), pressed) for does, pressed in KEYS.items()]


def title(group: Group, words: Words) -> str:
    """What a group is called."""
    return words(f"find.group.{group.name}")


def count(group: Group, words: Words) -> str:
    """How many of how many are shown; nothing where all are."""
    shown = len(group.best)
    return words("find.some", shown=shown, n=group.matches) if shown < group.matches else ""


def note(groups: Sequence[Group], text: str, ask: Ask, words: Words) -> str:
    """How much is found; where nothing is, by which day where later ones are known."""
    if groups:
        return words("find.found", n=sum(group.matches for group in groups))
    if ask.as_of >= ask.snapshot.newest:
        return words("find.none", typed=text)
    return words("find.none_as_of", typed=text, day=words.day(local_date(ask.as_of, ask.rules.timezone)))
