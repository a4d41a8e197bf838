"""Lines that unfold, as HTML of the browser's own `<details>`; every text in them is escaped.

Each has a `data-fold` by which `hands.js` keeps it unfolded when it is drawn again.
"""

from __future__ import annotations

from leaddash.blocks.unfolding import Bar, Cell, Copies, Detail, Unfolding, Worklist
from leaddash.ui import links, screen
from leaddash.ui.page import Page, put
from leaddash.ui.tables import Address, Html, escaped, escaped_lines, link


@put.register(Worklist)
def _worklist(part: Worklist, _page: Page) -> None:
    screen.html(folded(part))


def folded(part: Worklist, address: Address = links.page_of) -> Html:
    """The heads of the columns, the lines below them, and what is told under all."""
    heads = "".join(f"<span>{escaped(head)}</span>" for head in part.heads)
    lines = "".join(_line(line, address) for line in part.lines)
    end = f'<p class="leaddash-end">{escaped(part.note)} {_button(part.copies)}</p>'
    head = f'<div class="leaddash-row leaddash-heads" aria-hidden="true">{heads}</div>'
    return Html(f'<div class="leaddash-worklist">{head}{lines}{end}</div>')


def _line(line: Unfolding, address: Address) -> str:
    summary = "".join(
        [
            f'<span class="leaddash-name">{escaped(line.name)}</span>',
            f'<span class="leaddash-note">{escaped(line.note)}</span>',
            _bar(line.bar),
            f'<span class="leaddash-last">{escaped(line.last)}</span>',
        ]
    )
    rows = "".join(_row(row, address) for row in line.rows)
    listed = f"<ul>{rows}</ul>" if rows else ""
    inner = "".join(_line(one, address) for one in line.lines)
    more = link(line.more.text, line.more.opens, address=address) if line.more else ""
    folds = f'data-fold="{escaped(line.key)}"{" open" if line.is_open else ""}'
    below = f"{listed}{inner}{_end([more, _button(line.copies)])}"
    details = f'<details {folds}><summary class="leaddash-row">{summary}</summary>{below}</details>'
    return f'<div class="leaddash-line leaddash-row">{details}{_counts(line, address)}</div>'


def _counts(line: Unfolding, address: Address) -> str:
    """Counts under their heads, where they count something else beside each other.

    They stand beside what unfolds, not in it: no link may be within what is pressed.
    """
    cells = [_cell(cell, address) for cell in line.counts]
    if line.bar is not None and line.bar.hatched:
        shown = f'<span class="leaddash-both">{", ".join(cells)}</span>'
    else:
        shown = "".join(f'<span class="leaddash-count">{cell}</span>' for cell in cells)
    return f'<div class="leaddash-counts">{shown}</div>'


def _cell(cell: Cell, address: Address) -> str:
    return f'<span class="leaddash-{cell.tone}">{link(cell.text, cell.opens, unit=cell.unit, address=address)}</span>'


def _bar(bar: Bar | None) -> str:
    if bar is None:
        return '<span class="leaddash-bar"></span>'
    counts = {"filled": bar.filled, "outlined": bar.outlined, "hatched": bar.hatched}
    drawn = "".join(
        f'<i class="leaddash-{name}" style="width:{count / bar.of:.2%}"></i>' for name, count in counts.items() if count
    )
    return f'<span class="leaddash-bar" role="img" aria-label="{escaped(bar.alt)}">{drawn}</span>'


def _row(row: Detail, address: Address) -> str:
    cells = [
        f'<span class="leaddash-name">{link(row.name.text, row.name.opens, address=address)}</span>',
        f'<span class="leaddash-where">{escaped(row.where)}</span>',
        f'<span class="leaddash-what">{escaped(row.what)}</span>',
        f'<span class="leaddash-both">{_cell(row.how_long, address)}</span>',
        f'<span class="leaddash-last">{escaped(row.following)}</span>',
    ]
    return f'<li class="leaddash-row">{"".join(cells)}</li>'


def _button(copies: Copies | None) -> str:
    if copies is None:
        return ""
    text = escaped_lines(copies.text)
    return f'<button type="button" class="leaddash-copies" data-copies="{text}">{escaped(copies.label)}</button>'


def _end(pieces: list[str]) -> str:
    told = '<span aria-hidden="true"> · </span>'.join(piece for piece in pieces if piece)
    return f'<p class="leaddash-end">{told}</p>' if told else ""
