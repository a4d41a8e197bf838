"""Small tables and sentences as HTML; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any, NewType
from urllib.parse import quote

import pandas as pd

from leaddash.blocks.kinds import DECIMALS, Kind
from leaddash.blocks.look import Look
from leaddash.blocks.opens import Opens
from leaddash.blocks.parts import Ranking, Table, Terms
from leaddash.drawing.theme import Palette
from leaddash.plain import plain, plain_lines
from leaddash.saying.headline import Headline
from leaddash.stats import THIN
from leaddash.ui import links, sparkline
from leaddash.words import Words

Html = NewType("Html", str)
"""Text that is shown as it stands: only what this module and `worklist` have made."""
Address = Callable[[Opens], str]
"""What makes the address of what is opened."""
WHOLE = {Kind.COUNT, Kind.MONEY}
"""Kinds that are told whole on a page."""


def colours(palette: Palette) -> Html:
    """The reader's colours, by name, for the style sheet."""
    named = "".join(f"--leaddash-{name}: {colour}; " for name, colour in asdict(palette).items())
    return Html(f"<style>:root {{ {named}}}</style>")


def sentence(text: str, more: str = "") -> Html:
    """The sentence a page opens with, and what goes on from it."""
    further = f'<p class="leaddash-lede">{escaped(more)}</p>' if more else ""
    return Html(f'<p class="leaddash-sentence" role="status">{escaped(text)}</p>{further}')


def line(text: str) -> Html:
    """A line of plain text."""
    return Html(f"<p>{escaped(text)}</p>")


def link(text: str, opens: Opens | None, *, unit: str = "", address: Address = links.page_of) -> Html:
    """A text that opens leads beside the page, if anything; in a tab of its own it is the page that shows them in full.

    The `unit` is for who does not see the head above it.
    """
    shown = escaped(text) + (f'<span class="leaddash-unit"> {escaped(unit)}</span>' if unit else "")
    if opens is None:
        return Html(shown)
    where = f'href="{escaped(address(opens))}" data-opens="{escaped(links.word_of(opens))}"'
    return Html(f'<a class="leaddash-link" {where}>{shown}</a>')


def opened(text: str, opens: Opens) -> Html:
    """A line that opens leads."""
    return Html(f'<p class="leaddash-opened">{link(text, opens)}</p>')


def ranking(part: Ranking, words: Words) -> Html:
    """Values with their counts as bars on one scale, each a link."""
    most = max([n for _, n, opens in part.counts if opens], default=0) or 1
    body = "".join(
        f'<tr><th scope="row" style="--share:{min(n / most, 1) if opens else 0:.3f}">{link(name, opens)}</th>'
        f'<td class="number">{escaped(words.number(n))}</td></tr>'
        for name, n, opens in part.counts
    )
    return Html(
        f'<table class="leaddash-ranking"><caption>{escaped(part.title)}</caption><tbody>{body}</tbody></table>'
    )


def figures(headlines: Sequence[Headline], look: Look) -> Html:
    """Headline figures beside each other, each with its change, its course and the leads behind it."""
    return Html(f'<div class="leaddash-figures">{"".join(_figure(each, look) for each in headlines)}</div>')


def _figure(headline: Headline, look: Look) -> str:
    label = escaped(headline.label) + _why(headline, look)
    value = link(headline.value, headline.link or None)
    course, within = _course(headline, look)
    lines = {"label": label, "value": value + course, "change": f"<span>{escaped(headline.change)}</span>{within}"}
    return "".join(["<div>", *(f'<div class="{name}">{line}</div>' for name, line in lines.items()), "</div>"])


def _why(headline: Headline, look: Look) -> str:
    """A question mark that says in short what the figure counts, and leads to how."""
    if not headline.counts:
        return ""
    named = escaped(f"{look.words('control.how_counted')} {headline.help}")
    where = f'href="{escaped(links.definition_of(headline.counts))}"'
    return f' <a class="leaddash-why" {where} title="{escaped(headline.help)}" aria-label="{named}">?</a>'


def _course(headline: Headline, look: Look) -> tuple[str, str]:
    """The course of a figure as a small picture, and between which values it lay."""
    known = [value for value in headline.course if not pd.isna(value)]
    if len(known) < 2:
        return "", ""
    low, high = (
        look.words.number(end) if headline.is_count else look.words.share(end, 0) for end in (min(known), max(known))
    )
    within = escaped(look.words("headline.within", low=low, high=high))
    drawn = quote(sparkline.drawn(headline.course, look.palette, as_bars=headline.is_count))
    picture = f'<img class="leaddash-course" src="data:image/svg+xml,{drawn}" alt="{within}" title="{within}">'
    return picture, f'<span class="within" aria-hidden="true">{within}</span>'


def trouble(what: str, way_on: str) -> Html:
    """What stands in the place of something that failed: what happened, and what one can do."""
    said = f'<p class="leaddash-sentence">{escaped(what)}</p>{line(way_on)}'
    return Html(f'<div class="leaddash-trouble" role="alert">{said}</div>')


def away(text: str, address: str) -> Html:
    """A link that the browser follows by itself, to an address of ours."""
    return Html(f'<a class="leaddash-away" href="{escape(address)}" target="_self">{escaped(text)}</a>')


def small(table: Table, words: Words, *, caption: str = "", currency: str = "") -> Html:
    """A table with its columns named in words, figures right-aligned in the reader's style, thin shares greyed.

    The heads of amounts say in which currency they are.
    """
    kinds = {str(name): table.kinds.get(str(name), Kind.COUNT) for name in table.frame.columns}
    head = "".join(
        f'<th scope="col" class="{_class(kind)}">{escaped(_head(name, kind, words, currency))}</th>'
        for name, kind in kinds.items()
    )
    body = "".join(
        _row(row, kinds, table, _opens_of(table, number), words)
        for number, row in enumerate(table.frame.to_dict("records"))
    )
    named = f"<caption>{escaped(caption)}</caption>" if caption else ""
    text = f"{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    of = f' data-of="{escaped(table.name)}"' if table.name else ""
    return Html(f'<div class="leaddash-scroll"><table class="leaddash"{of}>{text}</table></div>')


def terms(part: Terms, words: Words) -> Html:
    """Names with what they mean, each row to be pointed at; the chosen one is set off."""
    head = "".join(f'<th scope="col" class="text">{escaped(words(f"column.{name}"))}</th>' for name in part.columns)
    body = "".join(_term(name, cells, is_chosen=name == part.chosen) for name, cells in part.cells.items())
    text = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return Html(f'<div class="leaddash-scroll"><table class="leaddash">{text}</table></div>')


def _term(name: str, cells: Sequence[str], *, is_chosen: bool) -> str:
    first, *others = cells
    told = f'<th scope="row" class="text">{escaped(first)}</th>'
    told += "".join(f'<td class="text">{escaped(cell)}</td>' for cell in others)
    chosen = ' class="leaddash-chosen" tabindex="-1"' if is_chosen else ""
    return f'<tr id="define-{escape(name)}"{chosen}>{told}</tr>'


def escaped(text: str) -> str:
    """A text as it was typed."""
    return escape(plain(text))


def escaped_lines(text: str) -> str:
    """The same of a text of several lines, within an attribute."""
    return escape(plain_lines(text)).replace("\n", "&#10;")


def _opens_of(table: Table, number: int) -> dict[str, Opens | None]:
    return {name: cells[number] for name, cells in table.opens.items()}


def _row(
    row: dict[Any, Any], kinds: Mapping[str, Kind], table: Table, opens: Mapping[str, Opens | None], words: Words
) -> str:
    cases = row.get(table.based_on)
    thin = cases is not None and not pd.isna(cases) and cases < THIN
    looks = {name: _class(kind) + (" thin" if thin and kind is Kind.SHARE else "") for name, kind in kinds.items()}
    cells = [
        f'<td class="{looks[name]}">{link(_written(row[name], kind, words), opens.get(name))}</td>'
        for name, kind in kinds.items()
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _head(name: str, kind: Kind, words: Words, currency: str) -> str:
    """What a column is called; of amounts with their currency."""
    called = words(f"column.{name}")
    return f"{called}, {words.symbol(currency)}" if currency and kind is Kind.MONEY else called


def _class(kind: Kind) -> str:
    return "text" if kind is Kind.TEXT else "number"


def _written(value: Any, kind: Kind, words: Words) -> str:
    """A cell as its kind is written; a text stands as it is, a dash for none."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return words.number(None)
    if kind is Kind.SHARE:
        return words.share(float(value))
    if kind in WHOLE:
        return words.number(round(value))
    return words.number(float(value), DECIMALS.get(kind, 0))
