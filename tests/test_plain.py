"""What is taken out of a text before anything shows it: what nobody sees."""

from __future__ import annotations

import unicodedata

import pytest

from leaddash.plain import plain, plain_lines


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ana Pérez – 50 % (n\u00a03)", "Ana Pérez – 50 % (n\u00a03)"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),  # shown as invoiceexe.pdf by who obeys the turn
        ("\u2066\u2067x\u2068\u2069\u200e\u200f\u061c", "x"),
        ("pay\u200bpal\u2060\ufeff\u00ad", "paypal"),
        ("a\x00b\x07c\x1b[31md\x7f\x9b2J", "abc[31md2J"),
        ("one\ntwo\r\nthree\tfour\u2028five", "one two  three four five"),
        ("\ud800x\ufdd0\uffff", "x"),
        ("pay\u200dpal\u200c", "paypal"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),  # a family is joined of its people
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian parts within a word
        ("李雷 🚀 ﷽", "李雷 🚀 ﷽"),
    ],
)
def test_what_nobody_sees_is_taken_out(text: str, read: str) -> None:
    assert plain(text) == read


def test_lines_stay_where_lines_are_read() -> None:
    assert plain_lines("one\n\ttwo\u202e\x1b") == "one\n\ttwo"


def test_no_control_and_no_turn_of_direction_is_left_of_all_characters_there_are() -> None:
    turns = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    left = plain("".join(map(chr, range(0x110000))))
    assert not {
        one for one in left if unicodedata.category(one) in ("Cc", "Cs") or unicodedata.bidirectional(one) in turns
    }
