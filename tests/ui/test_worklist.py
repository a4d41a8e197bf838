"""The worklist as HTML and on its page: nothing in it is run, all of it is reached, and it says what is true."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from leaddash.blocks.unfolding import Bar, Cell, Copies, Detail, Unfolding, Worklist
from leaddash.ui.worklist import folded
from tests.hostile import TEXTS
from tests.ui.visits import html, sentence, visit

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


TAGS = {*("div", "span", "details", "summary"), *("ul", "li", "a", "i", "p", "button")}
LIST = '<div class="leaddash-worklist"'


class Tags(HTMLParser):
    """The elements of a page, those that are open, and whether each was closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(body: str) -> Tags:
    tags = Tags()
    tags.feed(body)
    assert tags.open == []
    return tags


def made(text: str) -> str:
    """A worklist in which every text is this one."""
    row = Detail(Cell(text, {"lead": text}), text, text, Cell(text, tone="late"), text)
    inner = Unfolding(
        text, text, text, Bar(1, 1, 0, 2, text), [Cell(text, {"figure": text}, "late", text)], text, [row]
    )
    copies = Copies(text, f"{text}\n{text}")
    line = Unfolding(
        text, text, text, Bar(0, 0, 2, 2, text), [Cell(text)], text, [], [inner], Cell(text), copies, is_open=True
    )
    return folded(Worklist([text] * 6, [line], text, copies), lambda opens: f"leads?{next(iter(opens.values()))}")


@pytest.mark.parametrize("text", [*TEXTS, "<script>alert(1)</script>", '" onmouseover="x', "</details><img src=x>"])
def test_texts_are_shown_and_never_run(text: str) -> None:
    tags = parsed(made(text))
    assert {tag for tag, _ in tags.seen} == TAGS
    names = {name for _, attributes in tags.seen for name in attributes}
    known = {"class", "style", "href", "role", "open", "type", "aria-hidden", "aria-label"}
    assert names == {*known, "data-fold", "data-opens", "data-copies"}
    assert all(str(attributes["href"]).startswith("leads?") for tag, attributes in tags.seen if tag == "a")


def test_what_is_copied_keeps_its_lines() -> None:
    copied = [attributes["data-copies"] for tag, attributes in parsed(made("a & b")).seen if tag == "button"]
    assert copied == ["a & b\na & b"] * 2


def test_a_line_names_its_fold_and_only_the_first_is_unfolded() -> None:
    folds = [attributes for tag, attributes in parsed(made("x")).seen if tag == "details"]
    assert [(one["data-fold"], "open" in one) for one in folds] == [("x", True), ("x", False)]


def listed(page: str = "sla", language: str = "en", **state: str | list[str]) -> str:
    """The worklist of a page, if it has one."""
    return next((body for body in html(visit(page, language, **state)) if LIST in body), "")


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found is not None, pattern
    return int(re.sub(r"\D", "", found[1]))


def counts(body: str) -> list[tuple[int, int]]:
    """What each of the outer lines counts: past due and still in time."""
    cells = re.findall(r'<span class="leaddash-count">(.*?)</span></span>', body)
    numbers = [number(r">(\d[\d.,]*)<", f">{re.sub('<[^>]*>', '<', cell).strip('<')}<") for cell in cells]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("state", [{}, {"as_of": "2026-06-30"}, {"team": ["Iberia"]}], ids=["now", "june", "team"])
def test_the_sentence_counts_what_the_lines_count(state: dict[str, str | list[str]]) -> None:
    app = visit("sla", **state)
    body = next(body for body in html(app) if LIST in body)
    told = sentence(app)
    outer = re.sub(r"(<details data-fold=\"others\">.*?</summary>).*</details>", r"\1", body, flags=re.S)
    late, in_time = (sum(pair) for pair in zip(*counts(outer), strict=True))
    assert late == number(r"^([\d,]+) leads are past due", told)
    assert in_time == number(r"; ([\d,]+) more can still be kept", told)
    first = re.search(r'open><summary.*?leaddash-name">(.*?)</span>', body)
    assert first is not None
    assert f"Start with {unescape(first[1])}: " in "".join(html(app))


@pytest.mark.usefixtures("sample")
def test_the_switch_of_the_link_groups_the_list() -> None:
    for way, key in (("promise", "promise:convert"), ("time", "time:late_longer"), ("nonsense", "owner:P0")):
        assert f'data-fold="{key}' in listed(owing=way)
    assert "Por tiempo restante" in [option for box in visit("sla", "es").button_group for option in box.options]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("figure", ["overdue_now", "open_now"])
def test_a_count_opens_as_many_leads_as_it_says(figure: str) -> None:
    link = re.search(rf'href="leads\?([^"]*owner=P\d+[^"]*{figure}[^"]*)"[^>]*>(\d+)<', listed())
    assert link is not None
    state = dict(pair.split("=") for pair in unescape(link[1]).split("&"))
    assert sentence(visit("leads", **state)).startswith(f"{link[2]} promise")


@pytest.mark.usefixtures("sample")
def test_nobodys_mqls_open_as_many_as_they_are() -> None:
    count = number(r">([\d,]+) MQLs<", listed())
    told = sentence(visit("leads", list="nobody", figure="given_to_nobody"))
    assert told == f"{count} MQLs were given to nobody, and nobody has touched them."


@pytest.mark.usefixtures("bare")
def test_where_nothing_is_owed_that_is_said_and_nothing_listed() -> None:
    app = visit("sla")
    assert sentence(app).startswith("Nothing is owed right now: of the promises these data tell of, none is past due")
    assert not [body for body in html(app) if LIST in body]
