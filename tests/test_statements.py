"""SQL files composed of the files they select from, and given only the parameters they name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from leaddash import metrics, statements

METRICS = Path(metrics.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "top": "-- One row per sum.\nselect sum(n) as total\nfrom middle\njoin lowest using (n)\nwhere n < $most",
        "middle": "select n from lowest where n > $least",
        "lowest": "select unnest([1, 2, 3, 4]) as n",
        "stranger": "select 1 as n",
    }
    for name, sql in files.items():
        (tmp_path / f"{name}.sql").write_text(sql)
    return tmp_path


def test_a_statement_carries_the_files_of_its_folder_that_it_selects_from(folder: Path) -> None:
    assert list(statements.imports(folder / "top.sql")) == ["middle", "lowest"]
    assert list(statements.imports(folder / "stranger.sql")) == []
    sql = statements.with_imports(folder / "top.sql")
    # 1 < n < 4: 2 + 3 = 5.
    assert duckdb.connect().execute(sql, {"least": 1, "most": 4}).fetchall() == [(5,)]
    assert "stranger" not in sql


def test_a_file_imports_neither_itself_nor_a_metric_of_the_name_of_a_table(folder: Path) -> None:
    (folder / "leads.sql").write_text("select * from leads join episodes using (lead) join lowest using (n)")
    (folder / "episodes.sql").write_text("select 1 as lead")
    (folder / "episodes.py").touch()
    assert list(statements.imports(folder / "leads.sql")) == ["lowest"]


def test_a_statement_is_given_the_parameters_it_names_and_no_others(folder: Path) -> None:
    sql = statements.with_imports(folder / "top.sql")
    offered = {"least": 1, "most": 4, "by": "source"}
    assert statements.named_in(sql, offered) == {"least": 1, "most": 4}
    assert statements.named_in("select 1", offered) == {}
    with pytest.raises(KeyError, match="most"):
        statements.named_in(sql, {"least": 1})


def test_a_given_statement_stands_in_front_under_the_name_it_is_selected_by() -> None:
    sql = statements.joined("source_rows", "select $n as n", "select n + 1 as more from source_rows")
    assert duckdb.connect().execute(sql, {"n": 1}).fetchall() == [(2,)]


@pytest.mark.parametrize("path", sorted(METRICS.glob("*.sql")), ids=lambda path: path.stem)
def test_no_metric_imports_round_in_a_circle(path: Path) -> None:
    def below(file: Path, above: tuple[Path, ...]) -> None:
        assert file not in above, f"{file.name} selects from itself"
        for imported in statements.imports(file).values():
            below(imported, (*above, file))

    below(path, ())
