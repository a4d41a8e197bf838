"""Things that happened, as frames of codes; words are put in only when they are written."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash.sample import names
from leaddash.sample.pace import Floats, Ints, Random, local

KINDS: Final = (
    *("page_view", "pricing_page", "form_submit", "content_download", "trial", "demo_request"),
    *("webinar_attended", "event_attended", "email_sent", "email_open", "email_click"),
    *("call", "email", "meeting"),
)
(PAGE_VIEW, PRICING_PAGE, FORM_SUBMIT, CONTENT_DOWNLOAD, TRIAL, DEMO_REQUEST) = range(6)
(WEBINAR_ATTENDED, EVENT_ATTENDED, EMAIL_SENT, EMAIL_OPEN, EMAIL_CLICK) = range(6, 11)
(CALL, EMAIL, MEETING) = range(11, 14)
OUTCOMES: Final = ("connected", "attempted", "no answer")
CONNECTED, ATTEMPTED, NO_ANSWER = range(3)
INBOUND, OUTBOUND = range(2)
NOBODY: Final = -1  # also: no asset, no outcome, no reason

_FIRST_PRICE_YEAR = 2015
_PRICE_SHEETS = [names.PRICE_SHEET.format(year=year) for year in range(_FIRST_PRICE_YEAR, 2031)]
_GROUPS: tuple[tuple[str, ...], ...] = (
    *(names.PAGES, ("Pricing",), names.FORMS, names.PAPERS, ("Trial",), ("Demo request form",)),
    *(names.WEBINARS, names.EVENTS, names.EMAILS, tuple(_PRICE_SHEETS)),
)
ASSETS: Final = [asset for group in _GROUPS for asset in group]
_STARTS = np.cumsum([0, *(len(group) for group in _GROUPS)])
_PRICE_SHEET = len(_GROUPS) - 1  # its group
_EMAIL_GROUP = EMAIL_SENT

Codes = Ints | int


def happened(
    lead: Ints,
    at: Floats,
    kind: Codes,
    *,
    asset: Codes = NOBODY,
    direction: Codes = INBOUND,
    person: Codes = NOBODY,
    outcome: Codes = NOBODY,
) -> pd.DataFrame:
    """Return activities as codes, one row per lead given; those that never happen are left out."""
    ever = np.isfinite(at)
    columns: dict[str, Codes] = {"kind": kind, "asset": asset, "direction": direction}
    columns |= {"person": person, "outcome": outcome}
    frame: dict[str, npt.NDArray[np.generic]] = {"lead": lead[ever], "at": np.floor(at[ever])}
    for name, codes in columns.items():
        frame[name] = np.broadcast_to(np.asarray(codes, dtype=np.int64), at.shape)[ever]
    return pd.DataFrame(frame)


def asset_of(random: Random, kind: int, count: int) -> Ints:
    """Draw something to look at, read or open, fitting the kind of activity."""
    group = min(kind, _EMAIL_GROUP)
    skewed = random.random(count) ** 1.5 * len(_GROUPS[group])
    return np.asarray(_STARTS[group] + skewed.astype(np.int64), dtype=np.int64)


def asset_held(kind: int, position: Ints) -> Ints:
    """Return the title of each webinar or trade show, by its position in the programme."""
    return np.asarray(_STARTS[kind] + position % len(_GROUPS[kind]), dtype=np.int64)


def price_sheet_at(at: Floats) -> Ints:
    """Return the price sheet of the year of each moment."""
    year = np.asarray(local(np.where(np.isfinite(at), at, 0.0)).year)
    offset = np.clip(year - _FIRST_PRICE_YEAR, 0, len(_PRICE_SHEETS) - 1)
    return np.asarray(_STARTS[_PRICE_SHEET] + offset, dtype=np.int64)
