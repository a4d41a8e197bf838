"""What is typed, as names are compared: without accents, capitals and marks, the words in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaddash import statements
from leaddash.snapshots import Snapshot

FOLDED = Path(__file__).parent / "folded.sql"
WHOLE, BEGINNING, INSIDE = range(3)
"""How well something matches: by a whole name or id, by beginnings of words, by what stands inside them."""


@dataclass(frozen=True)
class Typed:
    """The words looked for; one typed with marks inside (`o'neil`, `tessara-787`) stays in one piece."""

    words: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it."""
        return " ".join(self.words)

    def rank(self, lines: str) -> int | None:
        """How well the lines of `told` match; None where a word is missing."""
        if not all(word in lines for word in self.words):
            return None
        if f"\n {self.whole}\n" in f"\n{lines}":
            return WHOLE
        return BEGINNING if all(f" {word}" in lines for word in self.words) else INSIDE


def typed(snapshot: Snapshot, text: str) -> Typed:
    """The words of a text; of an e-mail address its domain."""
    words = [word.rpartition("@")[2] or word for word in text.split()]
    return Typed(tuple(word for word in folded(snapshot, words) if word))


def folded(snapshot: Snapshot, texts: Sequence[str]) -> list[str]:
    """Texts as they are compared."""
    return list(snapshot.rows(statements.read(FOLDED), {"texts": [*texts]})["folded"].iloc[0])


def told(names: Sequence[str]) -> str:
    """Folded names as lines, in each of them every word behind a space."""
    return "".join(f" {name}\n" for name in names)
