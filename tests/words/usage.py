"""What keys the code asks the words for, read from its syntax, and whose rooms it asks them in."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from leaddash import home
from leaddash.words import files

CODE = home.PACKAGE
FILES = [*sorted(CODE.rglob("*.py")), *sorted(home.PAGES.glob("*.py"))]
KEY = re.compile(r"[a-z]\w*(\.\w+)+")
"""A key in full."""
NAMED_OTHERWISE = {
    "boards": ("boards/*", "pages/overview.py"),
    "leads": ("boards/leads/*",),
    "promises": ("ui/what_if.py", "pages/sla.py"),
}
"""Rooms of a subject that do not bear its name."""
FORMS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories."""


@dataclass(frozen=True)
class Mention:
    """A key, or a pattern of keys, that stands in a file."""

    pattern: str
    path: Path
    line: int

    @property
    def where(self) -> str:
        """The place, for a reader."""
        return f"{named(self.path)}:{self.line}"

    @property
    def family(self) -> str:
        """The first part of the key, where nothing more of it is said than how it goes on or ends; else nothing."""
        found = re.fullmatch(r"(\w+)\\\.\w*\[\^\.\]\+\w*", self.pattern)
        return found[1] if found else ""

    def fits(self, key: str) -> bool:
        """Whether the key may be meant."""
        return re.fullmatch(self.pattern, key) is not None


@dataclass(frozen=True)
class Asked(Mention):
    """What a call asks for, and whether it gives a count."""

    has_count: bool


def named(path: Path) -> str:
    """A file as seen from the package; a page as `pages/…`."""
    return path.relative_to(CODE if path.is_relative_to(CODE) else home.PAGES.parent).as_posix()


def owner(folder: Path) -> str:
    """Whose words a folder holds: a subject's, those of the boards, or nobody's (of all together)."""
    return "" if folder.parent == CODE else folder.parent.name


def known_to(of: str, language: str) -> set[str]:
    """Keys that a subject can count on: its own and those of all together."""
    own = [folder for folder in files.folders() if owner(folder) in ("", of)]
    return set(files.texts(folder / f"{language}.toml" for folder in own))


def is_in_rooms(path: Path, of: str) -> bool:
    """Whether a file belongs to a subject, or to the boards, alone."""
    rooms = (f"subjects/{of}/*", f"ui/{of}*", f"pages/{of}.py", *NAMED_OTHERWISE.get(of, ()))
    return any(fnmatch(named(path), room) for room in rooms)


def base(key: str, among: Collection[str]) -> str:
    """A key without its plural form, which it has where the form for one or for all others stands beside it."""
    before, _, form = key.rpartition(".")
    return before if form in FORMS and (f"{before}.one" in among or f"{before}.other" in among) else key


def mentioned() -> Iterator[Mention]:
    """Every key that stands anywhere in the code: in full, as an f-string, or as what is chosen from."""
    for path, node in _nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
            yield Mention(re.escape(node.value), path, node.lineno)
        elif isinstance(node, ast.JoinedStr) and re.match(r"[a-z]\w*\.", _start(node)):
            yield Mention(_pattern(node), path, node.lineno)
        elif isinstance(node, ast.Call) and _is_choice(node):
            yield Mention(re.escape(_chosen(node)) + r"\.[^.]+", path, node.lineno)


def asked() -> Iterator[Asked]:
    """Every call of the words (`words(…)`, `page.words(…)`, `words.form(…)`) that names its key, also as f-string."""
    for path, node in _nodes():
        if isinstance(node, ast.Call) and node.args and (_is_words(node.func) or _is_form(node.func)):
            counts = _is_form(node.func) or any(word.arg in ("n", None) for word in node.keywords)
            for pattern in _patterns(node.args[0]):
                yield Asked(pattern, path, node.lineno, counts)


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in FILES:
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


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
    return isinstance(node, ast.Attribute) and node.attr in ("form", "forms") and _is_words(node.value)


def _is_choice(node: ast.Call) -> bool:
    """`look.named(key, options)`: the options are named by the words under the key."""
    return getattr(node.func, "attr", "") == "named" and isinstance(node.args[0], ast.Constant)


def _chosen(node: ast.Call) -> str:
    assert isinstance(node.args[0], ast.Constant)
    return str(node.args[0].value)
