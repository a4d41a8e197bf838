"""Parameters that say what their value is: none has a name that says nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.test_house import PYTHON, Function, check, nodes

VAGUE = {"told", "asked", "found", "at", "one", "mine", "rows", "place"}


def vague(path: Path) -> int:
    """How many parameters of a module's functions and lambdas have a name that says nothing."""
    takers = [node.args for node in nodes(path) if isinstance(node, Function | ast.Lambda)]
    return sum(name in VAGUE for taker in takers for name in names(taker))


def names(taker: ast.arguments) -> list[str]:
    several = [each for each in (taker.vararg, taker.kwarg) if each]
    return [each.arg for each in [*taker.posonlyargs, *taker.args, *taker.kwonlyargs, *several]]


def test_no_parameter_has_a_name_that_says_nothing() -> None:
    check(PYTHON, vague, f"name what the value of these parameters is, instead of {', '.join(sorted(VAGUE))}")


def test_a_name_that_says_nothing_is_seen_in_each_kind_of_parameter(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def f(at, /, one, *told, mine, **found):\n    return lambda rows, score=1: rows\n", "utf-8")
    assert vague(module) == 6
