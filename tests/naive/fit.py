"""Fit points the slow way: one lead and one rule at a time."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

Cell = str | float | bool | None


def said(cell: Cell) -> set[str]:
    """Say a cell as text, in lower case; a whole number with and without its `.0`."""
    text = str(cell).strip().lower()
    return {text, text.removesuffix(".0")} if number(cell) is not None else {text}


def number(cell: Cell) -> float | None:
    """Read a cell as a finite number, if it is one."""
    if isinstance(cell, bool):
        return None
    try:
        value = float(str(cell))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def equal(cell: Cell, wanted: str | float | bool) -> bool:
    """Compare a cell with a value of a rule: numbers as numbers, all else as text."""
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return number(cell) == float(wanted)
    return str(wanted).strip().lower() in said(cell)


def holds(rule: Mapping[str, Any], lead: Mapping[str, Cell]) -> bool:
    """Say whether a rule holds for a lead; an empty value satisfies none."""
    cell = next((value for name, value in lead.items() if name.lower() == rule["column"].lower()), None)
    if cell is None or said(cell) == {""}:
        return False
    if "equals" in rule:
        return equal(cell, rule["equals"])
    if "in" in rule:
        return any(equal(cell, wanted) for wanted in rule["in"])
    if "range" in rule:
        value = number(cell)
        return value is not None and rule["range"][0] <= value <= rule["range"][1]
    glob = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in rule["matches"].lower())
    return any(re.fullmatch(glob, text, re.DOTALL) for text in said(cell))


def fit(scoring: Mapping[str, Any], lead: Mapping[str, Cell]) -> float:
    """Add up the points of the rules that hold, at most the cap, at least 0 if that is agreed."""
    points = sum(rule["points"] for rule in scoring["fit"] if holds(rule, lead))
    if scoring["fit_cap"] != "none":
        points = min(points, scoring["fit_cap"])
    return float(max(points, 0) if scoring["fit_at_least_zero"] else points)


def band(scoring: Mapping[str, Any], points: float) -> str | None:
    """Name the band of a fit by its lower bound; below the first there is none."""
    below = [lower for lower in scoring["fit_bands"] if lower <= points + 1e-6]
    return f"{max(below):g}" if below else None
