"""What several subjects call the same: ways out by their colours, cases left out."""

from __future__ import annotations

from leaddash.drawing.theme import Palette
from leaddash.words import Words


def exit_colour(exit_: str, palette: Palette) -> str:
    """The colour of a way out: late, not now, out of the question or lost."""
    colours = {"recycled": palette.late, "postponed": palette.open, "disqualified": palette.muted}
    return colours.get(exit_, palette.lost)


def left_out(whole: int, cases: int, words: Words) -> str:
    """How many of all are left out because their moment is not known; nothing where none is."""
    return words("chart.left_out", n=whole - cases, whole=words.number(whole)) if whole > cases else ""
