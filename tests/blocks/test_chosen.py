"""What a link chooses, and what it cannot choose."""

from __future__ import annotations

import pytest

from leaddash.blocks.chosen import Chosen
from leaddash.blocks.parts import Choice, Tick

STAGE = Choice("stage", {"mql": "MQL", "target": "Target"}, "mql")


@pytest.mark.parametrize(
    ("link", "chosen"),
    [({"stage": "target"}, "target"), ({"stage": "nothing"}, "mql"), ({"stage": None}, "mql"), ({}, "mql")],
)
def test_what_is_no_option_gets_the_default(link: dict[str, str | None], chosen: str) -> None:
    assert Chosen(link)(STAGE) == chosen


@pytest.mark.parametrize(("said", "default", "ticked"), [("yes", False, True), ("no", True, False), ("x", True, True)])
def test_a_tick_is_yes_or_no_or_its_default(said: str, default: bool, ticked: bool) -> None:
    assert Chosen({"live": said}).ticked(Tick("live", default)) is ticked
    assert Chosen().ticked(Tick("live", default)) is default
