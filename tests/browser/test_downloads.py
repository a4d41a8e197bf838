"""What is saved is what is on screen: each table's and each list's download against the page, and the raw one's too."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from leaddash import metrics
from leaddash.blocks import opens
from leaddash.blocks.figure import Wanted
from leaddash.exports import csv_text
from leaddash.metrics import registry
from leaddash.moments import midnight
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from leaddash.words import LANGUAGES, NOTHING, load
from tests.browser.visits import settled, steady, visit

ADDRESSES = {
    "funnel?period=year": 3,
    "funnel?reading=flow&view=flow": 3,
    "funnel?reading=stock&view=exits": 3,
    "funnel?view=slices&by=country&period=year": 2,
    "response?period=year": 5,
    "sla?period=quarter": 5,
    "data?x=1": 2,
    "leads?lead=L0026769&period=all": 1,
}
"""Pages with how many tables they have at least that can be saved."""
VISITS = [
    pytest.param(
        address,
        LANGUAGES[(place + turn) % 2],
        marks=pytest.mark.long("pages") if turn or place % 4 else (),
    )
    for place, address in enumerate(ADDRESSES)
    for turn in range(2)
]
SEPARATORS = {"en": (",", ".", ","), "es": (".", ",", ";")}
"""What sets thousands apart, and decimals, and the cells of a file, in each language."""
HEAD = "[...table.rows[0].cells].map(cell => cell.innerText.trim())"
ROWS = "[...table.tBodies[0].rows].map(row => [...row.cells].map(cell => [cell.className, cell.innerText.trim()]))"


@pytest.fixture(scope="module")
def shot(sample_snapshots: Path) -> Snapshot:
    return open_snapshot(sample_snapshots)


def saved(page: Page, button: Locator) -> tuple[str, str]:
    """The text of a download, which begins as a spreadsheet wants UTF-8 to begin, and its file's name."""
    steady(button)
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return text.decode("utf-8-sig"), download.value.suggested_filename


def cells(text: str, language: str) -> list[list[str]]:
    """The rows of a file as a spreadsheet of the language reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[language][2]))


def bare(shown: str, kind: str, language: str) -> str:
    """What is to stand in the file for what the page shows."""
    thousands, _, _ = SEPARATORS[language]
    number = re.sub(r"[\s%]", "", shown).replace(thousands, "").replace("−", "-")
    if shown == NOTHING:
        return ""
    return number if "number" in kind and re.fullmatch(r"[-+]?\d+([.,]\d+)?", number) else shown


def unfold(page: Page, language: str) -> None:
    """Unfold every table behind a chart; of a lead, which has no figures of its own, everything."""
    table = load(language)("control.as_table")
    folds = (
        page.locator("[data-testid='stExpander'] > details > summary")
        if "/leads" in page.url
        else page.locator("summary", has_text=table)
    )
    for fold in folds.all():
        steady(fold)
        fold.click()
    settled(page)


@pytest.mark.parametrize(("address", "language"), VISITS)
def test_every_table_is_saved_as_it_is_shown(address: str, language: str, browser: BrowserContext, site: str) -> None:
    words = load(language)
    with visit(browser, f"{site}/{address}&lang={language}") as (page, errors):
        unfold(page, language)
        compared = 0
        for button in page.get_by_role("button", name=words("control.csv"), exact=True).all():
            above = button.locator("xpath=preceding::*[self::table or @data-testid='stDataFrame'][1]")
            beside = button.locator("xpath=ancestor::*[@data-testid='stHorizontalBlock'][1]")
            if not above.count() or not beside.get_by_role("button", name=words("control.raw_csv"), exact=True).count():
                continue
            if not above.evaluate("found => found.tagName === 'TABLE' && found.className === 'leaddash'"):
                continue
            head, rows = above.evaluate(f"table => [{HEAD}, {ROWS}]")
            told, *found = cells(saved(page, button)[0], language)
            assert [name.removesuffix(" (%)") for name in told] == head
            for name, *column in zip(told, *rows, strict=True):
                assert name.endswith(" (%)") or not any(cell.endswith("%") for _, cell in column), name
            assert [[cell.lstrip("'") for cell in row] for row in found] == [
                [bare(cell, kind, language).lstrip("'") for kind, cell in row] for row in rows
            ]
            compared += 1
        assert compared >= ADDRESSES[address]
        assert errors == []


@pytest.mark.long("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_raw_table_beside_it_is_the_metrics(
    language: str, browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    words = load(language)
    with visit(browser, f"{site}/response?lang={language}") as (page, errors):
        unfold(page, language)
        raw = page.get_by_role("button", name=words("control.raw_csv"), exact=True)
        texts = [saved(page, button) for button in raw.all()]
        assert all(name.endswith("-raw.csv") for _, name in texts)
        assert errors == []
    july = Scope(midnight(date(2026, 7, 1), "Europe/Madrid"), midnight(date(2026, 8, 1), "Europe/Madrid"))
    people = metrics.response_by_person(shot, july)
    assert csv_text(people) in [text for text, _ in texts]


@pytest.mark.long("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_saved_whole_in_words_in_its_order_on_the_readers_clock(
    language: str, browser: BrowserContext, site: str, shot: Snapshot
) -> None:
    words = load(language)
    link = f"leads?period=year&stage=mql&figure=entered&source=webinar&lang={language}"
    with visit(browser, f"{site}/{link}") as (page, errors):
        (head, *rows), raw = (
            cells(saved(page, page.get_by_role("button", name=words(f"control.{name}"), exact=True).first)[0], of)
            for name, of in (("csv", language), ("raw_csv", "en"))
        )
        assert errors == []
    year = Scope(midnight(date(2025, 8, 21), "Europe/Madrid"), midnight(date(2026, 8, 21), "Europe/Madrid"))
    scope = Scope(year.since, year.until, filters={"source": ("webinar",)})
    wanted: Wanted = {"stage": "mql", "figure": "entered"}
    listed = registry.lead_list(shot, scope, "funnel", wanted, most=10_000).drop(columns="matches")
    assert head == [words(f"column.{name}") for name in listed]
    assert len(rows) == len(listed) == len(raw) - 1 > 30
    assert [row[head.index(words("column.lead_id"))] for row in rows] == list(listed["lead_id"])
    assert set(raw[0]) >= {"lead_id", "episode"}
    moments = [name for name in listed if pd.api.types.is_datetime64_any_dtype(listed[name])]
    assert moments
    for name in moments:
        local = listed[name].dt.tz_localize("UTC").dt.tz_convert("Europe/Madrid").dt.strftime("%Y-%m-%d %H:%M")
        assert [row[head.index(words(f"column.{name}"))] for row in rows] == list(local.fillna(""))


@pytest.mark.long("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_looked_for_in_a_list_is_what_is_saved(language: str, browser: BrowserContext, site: str) -> None:
    words = load(language)
    with visit(browser, f"{site}/leads?period=all&stage=mql&search=L00000&lang={language}") as (page, _):
        _, *rows = cells(
            saved(page, page.get_by_role("button", name=words("control.csv"), exact=True).first)[0], language
        )
    assert rows
    assert all("L00000" in " ".join(row) for row in rows)


@pytest.mark.long("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_behind_a_figure_is_saved_from_the_drawer_as_from_its_page(
    language: str, browser: BrowserContext, site: str
) -> None:
    words = load(language)
    opened = {"list": "funnel", "figure": "entered", "stage": "mql"}
    with visit(browser, f"{site}/leads?period=year&{urlencode(opened)}&lang={language}") as (page, _):
        listed = saved(page, page.get_by_role("button", name=words("control.csv"), exact=True).first)[0]
    with visit(browser, f"{site}/data?period=year&lang={language}&drawer={opens.written(opened)}") as (page, errors):
        drawer = page.get_by_role("dialog")
        assert saved(page, drawer.get_by_role("button", name=words("control.csv"), exact=True))[0] == listed
        drawer.get_by_role("button", name=words("control.raw_csv"), exact=True).wait_for()
        assert errors == []


@pytest.mark.in_part("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_owes_what_is_saved_with_every_row(language: str, browser: BrowserContext, site: str) -> None:
    words = load(language)
    with visit(browser, f"{site}/sla?lang={language}") as (page, _):
        shown, raw = (
            cells(saved(page, page.get_by_role("button", name=words(f"control.{name}"), exact=True).first)[0], of)
            for name, of in (("csv", language), ("raw_csv", "en"))
        )
    assert shown[0][:3] == [words(f"column.{name}") for name in ("lead_id", "owner", "promise")]
    assert len(shown) == len(raw) > 300
    assert {row[0] for row in shown[1:]} == {row[raw[0].index("lead_id")] for row in raw[1:]}
