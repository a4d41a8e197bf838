"""The scoring lab: move a weight, see the MQLs move."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leaddash.blocks.ask import Ask
from leaddash.blocks.block import Block
from leaddash.blocks.chosen import Chosen
from leaddash.blocks.look import Look
from leaddash.blocks.parts import Control, Fold, Live, Notice
from leaddash.subjects.lab.compared import show_compared
from leaddash.subjects.lab.proposal import is_of_another, is_unreadable
from leaddash.subjects.lab.resting import show_resting


def show(ask: Ask, chosen: Chosen, look: Look) -> Iterator[Block]:
    """The page Lab: the weights and what follows the hand on them, and everything else once they rest."""
    yield Control("lab_tools")
    if is_unreadable(chosen):
        yield Notice(look.words("lab.unreadable"))
    if is_of_another(ask.rules, chosen):
        yield Notice(look.words("lab.of_another"))
    yield Control("lab_weights")
    yield Live(show_resting)
    yield Fold(look.words("lab.compare"), partial(show_compared, ask, chosen, look))
