"""A company less of one kind of evidence, as a CRM that never recorded it would tell it."""

from __future__ import annotations

from dataclasses import replace

from .company import Company


def without_touches(company: Company) -> Company:
    """Take the person out of every activity: nobody knows who reached out."""
    return replace(company, activities=[{**row, "person_id": None} for row in company.activities])


def without_contacts(company: Company) -> Company:
    """Say of no activity that it got through, only that somebody tried."""
    said: dict[str | None, str] = {"connected": "attempted"}
    quiet = [{**row, "outcome": said.get(row.get("outcome"), row.get("outcome"))} for row in company.activities]
    return replace(company, activities=quiet)


def without_assignments(company: Company) -> Company:
    """Forget who was given what: the hand-over is the entry into mql."""
    return replace(company, assignments=[])
