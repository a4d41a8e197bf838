"""The same random lives led more slowly, so that ninety days and half a year fit into them."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from .company import Company, Row
from .histories import BASE, Cut


def slowed_moment(moment: datetime, times: int) -> datetime:
    """Let a moment come so many times as late; in steps of six hours, 15 times makes ninety days of 24 steps."""
    return BASE + times * (moment - BASE)


def slowed_row(row: Row, times: int) -> Row:
    """Slow down every moment of a row."""
    return {name: slowed_moment(value, times) if isinstance(value, datetime) else value for name, value in row.items()}


def slowed(company: Company, times: int) -> Company:
    """Slow down every moment of a company."""
    tables = {table.name: getattr(company, table.name) for table in fields(company)}
    return Company(**{name: [slowed_row(row, times) for row in rows] for name, rows in tables.items()})


def slowed_cut(cut: Cut, times: int) -> Cut:
    """Slow down a question, to go with a slowed company."""
    asked = (cut.since, cut.until, cut.as_of)
    return Cut(*(slowed_moment(moment, times) if moment is not None else None for moment in asked))
