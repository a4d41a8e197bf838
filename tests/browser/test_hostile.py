"""A company of hostile names, and links of hostile words, in a real browser: all of them are read as typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from leaddash.plain import plain
from leaddash.scope import DIMENSIONS
from leaddash.ui.state import KEYS
from leaddash.words import load
from tests import hostile
from tests.browser.serving import serve, serve_app
from tests.browser.visits import settled, tab

LEAD = hostile.hostile("L0000001")
WORD = "[Sign in](https://evil.example/1) ![x](//evil.example/2) $x^2$ :red[y] <img src=//evil.example/3> a@b.com"
ADDRESSES = {
    "": ({"period": "all", "by": "source"}, 1),
    "funnel": ({"period": "all", "view": "slices", "by": "person"}, 3),
    "funnel?exits": ({"period": "all", "view": "exits", "stage": "mql"}, 3),
    "response": ({"period": "all", "by": "person", "who": "person"}, 5),
    "sla": ({"period": "all", "who": "person"}, 5),
    "lab": ({"period": "all"}, 0),
    "leads": ({"period": "all", "list": "funnel", "figure": "exits", "stage": "any", "lead": LEAD}, 10),
    "leads?unknown": ({"lead": WORD}, 0),
    "definitions": ({}, 0),
    "data": ({}, 3),
}
"""What a page is asked so that it shows names, and how many it shows at least; all else of its link is hostile."""
MADE_OF_NAMES = """() => {
  const said = '[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer], [data-testid=stHeading], '
    + '[data-testid=stHtml], .js-plotly-plot';
  const marked = 'script, iframe, img, a, .katex, em, strong, del, code, pre, ul, ol, blockquote, hr, h4, h5, h6, '
    + '[role=img], span[class*=stMarkdown], span[style*=color]';
  const inside = [...document.querySelectorAll(said)].flatMap((each) => [...each.querySelectorAll(marked)]);
  const elsewhere = [...document.querySelectorAll('[href], [src]')].filter(
    (each) => !(each.href ?? each.src).toString().startsWith(location.origin));
  const isOurs = (each) => each.matches('a.leaddash-link') && each.href.startsWith(`${location.origin}/leads?`)
    || each.matches('a.leaddash-why') && each.href.startsWith(`${location.origin}/definitions?`)
    || each.matches('.leaddash-worklist .leaddash-bar, .leaddash-worklist details > ul')
    || each.matches('img.leaddash-course') && each.src.startsWith('data:image/svg+xml,');
  const made = [...new Set([...inside, ...elsewhere])].filter((each) => !isOurs(each));
  return made.map((element) => element.outerHTML.slice(0, 200));
}"""
"""All that a text could have become: links but ours, pictures, scripts, formulas, icons, colours, headings, lists."""

MARKED = "script, iframe, img, em, strong, del, code, pre, ul, ol, blockquote, hr, svg, a a"
TYPED_TEXTS = tuple(plain(text) for text in hostile.TEXTS)


class Seen(NamedTuple):
    """What a visit found: what texts became, what the page did, what it says, and how many names it says at least."""

    address: str
    made: list[str]
    did: list[str]
    told: str
    least: int


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(hostile.company(tmp_path_factory.mktemp("hostile")).folder) as address:
        yield address


@pytest.fixture(scope="module")
def markdown_site() -> Iterator[str]:
    with serve_app(Path(__file__).with_name("markdown_app.py")) as address:
        yield address


@pytest.fixture(scope="module", params=ADDRESSES)
def seen(request: pytest.FixtureRequest, browser: BrowserContext, hostile_site: str) -> Seen:
    """Every page with a link all parts of which are hostile, but for what makes it show names.

    The first one filters by hostile words too, and says that nobody has them.
    """
    asked, least = ADDRESSES[request.param]
    keys = [key for key in KEYS if not request.param or key not in DIMENSIONS]
    words = "&".join(f"{key}={quote(asked.get(key, WORD))}" for key in keys)
    with watched(browser, f"{hostile_site}/{request.param.partition('?')[0]}?v=1&{words}") as (page, did):
        settled(page)
        return Seen(request.param, page.evaluate(MADE_OF_NAMES), list(did), all_told(page), least)


@contextmanager
def watched(browser: BrowserContext, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open an address in a new session; gives the page and what it does that no page may: call others, open dialogs."""
    did, own = list[str](), urlsplit(address).netloc
    heard = {
        "request": lambda asked: did.append(asked.url) if urlsplit(asked.url).netloc not in ("", own) else None,
        "dialog": lambda dialog: (did.append(dialog.message), dialog.dismiss()),
        "pageerror": lambda problem: did.append(str(problem)),
    }
    with tab(browser, heard=heard) as page:
        page.goto(address)
        yield page, did


def all_told(page: Page) -> str:
    """All that a page says, the texts of its charts and of its folded parts too."""
    return str(page.locator('[data-testid="stApp"]').evaluate("(app) => app.textContent"))


@pytest.mark.in_part("pages", every=3)
def test_nothing_is_made_of_a_name_or_a_link(seen: Seen) -> None:
    assert seen.made == []
    assert seen.did == []


@pytest.mark.in_part("pages", every=3)
def test_names_are_read_as_typed(seen: Seen) -> None:
    # Axes cut names after 31 characters; every text has a name behind it.
    assert sum(text[:30] in seen.told for text in hostile.TEXTS) >= seen.least
    assert plain(seen.told.replace("\n", "")) == seen.told.replace("\n", "")
    if seen.address == "leads":
        assert LEAD in seen.told
        assert hostile.READ_AS in seen.told
    if seen.address == "leads?unknown":
        assert load("en")("leads.unknown", lead=WORD) in seen.told


def test_find_shows_names_as_typed(browser: BrowserContext, hostile_site: str) -> None:
    with watched(browser, f"{hostile_site}/?period=all") as (page, did):
        settled(page)
        page.locator(".opener").wait_for()
        page.keyboard.press("/")
        found = page.locator(".results")
        for text in ("evil", "<script>alert(5)</script>", "$x^2_9$", hostile.READ_AS):
            page.locator(".finding input").fill(text)
            page.wait_for_function("([list, text]) => list.dataset.typed === text", arg=[found.element_handle(), text])
            names = found.locator("a .name").all_inner_texts()
            assert names
            assert all(name == hostile.READ_AS or name.startswith(TYPED_TEXTS) for name in names), names
            assert found.locator(MARKED).count() == 0
            addresses = found.locator("a").evaluate_all("links => links.map((link) => link.href)")
            assert all(address.startswith(hostile_site) for address in addresses)
        page.locator(".finding input").fill(WORD)
        page.locator(".note", has_text="Nothing is called").wait_for()
        assert WORD in page.locator(".note").inner_text()
        assert did == []


def test_a_text_is_read_as_typed_wherever_streamlit_reads_markdown(browser: BrowserContext, markdown_site: str) -> None:
    with watched(browser, markdown_site) as (page, did):
        page.get_by_text("done").wait_for()
        page.wait_for_function("document.querySelector('[data-testid=stSkeleton]') === null")
        shown = page.locator(".st-key-places").evaluate(PLACES)
        assert page.evaluate(MADE_OF_NAMES) == did == []
    typed = [plain(text) for text in hostile.MARKDOWN]
    assert {kind: sorted({*typed} ^ {*told}) for kind, told in shown.items() if told != typed} == {}


PLACES = """(places) => Object.fromEntries(Object.entries({
  header: 'h2', caption: '[data-testid=stCaptionContainer]', button: '[data-testid=stButton]',
  metric: '[data-testid=stMetricLabel]', value: '[data-testid=stMetricValue]',
  option: '[data-testid=stButtonGroup] button',
}).map(([kind, where]) => [kind, [...places.querySelectorAll(where)].map((each) => each.textContent.trim())]))"""
"""What stands in each kind of place, in order."""
