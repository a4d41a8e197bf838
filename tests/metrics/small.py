"""Small companies told line by line, built for real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from leaddash import agreement
from leaddash.moments import moment
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests.intake import built, fill

UTC_RULES = agreement.parse({"timezone": "UTC"})
Told = Callable[..., Snapshot]


def tell(folder: Path, rules: dict[str, Any], **tables: str) -> Snapshot:
    """A company of tables told line by line: cells apart by blanks, `-` for an empty one."""
    fill(folder, **{name: _csv(text) for name, text in tables.items()})
    return open_snapshot(built(folder, as_of=None, local_zone=None, rules=agreement.parse(rules, UTC_RULES)).folder)


def _csv(text: str) -> str:
    rows = [["" if cell == "-" else cell for cell in line.split()] for line in text.strip().splitlines()]
    return "\n".join(",".join(row) for row in rows) + "\n"


def row(frame: pd.DataFrame, **key: Any) -> pd.Series:
    """The only row of a frame with these values."""
    for name, value in key.items():
        frame = frame[frame[name] == value]
    (place,) = frame.index
    return frame.loc[place]


def at(text: str) -> Scope:
    """The question as of the end of a day."""
    return Scope(as_of=moment(text, "UTC", end_of_day=True))


VISIT = "lead_id occurred_at activity_type direction person_id outcome\n{} visit inbound s1 -"
"""An activity of a person that is no touch: it shows that people are written down."""
