"""The terminal, with its escape: what is told there is read as typed."""

from __future__ import annotations

from rich.console import Console

from leaddash.plain import plain_lines


def say(console: Console, text: str, style: str | None = None) -> None:
    """Print lines as typed: no markup, nothing that a terminal obeys."""
    console.print(plain_lines(text), style=style, markup=False, emoji=False, highlight=False, soft_wrap=True)
