"""SQL files led by the files they select from, and given only the parameters they name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leaddash import statements
from leaddash.metrics import registry
from leaddash.snapshots.tables import ORDER
from leaddash.statements import IMPORTABLE

PACKAGE = Path(statements.__file__).parent
SQL = sorted(PACKAGE.rglob("*.sql"))
IMPORTED = [path for path in SQL if path.parent in IMPORTABLE]
CODE = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
FILES = {
    "top": "-- One row per sum.\nselect sum(n) as total\nfrom middle\njoin lowest using (n)\nwhere n < $most",
    "cases/middle": "select n from lowest where n > $least",
    "cases/lowest": "select unnest([1, 2, 3, 4]) as n",
    "cases/stranger": "select 1 as n",
    "beside": "select 1 as n",
}
ASK = """
import sys
from pathlib import Path
from leaddash import statements
print(statements.tables("with a as (select 1) select * from a join b using (n)"), "sqlglot" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    for name, sql in FILES.items():
        (tmp_path / f"{name}.sql").write_text(sql)
    return tmp_path


def names(files: tuple[Path, ...]) -> list[str]:
    return [file.stem for file in files]


def test_a_statement_carries_all_it_rests_on_each_once_behind_what_it_rests_on_itself(folder: Path) -> None:
    importable = (folder / "cases",)
    assert names(statements.selects(folder / "top.sql", importable)) == ["lowest", "middle"]
    assert names(statements.imports(folder / "top.sql", importable)) == ["lowest", "middle"]
    sql = statements.with_imports(folder / "top.sql", importable)
    assert re.findall(r"(\w+) as not materialized", sql) == ["lowest", "middle"]
    # 1 < n < 4: 2 + 3 = 5.
    assert duckdb.connect().execute(sql, {"least": 1, "most": 4}).fetchall() == [(5,)]


def test_only_files_of_folders_for_it_are_imported_and_no_file_by_itself(folder: Path) -> None:
    (folder / "asks.sql").write_text("select * from beside join lowest using (n)")
    (folder / "cases" / "leads.sql").write_text("select * from leads join lowest using (n)")
    assert names(statements.selects(folder / "asks.sql", (folder / "cases",))) == ["lowest"]
    assert names(statements.selects(folder / "cases" / "leads.sql", (folder / "cases",))) == ["lowest"]
    assert statements.with_imports(folder / "beside.sql", (folder / "cases",)) == FILES["beside"]


@pytest.mark.parametrize(
    ("sql", "selected"),
    [
        ("with a as (select * from b) select * from a, c", ["b", "c"]),
        ("select * from a asof left join b on a.n >= b.n anti join c using (n)", ["a", "b", "c"]),
        ("select 1 as from_a -- from b\nwhere 'from c' <> '' and exists (select 1 from d)", ["d"]),
        ("select n from (unpivot a on columns(* exclude (k)) into name n value v)", ["a"]),
        ("select extract(epoch from a.at), trim(both from a.name) from a", ["a"]),
    ],
)
def test_what_a_statement_selects_from_is_read_from_its_grammar(sql: str, selected: list[str]) -> None:
    assert statements.tables(sql) == selected


def test_what_a_text_selects_from_is_found_once_and_then_known_without_the_parser(tmp_path: Path) -> None:
    def asked() -> str:
        given = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        return subprocess.run([sys.executable, "-c", ASK], env=given, check=True, capture_output=True, text=True).stdout

    assert asked() == "['b'] True\n"
    assert asked() == "['b'] False\n"
    for kept in tmp_path.rglob("*.json"):
        kept.write_text("")  # what a crash left
    assert asked() == "['b'] True\n"


def test_a_statement_is_given_the_parameters_it_names_and_no_others(folder: Path) -> None:
    sql = statements.with_imports(folder / "top.sql", (folder / "cases",))
    offered = {"least": 1, "most": 4, "by": "source"}
    assert statements.named_in(sql, offered) == {"least": 1, "most": 4}
    assert statements.named_in("select 1", offered) == {}
    with pytest.raises(KeyError, match="most"):
        statements.named_in(sql, {"least": 1})


def test_a_given_statement_stands_in_front_under_the_name_it_is_selected_by() -> None:
    sql = statements.joined("source_rows", "select $n as n", "select n + 1 as more from source_rows")
    assert duckdb.connect().execute(sql, {"n": 1}).fetchall() == [(2,)]


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_no_statement_imports_round_in_a_circle(path: Path) -> None:
    def below(file: Path, above: tuple[Path, ...]) -> None:
        assert file not in above, f"{file.name} selects from itself"
        for imported in statements.selects(file):
            below(imported, (*above, file))

    below(path, ())


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.stem)
def test_what_is_imported_is_selected_from_and_bears_no_name_of_a_table_or_a_metric(path: Path) -> None:
    selected = any(path in statements.selects(file) for file in SQL)
    assert selected or f'"{path.stem}"' in CODE, "nobody selects from it: put it where it is asked"
    assert path.stem not in {*registry.names(), *(table.rpartition("/")[2] for table in ORDER)}


@pytest.mark.parametrize(("rules", "matching"), [("fit_rules", "fit_cells"), ("behaviour_rules", "behaviour_matches")])
def test_rules_are_matched_in_one_place(rules: str, matching: str) -> None:
    assert [path.stem for path in SQL if f"cast(${rules} " in path.read_text("utf-8")] == [matching]


def test_a_name_stands_for_one_file_of_all_that_may_be_imported() -> None:
    assert len(IMPORTED) == len({path.stem for path in IMPORTED})


VALUES: list[Any] = [
    *(None, True, False, 3, -0.5, "it's", "", date(2026, 2, 28), datetime(2026, 2, 28, 23, 59, 59)),
    *([1, 2], ["a", "b'"], [], {"name": "x", "since": datetime(2026, 1, 1)}, [{"a": 1, "b": None}, {"a": 2, "b": "y"}]),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_told_as_a_statement_reads_it(value: Any) -> None:
    with duckdb.connect() as connection:
        (read,) = connection.execute(f"select {statements.literal(value)}").fetchone() or ()
        (given,) = connection.execute("select $value", {"value": value}).fetchone() or ()
    assert read == given
