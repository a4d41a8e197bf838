"""The one way of a text into what Streamlit reads as Markdown: everything in it is shown as typed.

What Markdown itself reads is led by a backslash. Streamlit also reads the finished text once more, for addresses,
icons, emoji and arrows: a mark that those need gets a node of its own (`:color[…]` without a colour).
"""

from __future__ import annotations

import re

from leaddash.plain import plain

_ARROW = r"(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)"
_READ_AGAIN = rf"""
    {_ARROW}
    | :(?=[\w+/-]) (?! (?<=\d:) \d\d (?!\w) )   # icons, emoji, https://; a time of day stays
    | (?<=[\w.+-]) @ (?=[\w-])
    | (?<=www) \.
"""
_READ = r"""
    ^ [#>] | ^ [-+] (?![\w.,]) | ^ \d{1,9} [.)] (?!\S)
    | [\\`*\[\]~$] | (?<![^\W_]) _ | _ (?![^\W_]) | < (?=[a-z/!?]) | & (?=[\w\#]) | : (?=:)
"""
_MARKS = re.compile(rf"(?P<again>{_READ_AGAIN})|{_READ}", re.VERBOSE | re.IGNORECASE)


def markdown(text: str) -> str:
    """A text as Markdown that says just this text."""
    return _MARKS.sub(_escaped, plain(text).strip())


def _escaped(match: re.Match[str]) -> str:
    if match["again"]:
        return "".join(f":color[\\{mark}]" for mark in match["again"])
    return f"{match[0][:-1]}\\{match[0][-1]}"
