"""What a reader looks for among the definitions: words in any order, with or without their accents."""

from __future__ import annotations

from unicodedata import combining, normalize


def is_found(wanted: str, *texts: str) -> bool:
    """Whether every word that is wanted stands somewhere in the texts, if only as a part of a word."""
    told = _bare(" ".join(texts))
    return all(word in told for word in _bare(wanted).split())


def _bare(text: str) -> str:
    """A text without capitals, accents and what joins the parts of a technical name."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter)).replace("_", " ")
