"""Folders of exported files for tests, built for real, and what the snapshot says of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from leaddash.snapshots import DATABASE, Built, build

AS_OF = datetime(2026, 6, 30, 12)
LEADS = "lead_id,created_at\nL1,2026-01-01T09:00:00\nL2,2026-01-02T09:00:00\n"
ACTIVITIES = "lead_id,occurred_at,activity_type\nL1,2026-01-03T09:00:00,call\n"
STAGES = "lead_id,stage,entered_at\n"
OPPORTUNITIES = "opportunity_id,lead_id,created_at\n"
CHANGES = "opportunity_id,changed_at,stage\n"


def fill(folder: Path, **tables: str | bytes) -> Path:
    """Write `<table>.csv` for each table given; leads and activities also where none are given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"leads": LEADS, "activities": ACTIVITIES, **tables}.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def fill_parquet(path: Path, **columns: Any) -> None:
    """Write one Parquet file of the columns given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)


def built(folder: Path, **options: Any) -> Built:
    """Build a folder into `snapshots` beside it, at a fixed end of the data."""
    return build(folder, folder.parent / "snapshots", **{"as_of": AS_OF, "local_zone": "UTC", **options})


def told(done: Built, sql: str) -> list[tuple[Any, ...]]:
    """Rows that a finished snapshot answers to a statement."""
    with duckdb.connect(done.folder / DATABASE, read_only=True) as db:
        return db.execute(sql).fetchall()


def refusals(done: Built, target: str = "refused") -> list[tuple[Any, ...]]:
    """Rows refused (or values repaired): table, reason, column, value, file, row."""
    columns = "table_name, reason, column_name, value, file, row"
    return told(done, f"select {columns} from {target} order by table_name, file, row")


def counts(done: Built) -> dict[str, tuple[int, int]]:
    """Rows read and kept of each table that had a file."""
    return {found.table: (found.read, found.kept) for found in done.tables if found.present}
