"""Why a deal needs a decision, in words."""

from __future__ import annotations

from leaddash.words import Words

FLAGS = ("overdue", "undated", "no_amount", "ahead", "pushed", "silent", "old", "period_end")
"""The reasons in the order in which they are told."""


def flags_in_words(flags: object, words: Words) -> str:
    """The flags of a deal in short words; nothing where it has none."""
    said = str(flags).split(", ") if isinstance(flags, str) and flags else []
    return ", ".join(words(f"flag.{flag}") for flag in FLAGS if flag in said)
