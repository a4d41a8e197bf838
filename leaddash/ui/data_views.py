"""What a build read, refused and set empty."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from leaddash.snapshots import Snapshot
from leaddash.ui import screen, tables
from leaddash.ui.page import Page
from leaddash.words import Words


def built_at(page: Page) -> str:
    """When the page's snapshot was built, in local time."""
    return when_built(page.snapshot, page.words, page.rules.timezone)


def when_built(snapshot: Snapshot, words: Words, zone: str) -> str:
    """When a snapshot was built, in local time."""
    moment = datetime.fromisoformat(snapshot.manifest["built_at"])
    return words.moment(moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None))


def show_tables(page: Page) -> None:
    """Per table: rows read, kept and refused; a table the source lacks says so."""
    rows = [_counts(found, page) for found in page.snapshot.manifest["tables"]]
    page.table(pd.DataFrame(rows), "tables", texts=("table", "present"))


def show_set_aside(page: Page, kind: str) -> None:
    """Rows refused, or values set empty: reason, how many, the first ones."""
    screen.header(page.words(f"data.{kind}"), anchor=False)
    rows = [_group(found["table"], group, page) for found in page.snapshot.manifest["tables"] for group in found[kind]]
    if not rows:
        screen.caption(page.words(f"data.no_{kind}"))
        return
    page.table(pd.DataFrame(rows), kind, texts=("table", "reason", "examples"))


def show_warnings(page: Page) -> None:
    """What was kept although it is odd."""
    screen.header(page.words("data.warnings"), anchor=False)
    warnings = page.snapshot.manifest["warnings"]
    for warning, times in warnings.items():
        screen.html(tables.line(page.words(f"warning.{warning.replace(' ', '_')}", n=int(times))))
    if not warnings:
        screen.caption(page.words("data.no_warnings"))
    for name in page.snapshot.manifest["unread"]:
        screen.html(tables.line(page.words("data.unread", file=name)))


def _counts(found: dict[str, object], page: Page) -> dict[str, object]:
    read, kept = int(str(found["read"])), int(str(found["kept"]))
    present = page.words("data.present" if found["present"] else "data.absent")
    return {
        "table": page.words(f"table.{found['table']}"),
        "present": present,
        "read": read,
        "kept": kept,
        "refused": read - kept,
    }


def _group(table: str, group: dict[str, object], page: Page) -> dict[str, object]:
    examples: list[dict[str, str]] = group["examples"]  # type: ignore[assignment]
    reason = page.words(f"reason.{str(group['reason']).replace(' ', '_')}", column=str(group["column"]))
    told = [
        page.words(key, file=one["file"], row=str(one["row"]), value=str(one["value"] or ""), hint=one["hint"])
        for one in examples
        for key in ["data.example_hint" if one["hint"] else "data.example"]
    ]
    return {
        "table": page.words(f"table.{table}"),
        "reason": reason,
        "rows": group["count"],
        "examples": "; ".join(told),
    }
