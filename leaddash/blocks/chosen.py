"""What a reader has chosen: the values of a link, known before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leaddash.blocks.parts import Choice, Tick


@dataclass(frozen=True)
class Chosen:
    """The values of a link by their keys."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, choice: Choice) -> str:
        """The option chosen; an old or mistyped link gets the default."""
        chosen = self.values.get(choice.key)
        return str(chosen) if chosen in choice.options else choice.default

    def ticked(self, tick: Tick) -> bool:
        """Whether it is ticked."""
        return bool({"yes": True, "no": False}.get(self.get(tick.key), tick.default))

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, or its default."""
        return str(self.values.get(key) or default)
