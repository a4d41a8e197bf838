"""Things that happened, as arrays of codes; words are put in only when they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from leaddash.sample import names
from leaddash.sample.pace import Bools, Floats, Ints, Random, local

KINDS: Final = (
    *("page_view", "pricing_page", "form_submit", "content_download", "trial", "demo_request"),
    *("webinar_attended", "event_attended", "email_sent", "email_open", "email_click"),
    *("call", "email", "meeting", "careers_page", "unsubscribe", "price_sheet"),
)
(PAGE_VIEW, PRICING_PAGE, FORM_SUBMIT, CONTENT_DOWNLOAD, TRIAL, DEMO_REQUEST) = range(6)
(WEBINAR_ATTENDED, EVENT_ATTENDED, EMAIL_SENT, EMAIL_OPEN, EMAIL_CLICK) = range(6, 11)
(CALL, EMAIL, MEETING, CAREERS_PAGE, UNSUBSCRIBE, PRICE_SHEET) = range(11, 17)
TOUCH_OUTCOMES: Final = ("connected", "attempted", "no answer")
CONNECTED, ATTEMPTED, NO_ANSWER = range(3)
DIRECTIONS: Final = ("inbound", "outbound")
INBOUND, OUTBOUND = range(2)
NOBODY: Final = -1  # also: no asset, no outcome, no reason

_FIRST_PRICE_YEAR = 2015
_PRICE_SHEETS = [names.PRICE_SHEET.format(year=year) for year in range(_FIRST_PRICE_YEAR, 2031)]
_GROUPS: tuple[tuple[str, ...], ...] = (
    *(names.PAGES, ("Pricing",), names.FORMS, names.PAPERS, ("Trial",), ("Demo request form",)),
    *(names.WEBINARS, names.EVENTS, names.EMAILS, tuple(_PRICE_SHEETS), ("Contact form",), (names.FLOOD_WEBINAR,)),
)
ASSETS: Final = [asset for group in _GROUPS for asset in group]
_STARTS = np.cumsum([0, *(len(group) for group in _GROUPS)])
_PRICED = 9  # the group of price sheets
CONTACT_FORM: Final = int(_STARTS[10])
FLOOD_ASSET: Final = int(_STARTS[11])
_GROUP_OF = {kind: min(kind, EMAIL_SENT) for kind in range(CALL)}

Small = npt.NDArray[np.int16]
Codes = Ints | Small | int


@dataclass(frozen=True)
class Rows:
    """Activities as columns of codes; ``lead`` is a row of the block, ``at`` whole seconds of UTC."""

    lead: Ints
    at: Floats
    kind: Small
    asset: Small
    direction: Small
    person: Small
    outcome: Small

    def __len__(self) -> int:
        return len(self.lead)

    def only(self, chosen: Bools | Ints) -> Self:
        """Return some of them."""
        return type(self)(**{name: column[chosen] for name, column in vars(self).items()})


def joined(parts: Sequence[Rows]) -> Rows:
    """Put all parts after one another."""
    return Rows(**{name: np.concatenate([vars(part)[name] for part in parts]) for name in vars(parts[0])})


def happened(
    lead: Ints,
    moments: Floats,
    kind: Codes,
    *,
    asset: Codes = NOBODY,
    direction: Codes = INBOUND,
    person: Codes = NOBODY,
    outcome: Codes = NOBODY,
) -> Rows:
    """Return activities as codes, one row per lead given; those that never happen are left out."""
    ever = np.isfinite(moments)

    def code(codes: Codes) -> Small:
        return np.asarray(np.broadcast_to(np.asarray(codes, dtype=np.int16), moments.shape)[ever])

    columns = (code(codes) for codes in (kind, asset, direction, person, outcome))
    return Rows(lead[ever], np.floor(moments[ever]), *columns)


def asset_of(random: Random, kind: int, count: int) -> Ints:
    """Draw something to look at, read or open, fitting the kind of activity; nothing for calls and the like."""
    group = _GROUP_OF.get(kind)
    if group is None:
        return np.full(count, NOBODY)
    skewed = random.random(count) ** 1.5 * len(_GROUPS[group])
    return np.asarray(_STARTS[group] + skewed.astype(np.int64), dtype=np.int64)


def asset_held(kind: int, position: Ints) -> Ints:
    """Return the title of each webinar or trade show, by its position in the programme."""
    return np.asarray(_STARTS[kind] + position % len(_GROUPS[kind]), dtype=np.int64)


def price_sheet_at(moments: Floats) -> Ints:
    """Return the price sheet of the year of each moment."""
    year = np.asarray(local(np.where(np.isfinite(moments), moments, 0.0)).year)
    offset = np.clip(year - _FIRST_PRICE_YEAR, 0, len(_PRICE_SHEETS) - 1)
    return np.asarray(_STARTS[_PRICED] + offset, dtype=np.int64)
