"""An open page: what it asks, says and shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from leaddash import exports
from leaddash.agreement import Agreement
from leaddash.boards.overview import Move
from leaddash.drawing.absence import Reach, reach_of
from leaddash.drawing.course import Span
from leaddash.drawing.picture import Picture
from leaddash.drawing.theme import PALETTES, Palette
from leaddash.moments import bucket_start, local_date, midnight
from leaddash.saying.headline import Headline
from leaddash.scope import Question, Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel.tables import whole_of, with_projection
from leaddash.ui import asking, opening, screen, state, tables
from leaddash.ui.figures import with_list
from leaddash.ui.periods import DAY, Period
from leaddash.words import Words

OF_PERIODS = ("overview", "funnel", "response")
"""Pages that say nothing but of their period."""
VIEWS = ("step", "flow", "exits", "slices")
"""What the Funnel page shows of a step."""
MOST_COURSE = 13
"""Periods in the course beside a headline figure."""
TREND_PERIODS = {"week": 26, "month": 13, "quarter": 13, "year": 25, "all": 25, "custom": 25}


@dataclass(frozen=True)
class Page:
    """What a page script works with: words, the scope of its filters, and how to show a frame."""

    key: str
    words: Words
    snapshot: Snapshot
    rules: Agreement
    period: Period
    as_of: datetime
    filters: Mapping[str, tuple[str, ...]]
    theme: str

    @property
    def palette(self) -> Palette:
        """Colours of the reader's theme."""
        return PALETTES[self.theme]

    @property
    def names(self) -> tuple[str, str]:
        """What the period and the one before are called."""
        return self.period.name(self.words), self.before.name(self.words) if self.before else ""

    @property
    def before(self) -> Period | None:
        """The period before, None where the data had not begun when it began."""
        before = self.period.before()
        first = local_date(self.snapshot.first, self.rules.timezone)
        return before if before and before.since and before.since >= first else None

    @property
    def span(self) -> Span:
        """What the trend's periods are: weeks where a week is asked, else months."""
        return Span("week" if self.period.kind == "week" else "month", self.period.until - DAY)

    def under(self, rules: Agreement) -> Page:
        """The page as it is under another agreement."""
        return replace(self, rules=rules)

    def at(self, as_of: datetime) -> Page:
        """The page as of another moment."""
        return replace(self, as_of=as_of)

    def scope(self, period: Period | None = None, **more: Any) -> Scope:
        """The scope of the filters, for this period or another one."""
        asked, zone = period or self.period, self.rules.timezone
        since = midnight(asked.since, zone) if asked.since else None
        return Scope(since, midnight(asked.until, zone), self.as_of, self.filters, agreement=self.rules, **more)

    def question(self, period: Period | None = None) -> Question:
        """The question that this scope is of the data."""
        return self.snapshot.question(self.scope(period))

    def ask(self, metric: str, **more: Any) -> pd.DataFrame:
        """A metric in the scope of the filters."""
        return asking.ask(self.snapshot, metric, self.scope(**more))

    def ask_before(self, metric: str, **more: Any) -> pd.DataFrame | None:
        """The same for the period before, None where there is none."""
        return asking.ask(self.snapshot, metric, self.scope(self.before, **more)) if self.before else None

    def ask_projected(self) -> pd.DataFrame:
        """The funnel with the projection of each stage's cohort beside its rate."""
        return with_projection(*self.ask_all("funnel", "projection"))

    def ask_all(self, *metrics: str | tuple[str, str]) -> list[pd.DataFrame]:
        """Several metrics (of a pair: by a dimension) at the same time, trends period by period to the period's end."""
        return asking.at_once([self._question(*((one, None) if isinstance(one, str) else one)) for one in metrics])

    def _question(self, name: str, by: str | None) -> Callable[[], pd.DataFrame]:
        return partial(self.ask_trend, name) if name.endswith("_trend") else partial(self.ask, name, by=by)

    def ask_overview(self, by: str) -> list[Any]:
        """The funnel with its projection, that of the period before, the slices of both, the trend; then the rest.

        The rest: people of both periods, the funnel of all data, exits, what is open at as-of, promises of both periods
        and their trend. All are asked at once, and the reach with them, which is kept. Each whole funnel is the sum of
        its slices, so that it need not be asked again: it has no medians.
        """
        now, before, projected, trend, *rest, _ = asking.at_once(
            [
                partial(self.ask, "funnel", by=by),
                partial(self.ask_before, "funnel", by=by),
                partial(self.ask, "projection"),
                partial(self.ask_trend, most=MOST_COURSE),
                partial(self.ask, "leads_entered"),
                partial(self.ask_before, "leads_entered"),
                self.ask_ever,
                partial(self.ask, "exits"),
                partial(self.ask, "at_risk"),
                partial(self.ask, "sla"),
                partial(self.ask_before, "sla"),
                partial(self.ask_trend, "sla_trend", most=MOST_COURSE),
                self.reach,
            ]
        )
        whole = with_projection(whole_of(now), projected)
        return [whole, None if before is None else whole_of(before), [now, before], trend, *rest]

    def unfiltered(self) -> Page:
        """The page as it is without any filter."""
        return replace(self, filters={})

    def reach(self) -> Reach:
        """What the data hold by as-of, whatever the period and the filters."""
        length = self.as_of - self.snapshot.first
        return reach_of(self.unfiltered().ask_ever(), length, is_filtered=bool(self.filters))

    def ask_ever(self, metric: str = "funnel") -> pd.DataFrame:
        """The funnel of all data up to as-of: which stages are recorded, what stands past its time whenever it came."""
        return asking.ask(self.snapshot, metric, replace(self.scope(), since=None, until=None))

    def ask_trend(self, metric: str = "funnel_trend", most: int = 26) -> pd.DataFrame:
        """A metric period by period up to the period's end: weeks for a week, else months; `most` of them."""
        first = self.period.until - DAY
        for _ in range(min(most, TREND_PERIODS[self.period.kind]) - 1):
            first = bucket_start(first, self.span.bucket) - DAY
        shown = Period("custom", bucket_start(first, self.span.bucket), self.period.until)
        scope = self.scope(shown, bucket=self.span.bucket)
        return asking.ask(self.snapshot, metric, scope).rename(columns={"cases": "entered"})

    def window(self, stage: str) -> float:
        """Days within which an episode is to leave a stage onwards, 0 where none are agreed."""
        return float(self.rules.stages.window_days.get(stage, 0))  # type: ignore[call-overload]

    def choose(self, key: str, options: Sequence[str], default: str, words: str, *, as_switch: bool = False) -> str:
        """One of some options, kept in the link, drawn as a switch or a box."""
        draw = screen.segmented_control if as_switch else screen.selectbox
        return self._chosen(draw, key, options, default, lambda one: self.words(f"{words}.{one}"))

    def pick(self, key: str, options: Sequence[str], default: str, name: Callable[[str], str]) -> str:
        """One of some options that come from the data, kept in the link."""
        return self._chosen(screen.selectbox, key, options, default, name)

    def _chosen(self, draw: Any, key: str, options: Sequence[str], default: str, name: Callable[[str], str]) -> str:
        state.settle(key, list(options), default)
        told = {"required": True} if draw is screen.segmented_control else {"width": 220}
        draw(self.words(f"control.{key}"), options, key=key, format_func=name, **told)
        state.write_link()
        return state.get(key, default)

    def tick(self, key: str, default: bool) -> bool:
        """A yes or no, kept in the link."""
        state.settle(key, ["yes", "no"], "yes" if default else "no")
        shown = f"{key}_ticked"
        st.session_state[shown] = st.session_state[key] == "yes"
        return bool(screen.toggle(self.words(f"control.{key}"), key=shown, on_change=_take_tick, args=(key, shown)))

    def say(self, sentence: str) -> None:
        """The sentence the page opens with, and what its numbers rest on; of a period without data that it has none."""
        outside = opening.outside(self.period, self.snapshot, self.as_of, self.rules.timezone, self.words)
        screen.html(tables.sentence(outside or sentence))
        for note in opening.notes(self.snapshot, self.as_of, self.words):
            screen.caption(note)
        if outside and self.key in OF_PERIODS:
            st.stop()

    def say_unknown(self, known: Collection[str]) -> None:
        """Which promises the data tell nothing of, that are not among those `known` of, and why."""
        note = opening.unknown_promises(self.snapshot, self.rules, known, self.words)
        if note:
            screen.caption(note)

    def figures(self, headlines: list[Headline]) -> None:
        """The headline figures in a row, each with its change, its course and the leads behind it."""
        with st.container(key="figures"):
            for column, headline in zip(st.columns(max(len(headlines), 1), gap="large"), headlines, strict=False):
                with column:
                    self._figure(headline)

    def _figure(self, headline: Headline) -> None:
        screen.metric(
            headline.label,
            headline.value,
            headline.change,
            delta_color="off",
            delta_arrow="off",
            chart_data=headline.course or None,
            chart_type="bar" if headline.is_count else "line",
            help=headline.help,
        )
        self.link("leads", headline.cases, headline.link)

    def link(self, page: str, text: str, changes: Mapping[str, str]) -> None:
        """A line that opens another page in the same state but for the changes."""
        screen.page_link(f"pages/{page}.py", label=text, query_params={**state.link(), **with_list(changes)})

    def draw(self, picture: Picture, key: str) -> None:
        """A chart under its title; its marks open the list of the leads behind them."""
        screen.header(picture.title, anchor=False)
        config = {"displayModeBar": False, "locale": self.words.language}
        chosen: Any = screen.chart(
            picture,
            key=key,
            config=config,
            on_select="rerun" if picture.opens else "ignore",
            selection_mode="points",
        )
        points = chosen.selection.points if picture.opens and chosen else []
        if points:
            changes = picture.opens[points[0]["point_index"]]
            st.switch_page("pages/leads.py", query_params={**state.link(), **with_list(changes)})
        if picture.note:
            screen.caption(picture.note)

    def behind(self, frame: pd.DataFrame, name: str, texts: tuple[str, ...], full: pd.DataFrame | None = None) -> None:
        """The figures of a chart as a table, folded away, with its download."""
        with screen.expander(self.words("control.as_table")):
            self.table(frame, name, texts=texts, full=full)

    def links(self, moves: list[Move]) -> None:
        """Short lines that open the page that shows them."""
        screen.header(self.words("overview.moved"), anchor=False)
        with st.container(key="moves"):
            for move in moves:
                self.link(move.page, move.text, move.link)

    def columns(self, *widths: int) -> Sequence[Any]:
        """Columns of these widths, to be used with `with`."""
        return st.columns(widths, gap="large")

    def row(self) -> Any:
        """A row in which things stand side by side."""
        return st.container(horizontal=True, vertical_alignment="bottom")

    def table(self, frame: pd.DataFrame, name: str, *, full: pd.DataFrame | None = None, **options: Any) -> None:
        """A small table with its download; `full` is what is saved where more is known than shown."""
        screen.html(tables.small(frame, self.words, **options))
        self.download(frame if full is None else full, name)

    def named(self, frame: pd.DataFrame, by: str) -> pd.DataFrame:
        """Slices by person with the people's names."""
        if by != "person":
            return frame
        people = asking.look_up(self.snapshot, "people_names", "")
        names = dict(zip(people["person_id"], people["name"], strict=True))
        return frame.assign(slice_id=frame["person"], person=frame["person"].map(lambda one: names.get(one, one)))

    def download(self, frame: pd.DataFrame, name: str) -> None:
        """A button that saves the frame as CSV, as it came from the metric; the text is made when it is pressed."""
        screen.download_button(
            self.words("control.csv"),
            lambda: exports.csv_text(frame).encode("utf-8-sig"),
            exports.file_name(name),
            "text/csv",
            key=f"csv_{name}",
            type="tertiary",
            on_click="ignore",
        )


def _take_tick(key: str, shown: str) -> None:
    st.session_state[key] = "yes" if st.session_state[shown] else "no"
