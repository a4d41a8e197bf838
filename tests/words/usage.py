"""What keys the code asks the words for, read from its syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from leaddash import home

CODE = home.PACKAGE
FILES = [*sorted(CODE.rglob("*.py")), *sorted(home.PAGES.glob("*.py"))]
KEY = re.compile(r"[a-z]\w*(\.\w+)+")
"""A key in full."""
FORMS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories."""


@dataclass(frozen=True)
class Asked:
    """A key, or a pattern of keys, that a call asks for, and where."""

    pattern: str
    where: str
    has_count: bool

    def fits(self, key: str) -> bool:
        """Whether the call may ask for the key."""
        return re.fullmatch(self.pattern, key) is not None


def base(key: str, among: Collection[str]) -> str:
    """A key without its plural form, which it has where the form for one or for all others stands beside it."""
    before, _, form = key.rpartition(".")
    return before if form in FORMS and (f"{before}.one" in among or f"{before}.other" in among) else key


def mentioned() -> list[str]:
    """Patterns of every key that stands anywhere in the code: in full, as an f-string, or as what is chosen from."""
    found: list[str] = []
    for path in FILES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                found.append(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr) and re.match(r"[a-z]\w*\.", _start(node)):
                found.append(_pattern(node))
            elif _is_choice(node):
                found.append(re.escape(_chosen(node)) + r"\.[^.]+")
    return found


def asked() -> Iterator[Asked]:
    """Every call of the words (`words(…)`, `page.words(…)`, `words.form(…)`) that names its key, also as f-string."""
    for path in FILES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and node.args and (_is_words(node.func) or _is_form(node.func)):
                counts = _is_form(node.func) or any(word.arg in ("n", None) for word in node.keywords)
                for pattern in _patterns(node.args[0]):
                    yield Asked(pattern, f"{path.relative_to(CODE.parent)}:{node.lineno}", counts)


def _patterns(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_patterns(node.body), *_patterns(node.orelse)]
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    return [_pattern(node)] if isinstance(node, ast.JoinedStr) and _start(node) else []


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[^.]+" for part in node.values)


def _start(node: ast.JoinedStr) -> str:
    first = node.values[0] if node.values else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _is_words(node: ast.expr) -> bool:
    return (node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")) == "words"


def _is_form(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "form" and _is_words(node.value)


def _is_choice(node: ast.AST) -> bool:
    """`page.choose(key, options, default, words)`: the options are named by the words under `words`."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "choose" and len(node.args) == 4


def _chosen(node: ast.AST) -> str:
    assert isinstance(node, ast.Call)
    assert isinstance(node.args[3], ast.Constant)
    return str(node.args[3].value)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
