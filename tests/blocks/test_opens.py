"""What is opened, as one word of a link."""

from __future__ import annotations

from hypothesis import given, seed
from hypothesis import strategies as st

from leaddash.blocks import opens
from tests.hostile import TEXTS

KEYS = st.sampled_from(["figure", "stage", "only", "lead", "reason"])


def test_it_can_be_read() -> None:
    assert opens.written({"figure": "entered", "stage": "mql"}) == "figure:entered~stage:mql"
    assert opens.written({}) == ""
    assert opens.read("nothing") == opens.read("") == {}


@seed(20261130)
@given(st.dictionaries(KEYS, st.text() | st.sampled_from(TEXTS)))
def test_it_is_read_as_it_was_written(opened: dict[str, str]) -> None:
    assert opens.read(opens.written(opened)) == opened
    assert opens.read(opens.written({"only": opens.written(opened)})) == {"only": opens.written(opened)}


def test_a_slice_of_an_earlier_link_is_read() -> None:
    assert opens.read("source:paid search") == {"source": "paid search"}
    assert opens.read("campaign:50% off") == {"campaign": "50% off"}
