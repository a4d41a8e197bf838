"""Text from data, agreement, link or person as anyone can read it, the first half of every sink's escape."""

from __future__ import annotations

import re

_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # of no width
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"  # joiners of what they cannot join
)
"""What nobody sees of a text but lines, tabs and feeds."""


def plain(text: str) -> str:
    """A text on one line, without what nobody sees: controls, turns of direction, characters of no width."""
    return plain_lines(_SPACES.sub(" ", text))


def plain_lines(text: str) -> str:
    """The same with its lines kept."""
    return text if text.isascii() and text.isprintable() else UNSEEN.sub("", text)
