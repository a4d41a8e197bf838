"""What house style asks of every file, so that a test names what a new one forgot."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from leaddash import home
from leaddash.ui.frame import PAGES
from leaddash.words import LANGUAGES, load

HOUSE = home.HOME
PACKAGE = HOUSE / "leaddash"
SCRIPTS = sorted((HOUSE / "pages").glob("*.py"))
PYTHON = sorted([*PACKAGE.rglob("*.py"), *SCRIPTS, HOUSE / "app.py"])
TESTS = sorted((HOUSE / "tests").rglob("*.py"))
STATEMENTS = sorted(PACKAGE.rglob("*.sql"))
OPENINGS = ("-- One row per ", "-- One row: ", "-- One macro per ")
WRITTEN = {".py", ".sql", ".toml", ".md", ".css", ".js", ".txt", ".lock", ".yml", ".yaml", ".cfg", ".ini", ".sh", ""}
"""Endings of the files that people write."""
LEFT_ASIDE = {"__pycache__", "build", "snapshots", "tmp"}
MACHINE = re.compile(r"(?<![\w.<*}])/(?:work|root|tmp|home|Users)/\w")
RANK, COMPARES = r"(?:\w+\.)?\w*rank(?:_before)?\b", r"(?:<>|[<>!]=|[<>=](?![<>]))"
STAGE_NUMBERS = re.compile(
    rf"\b{RANK}\s*(?:{COMPARES}|(?:not\s+)?between|(?:not\s+)?in\s*\()\s*\d+|\b\d+\s*(?:{COMPARES}|as\b)\s*{RANK}"
    rf"|\bcase\s+{RANK}\s+when\s+\d+|ranks,\s*\d+|\[\]\)\[\d+\]"
)
"""A stage by its number: compared, named, chosen by, or as a place among the stages' values."""
INDEX = re.compile(r"https?:/{2}\S*(?:py" + r"pi|python" + r"hosted|/sim" + r"ple\b)|(?:extra-)?index" + r"-url")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def check(paths: list[Path], fault: Callable[[Path], object], cure: str) -> None:
    """Fail with the cure and the files that have a fault."""
    found = {named(path): fault(path) for path in paths}
    faulty = {name: what for name, what in found.items() if what}
    assert not faulty, f"{cure}: {faulty}"


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(tree(path)))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> list[Function]:
    return [node for node in nodes(path) if isinstance(node, Function)]


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports."""
    modules = [name.name for node in nodes(path) if isinstance(node, ast.Import) for name in node.names]
    modules += [node.module or "." for node in nodes(path) if isinstance(node, ast.ImportFrom)]
    return {module.split(".")[0] for module in modules}


def public(body: list[ast.stmt]) -> list[Function | ast.ClassDef]:
    """Functions and classes without a leading underscore, and those within the classes."""
    found: list[Function | ast.ClassDef] = []
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            found += [node, *(public(node.body) if isinstance(node, ast.ClassDef) else [])]
    return found


def written() -> list[Path]:
    """Every file that people write: no hidden folder but the checks and the theme, nothing that is made."""
    folders = [path for path in HOUSE.iterdir() if path.is_dir() and path.name not in LEFT_ASIDE]
    kept = [path for path in folders if not path.name.startswith(".") or path.name in {".ci", ".streamlit"}]
    files = [file for folder in kept for file in folder.rglob("*") if file.is_file()]
    files += [file for file in HOUSE.iterdir() if file.is_file() and file.name != ".git"]
    shown = [file for file in files if "__pycache__" not in file.parts]
    return sorted(file for file in shown if file.suffix in WRITTEN)


def test_no_folder_of_tests_is_passed_by(request: pytest.FixtureRequest) -> None:
    folders = {part for path in TESTS for part in path.relative_to(HOUSE).parts[:-1]}
    passed_by = request.config.getini("norecursedirs")
    assert not [folder for folder in folders if any(fnmatch(folder, pattern) for pattern in passed_by)]


def test_a_function_has_at_most_fifty_lines() -> None:
    def long(path: Path) -> list[str]:
        return [one.name for one in functions(path) if (one.end_lineno or 0) - one.lineno >= 50]

    check([*PYTHON, *TESTS], long, "split these functions")


def test_a_module_has_at_most_three_hundred_lines() -> None:
    check([*PYTHON, *TESTS], lambda path: lines(path)[300:] and len(lines(path)), "split these modules")


def test_a_module_opens_with_a_sentence_that_says_what_it_is() -> None:
    def silent(path: Path) -> bool:
        told = (ast.get_docstring(tree(path)) or "").splitlines()
        return not told or not told[0].endswith((".", "?"))

    check([*PYTHON, *TESTS], silent, "open these with a docstring, its first line ending in a full stop")


def test_everything_public_says_what_it_is() -> None:
    def silent(path: Path) -> list[str]:
        return [node.name for node in public(tree(path).body) if not ast.get_docstring(node)]

    check(PYTHON, silent, "write docstrings for these")


def test_every_function_says_what_it_returns() -> None:
    def untyped(path: Path) -> list[str]:
        return [node.name for node in functions(path) if node.returns is None]

    check([*PYTHON, *TESTS], untyped, "write the return types of these")


def test_a_statement_has_at_most_eighty_lines() -> None:
    check(STATEMENTS, lambda path: lines(path)[80:] and len(lines(path)), "split these statements")


def test_a_statement_begins_with_what_a_row_is() -> None:
    def silent(path: Path) -> bool:
        begins = ("-- ",) if path.name.endswith("macros.sql") else OPENINGS
        return not lines(path)[0].startswith(begins) or not lines(path)[0].endswith(".")

    check(STATEMENTS, silent, "begin these with `-- One row per …` and a full stop")


def test_a_statement_takes_its_values_as_parameters() -> None:
    def built(path: Path) -> list[str]:
        return re.findall(r"\{\{|\{%|\$end\b", path.read_text("utf-8"))

    check(STATEMENTS, built, "no templates: give values as $parameters, and call none $end")


def numbered(sql: str) -> list[str]:
    """The lines in which a stage is called by its number."""
    return [f"line {sql.count(chr(10), 0, one.start()) + 1}: {one[0]}" for one in STAGE_NUMBERS.finditer(sql)]


def test_a_statement_calls_stages_by_their_names() -> None:
    check(STATEMENTS, lambda path: numbered(path.read_text("utf-8")), "write stage_rank('mql') in place of its number")


@pytest.mark.parametrize(
    "sql",
    [
        *("rank = 4", "stages.rank<7", "rank_before >= 5", "rank between 2 and 3", "rank not in (1, 2)", "4 = s.rank"),
        *("1 as rank", "case keep_rank\n    when 7 then customer_at end", "from_ranks(reached_ranks, 5)"),
        "cast($window_seconds as bigint[])[4]",
    ],
)
def test_a_stage_called_by_its_number_is_seen(sql: str) -> None:
    assert numbered(f"select 1\nfrom stages\nwhere {sql}")[0].startswith("line 3: ")


def test_a_page_has_at_most_sixty_lines() -> None:
    check(SCRIPTS, lambda path: lines(path)[60:], "move a part of these pages into leaddash/ui")


def test_a_page_defines_nothing() -> None:
    kinds = Function | ast.ClassDef | ast.Lambda
    check(SCRIPTS, lambda path: [node.lineno for node in nodes(path) if isinstance(node, kinds)], "a page is a script")


def test_a_page_imports_only_streamlit_and_leaddash() -> None:
    check(SCRIPTS, lambda path: imported(path) - {"streamlit", "leaddash"}, "let leaddash import these")


def test_a_page_opens_under_its_own_name() -> None:
    def other(path: Path) -> bool:
        return re.findall(r'ui\.open_page\("(\w+)"\)', path.read_text("utf-8")) != [path.stem]

    check(SCRIPTS, other, 'begin these with page = ui.open_page("name of the file")')


def test_each_page_is_in_the_navigation() -> None:
    assert {path.stem for path in SCRIPTS} == set(PAGES), "name the page in PAGES of leaddash/ui/frame.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_a_name_in_each_language(language: str) -> None:
    nameless = [path.stem for path in SCRIPTS if not load(language).has(f"page.{path.stem}")]
    assert not nameless, f"give these pages their names under [page] in words/{language}.toml"


def test_every_link_to_a_page_leads_to_one() -> None:
    def lost(path: Path) -> set[str]:
        return set(re.findall(r"pages/(\w+)\.py", path.read_text("utf-8"))) - set(PAGES)

    check(PYTHON, lost, "these link to a page that does not exist")


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    check(
        written(),
        lambda path: MACHINE.findall(path.read_text("utf-8", errors="replace")),
        "write these paths relative to the project",
    )


def test_no_file_names_a_package_index() -> None:
    check(
        written(),
        lambda path: INDEX.findall(path.read_text("utf-8", errors="replace")),
        "leave the choice of a package index to the reader's own settings",
    )
