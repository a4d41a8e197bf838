"""How each kind of block is drawn with Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from leaddash import exports
from leaddash.blocks import parts
from leaddash.blocks.download import Made
from leaddash.boards.leads.links import with_list
from leaddash.ui import asking, links, screen, sight, state, tables
from leaddash.ui.page import Page, put

_controls: dict[str, Callable[..., None]] = {}


def control(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Have a control of one subject drawn by a function of the page and of what the control is given."""

    def taken(draw: Callable[..., None]) -> Callable[..., None]:
        _controls[name] = draw
        return draw

    return taken


@put.register(parts.Sentence)
def _sentence(part: parts.Sentence, _page: Page) -> None:
    screen.html(tables.sentence(part.text, part.more))


@put.register(parts.Heading)
def _heading(part: parts.Heading, _page: Page) -> None:
    screen.header(part.text, anchor=False)


@put.register(parts.Note)
def _note(part: parts.Note, _page: Page) -> None:
    screen.caption(part.text)


@put.register(parts.Line)
def _line(part: parts.Line, _page: Page) -> None:
    screen.html(tables.line(part.text))


@put.register(parts.Notice)
def _notice(part: parts.Notice, _page: Page) -> None:
    if part.is_warning:
        screen.warning(part.text)
    else:
        screen.info(part.text, icon=None)


@put.register(parts.Code)
def _code(part: parts.Code, _page: Page) -> None:
    screen.code(part.text, language=part.language, **({"height": part.height} if part.height else {}))


@put.register(parts.Figures)
def _figures(part: parts.Figures, page: Page) -> None:
    """The headline figures in a row, each with its change, its course and the leads behind it."""
    screen.html(tables.figures(part.headlines, page.look))


@put.register(parts.Table)
def _table(part: parts.Table, page: Page) -> None:
    screen.html(tables.small(part, page.words, currency=page.look.currency))
    if part.is_saved:
        put(part.saved, page)


@put.register(parts.Terms)
def _terms(part: parts.Terms, page: Page) -> None:
    screen.html(tables.terms(part, page.words))
    if part.chosen:
        sight.bring(f"#define-{part.chosen}")


@put.register(parts.Chart)
def _chart(part: parts.Chart, page: Page) -> None:
    """A chart under its title; its marks open the list of the leads behind them, its table is folded away."""
    picture = part.picture
    if part.is_titled:
        screen.header(picture.title, anchor=False)
    screen.chart(picture, key=picture.key, config={"displayModeBar": False, "locale": page.words.language})
    with st.container(key=f"counted_{picture.key}", gap=None):
        if picture.note:
            screen.caption(picture.note)
        if picture.counts:
            put(counted(picture.counts, page), page)
    if part.table is not None:
        with screen.expander(page.words("control.as_table")):
            put(part.table, page)


def counted(metric: str, page: Page) -> parts.Link:
    """The way to how something is counted."""
    return parts.Link(page.words("control.how_counted"), "definitions", {"define": metric, "term": ""})


@put.register(parts.Download)
def _download(part: parts.Download, page: Page) -> None:
    """Buttons that save a frame as CSV: as it is shown, and as it came from the metric; the text is made when pressed.

    What is shown nowhere has one button.
    """
    shown, words = part.shown, page.words
    raw = partial(_raw_csv, part, page)
    if shown is None:
        _save(words("control.csv"), f"csv_{part.name}", (part.name, *part.of), raw)
        return
    with st.container(horizontal=True, gap="medium"):
        as_shown, told = partial(_shown_csv, part, shown, page), words("control.csv_help")
        _save(words("control.csv"), f"csv_{part.name}", (part.name, *part.of), as_shown, told)
        told = words("control.raw_csv_help")
        _save(words("control.raw_csv"), f"raw_{part.name}", (part.name, *part.of, "raw"), raw, told)


def _save(label: str, key: str, names: tuple[str, ...], made: Callable[[], str], help_text: str = "") -> None:
    screen.download_button(
        label,
        lambda: made().encode("utf-8-sig"),
        exports.file_name(*names),
        "text/csv",
        key=key,
        type="tertiary",
        on_click="ignore",
        help=help_text or None,
    )


def _raw_csv(part: parts.Download, page: Page) -> str:
    return exports.csv_text(_frame(part.frame, page))


def _shown_csv(part: parts.Download, shown: Made, page: Page) -> str:
    return exports.shown_csv(_frame(shown, page), part.kinds, page.words, page.look.zone)


def _frame(frame: Made, page: Page) -> pd.DataFrame:
    if isinstance(frame, pd.DataFrame):
        return frame
    with asking.again(page.snapshot) as snapshot:
        return frame(snapshot)


@put.register(parts.Paging)
def _paging(part: parts.Paging, page: Page) -> None:
    screen.caption(page.words("app.part", first=part.first, last=part.last, n=part.rows))
    st.pagination(part.parts, key=part.key)


@put.register(parts.Link)
def _link(part: parts.Link, _page: Page) -> None:
    """A link to a page as a whole, where nothing is opened beside it."""
    changes = {**with_list(part.changes), state.DRAWER: ""}
    screen.page_link(f"pages/{part.page}.py", label=part.text, query_params=links.query(changes))


@put.register(parts.Opened)
def _opened(part: parts.Opened, _page: Page) -> None:
    screen.html(tables.opened(part.text, part.opens))


@put.register(parts.Ranking)
def _ranking(part: parts.Ranking, page: Page) -> None:
    screen.html(tables.ranking(part, page.words))


@put.register(parts.Links)
def _links(part: parts.Links, page: Page) -> None:
    screen.header(part.heading, anchor=False)
    with st.container(key="moves"):
        page.put(part.links)


@put.register(parts.Chips)
def _chips(part: parts.Chips, page: Page) -> None:
    with st.container(horizontal=True, key="chips_of_list"):
        page.put(part.links)


@put.register(parts.Choice)
def _choice(part: parts.Choice, page: Page) -> None:
    label, names = part.label or page.words(f"control.{part.key}"), part.options
    told: dict[str, Any] = {"key": part.key, "format_func": lambda option: names.get(option, option)}
    if part.placeholder:
        screen.selectbox(label, list(names), index=None, placeholder=part.placeholder, **told)
        return
    state.settle(part.key, list(names), part.default)
    if part.is_switch:
        screen.segmented_control(label, list(names), required=True, **told)
    else:
        screen.selectbox(label, list(names), width=part.width, **told)


@put.register(parts.Tick)
def _tick(part: parts.Tick, page: Page) -> None:
    state.settle(part.key, ["yes", "no"], "yes" if part.default else "no")
    shown = f"{part.key}_ticked"
    st.session_state[shown] = st.session_state[part.key] == "yes"
    screen.toggle(page.words(f"control.{part.key}"), key=shown, on_change=_take_tick, args=(part.key, shown))


def _take_tick(key: str, shown: str) -> None:
    st.session_state[key] = "yes" if st.session_state[shown] else "no"


@put.register(parts.Search)
def _search(part: parts.Search, page: Page) -> None:
    screen.text_input(
        page.words(f"control.{part.key}"),
        key=part.key,
        width=part.width or "stretch",
        placeholder=part.hint,
        label_visibility="visible" if part.width else "collapsed",
        live=part.is_live,
    )


@put.register(parts.Row)
def _row(part: parts.Row, page: Page) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page.put(part.parts)


@put.register(parts.Columns)
def _columns(part: parts.Columns, page: Page) -> None:
    for column, below in zip(st.columns(part.widths, gap="large"), part.parts, strict=True):
        with column:
            page.put(below)


@put.register(parts.Fold)
def _fold(part: parts.Fold, page: Page) -> None:
    with screen.expander(part.title):
        page.put(part.show())


@put.register(parts.Control)
def _control(part: parts.Control, page: Page) -> None:
    _controls[part.name](page, *part.given)
