"""What can be saved of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pandas as pd

from leaddash.blocks.block import Block
from leaddash.blocks.kinds import Kinds
from leaddash.snapshots import Snapshot

Made: TypeAlias = pd.DataFrame | Callable[[Snapshot], pd.DataFrame]
"""A frame, or what makes one of the snapshot."""


@dataclass(frozen=True)
class Download(Block):
    """A frame to be saved under a name, or one that is made of the snapshot when it is; `of` says more of the file.

    `shown`, where there is one, is the same as a page shows it, with the kinds of its columns: it is offered first.
    """

    frame: Made
    name: str
    of: Sequence[str] = ()
    shown: Made | None = None
    kinds: Kinds = field(default_factory=dict)
