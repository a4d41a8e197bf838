"""The manifest of a snapshot: what it was built from, by which rules, and what became of every row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from leaddash import __version__, agreement
from leaddash.agreement import Agreement
from leaddash.snapshots import folders
from leaddash.snapshots.folders import FORMAT_VERSION, MANIFEST
from leaddash.snapshots.tables import evidence, extent
from leaddash.sources import Findings, Reading, Source


def describe(
    db: duckdb.DuckDBPyConnection,
    source: Source,
    rules: Agreement,
    zone: str,
    tables: list[Findings],
    reading: Reading,
    warnings: dict[str, int],
    made_from: str,
) -> dict[str, Any]:
    """What is said of a snapshot that stands finished in the database."""
    first, newest = extent(db)
    nothing = datetime(1970, 1, 1)
    return {
        "format": FORMAT_VERSION,
        "version": __version__,
        "source": source.name,
        "made_from": made_from,
        "time_zone": zone,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "first": (first or newest or nothing).isoformat(),
        "newest": (newest or nothing).isoformat(),
        "agreement": agreement.dump(rules),
        "agreement_digest": agreement.digest(rules),
        "evidence": evidence(db),
        "tables": [found.as_dict() for found in tables],
        "unread": list(reading.unread),
        "warnings": warnings,
    }


def write(fresh: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of a finished folder, with the sizes of its files and a digest of itself."""
    described = {**manifest, "files": folders.files(fresh)}
    text = json.dumps({**described, "digest": folders.digest(described)}, indent=1, default=str)
    (fresh / MANIFEST).write_text(text, "utf-8")
