"""The manifest of a snapshot: what it was built from, by which rules, and what became of every row."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from leaddash import __version__, agreement
from leaddash.agreement import Agreement
from leaddash.build.tables import extent
from leaddash.snapshot import FORMAT, MANIFEST
from leaddash.sources import Findings, Reading, Source


def describe(
    db: duckdb.DuckDBPyConnection,
    source: Source,
    rules: Agreement,
    zone: str,
    tables: list[Findings],
    reading: Reading,
    warnings: dict[str, int],
) -> dict[str, Any]:
    """What is said of a snapshot that stands finished in the database."""
    first, newest = extent(db)
    nothing = datetime(1970, 1, 1)
    return {
        "format": FORMAT,
        "version": __version__,
        "source": source.name,
        "time_zone": zone,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "first": (first or newest or nothing).isoformat(),
        "newest": (newest or nothing).isoformat(),
        "agreement": agreement.dump(rules),
        "agreement_digest": agreement.digest(rules),
        "tables": [found.as_dict() for found in tables],
        "unread": list(reading.unread),
        "warnings": warnings,
    }


def write(fresh: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest with a digest of itself."""
    text = json.dumps(manifest, indent=1, sort_keys=True, default=str)
    manifest["digest"] = hashlib.sha256(text.encode()).hexdigest()
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1, default=str), "utf-8")
