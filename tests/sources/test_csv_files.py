"""CSV files as people export them: every encoding, separator and line end of the contract, every fault named."""

from __future__ import annotations

import csv
import struct
from pathlib import Path

import duckdb
import pytest

from leaddash.errors import SourceError
from leaddash.sources.csv_files import csv_relation
from tests.intake import built, counts, fill, told

NAMES = 'lead_id,created_at,lead_name\nL1,2026-01-01,"Zoë, ""the"" one"\nL2,2026-01-02,李雷 🚀\n'
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
BYTE_ORDER_MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
MANY = 50_000


def encoded(text: str, encoding: str) -> bytes:
    return BYTE_ORDER_MARKS.get(encoding, b"") + text.encode(encoding)


def separated(text: str, separator: str) -> str:
    """The same table with another separator; the one comma that is text stays."""
    return text.replace(",", separator).replace(f"{separator} ", ", ")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_is_read_alike_in_every_encoding_separator_and_line_end(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(encoded(separated(NAMES, separator).replace("\n", line_end), encoding))
    with duckdb.connect() as db:
        relation = csv_relation(db, path, tmp_path)
        assert relation.columns == ["lead_id", "created_at", "lead_name"]
        assert relation.fetchall() == [("L1", "2026-01-01", 'Zoë, "the" one'), ("L2", "2026-01-02", "李雷 🚀")]


def test_a_spreadsheet_s_unicode_text_is_built_whole(tmp_path: Path) -> None:
    leads = encoded(separated(NAMES, "\t").replace("\n", "\r\n"), "utf-16-le")
    done = built(fill(tmp_path / "data", leads=leads))
    names = told(done, "select lead_id, lead_name from leads order by lead_id")
    assert names == [("L1", 'Zoë, "the" one'), ("L2", "李雷 🚀")]


def test_line_ends_of_two_kinds_in_one_file_are_read(tmp_path: Path) -> None:
    text = 'lead_id,created_at,lead_name\r\nL1,2026-01-01,"a\nb"\nL2,2026-01-02,c\r\n'
    done = built(fill(tmp_path / "data", leads=text, activities="lead_id,occurred_at,activity_type\n"))
    assert told(done, "select lead_id, lead_name from leads order by lead_id") == [("L1", "a\nb"), ("L2", "c")]


def test_a_header_whose_name_holds_a_line_end_is_one_header(tmp_path: Path) -> None:
    text = 'lead_id;created_at;"notes\n(free text)"\nL1;2026-01-01;x\n'
    done = built(fill(tmp_path / "data", leads=text))
    assert told(done, 'select "notes\n(free text)" from lead_attributes') == [("x",)]


@pytest.mark.parametrize("header", ["lead_id,created_at", "lead_id,created_at\n", "\ufefflead_id,created_at\r\n"])
def test_a_file_that_is_only_a_header_is_an_empty_table(tmp_path: Path, header: str) -> None:
    done = built(fill(tmp_path / "data", leads=header, activities="lead_id,occurred_at,activity_type\n"))
    assert counts(done) == {"leads": (0, 0), "activities": (0, 0)}
    assert done.refused == 0


def test_empty_lines_and_a_missing_last_line_end_change_nothing(tmp_path: Path) -> None:
    text = "lead_id,created_at\nL1,2026-01-01\n\nL2,2026-01-02\n\n\nL3,2026-01-03"
    assert counts(built(fill(tmp_path / "data", leads=text)))["leads"] == (3, 3)


def test_names_of_columns_are_known_whatever_their_case(tmp_path: Path) -> None:
    text = "Lead_ID , CREATED_AT,Source\nL1,2026-01-01,web\n"
    done = built(fill(tmp_path / "data", leads=text))
    assert told(done, "select lead_id, source from leads") == [("L1", "web")]


ROWS = "".join(f"A{number},L1,2026-01-03,call\n" for number in range(MANY))
HEADER = "activity_id,lead_id,occurred_at,activity_type\n"
FAULTS = {
    "too few values": b"A,L1,2026-01-03\n",
    "too many values": b"A,L1,2026-01-03,call,x\n",
    "latin-1 text": "A,L1,2026-01-03,ca\xf1a\n".encode("latin-1"),
    "text after a quote": b'A,L1,2026-01-03,"call"x\n',
    "a quote that is not closed": b'A,L1,2026-01-03,"call\n',
}


@pytest.mark.parametrize("faulty", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_the_middle_of_a_large_file_is_named_with_its_line(tmp_path: Path, faulty: bytes) -> None:
    data = fill(tmp_path / "data", activities=(HEADER + ROWS).encode() + faulty + ROWS.encode())
    with pytest.raises(SourceError, match=rf"activities\.csv, line {MANY + 2}: "):
        built(data)


@pytest.mark.parametrize("faulty", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_the_second_file_of_a_table_is_named_with_that_file(tmp_path: Path, faulty: bytes) -> None:
    data = fill(tmp_path / "data")
    first = 'A1,L1,2026-01-03,"a\nb"\n'
    (data / "activities-2026-02.csv").write_bytes((HEADER + first).encode() + faulty)
    with pytest.raises(SourceError, match=r"activities-2026-02\.csv, line 4: "):
        built(data)


def test_a_fault_at_the_beginning_is_named_with_its_line(tmp_path: Path) -> None:
    latin = "lead_id,created_at,lead_name\nL1,2026-01-01,Zoë\n".encode("latin-1")
    with pytest.raises(SourceError, match=r"leads\.csv, line 2: the text is neither UTF-8 nor UTF-16"):
        built(fill(tmp_path / "data", leads=latin))


def test_a_header_that_is_not_utf_8_is_line_1(tmp_path: Path) -> None:
    latin = "lead_id,created_at,größe\nL1,2026-01-01,1\n".encode("latin-1")
    with pytest.raises(SourceError, match=r"leads\.csv, line 1: the text is neither"):
        built(fill(tmp_path / "data", leads=latin))


def test_utf_16_that_breaks_off_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"leads\.csv, line 3: the text is not clean UTF-16"):
        built(fill(tmp_path / "data", leads=encoded(NAMES, "utf-16")[:-3]))


@pytest.mark.parametrize("nothing", [b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_a_header_is_refused_as_empty(tmp_path: Path, nothing: bytes) -> None:
    with pytest.raises(SourceError, match=r"leads\.csv is empty: not even a header"):
        built(fill(tmp_path / "data", leads=nothing))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("lead_id,created_at,Source,source", 'the name "source" twice'),
        ("lead_id,created_at,", "no name for column 3"),
    ],
)
def test_a_header_with_a_column_that_cannot_be_named_is_refused(tmp_path: Path, header: str, said: str) -> None:
    with pytest.raises(SourceError, match=f"leads.csv, line 1: the header has {said}"):
        built(fill(tmp_path / "data", leads=f"{header}\n"))


def test_a_column_with_a_name_of_our_own_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match='the column name "_row" is one of our own'):
        built(fill(tmp_path / "data", leads="lead_id,created_at,_row\nL1,2026-01-01,1\n"))


LONG = "x" * 10_000
TEXTS = [
    "<b>bold</b>",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@sum",
    "'a\"b'",
    "🚀 李雷",
    "a\nb",
    "NULL",
    "a;b,c\td",
    LONG,
]


def test_text_stays_as_it_is(tmp_path: Path) -> None:
    rows = "".join(f'L{n},2026-01-01,"{text.replace(chr(34), chr(34) * 2)}"\n' for n, text in enumerate(TEXTS))
    done = built(fill(tmp_path / "data", leads=f"lead_id,created_at,lead_name\n{rows}"))
    assert [name for (name,) in told(done, "select lead_name from leads order by cast(lead_id[2:] as int)")] == TEXTS


def test_a_long_cell_is_read_whole_under_a_limit_that_a_c_long_of_windows_holds(tmp_path: Path) -> None:
    path, long = tmp_path / "leads.csv", "x" * 200_000  # Python's own limit is 131,072
    path.write_bytes(f"lead_id,created_at,lead_name\r\nL1,2026-01-01,{long}\nL2,2026-01-02,y\r\n".encode())
    with duckdb.connect() as db:
        assert csv_relation(db, path, tmp_path).fetchall()[0] == ("L1", "2026-01-01", long)
    assert len(struct.pack("<l", csv.field_size_limit())) == 4  # bytes; a limit beyond them is an error
