"""The funnel by plain polars: one sorted frame of events, a few rounds of episodes, one row per stage reached.

Moments are whole seconds since 1970.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.rivals.rules import (
    COLUMNS,
    CONVERSION,
    CUSTOMER,
    DAY,
    EXIT,
    FLOW,
    LOST,
    MEANINGFUL,
    MOMENTS,
    OPEN,
    RANKS,
    WINDOWS,
    WON,
    files,
)
from leaddash.agreement import STAGES

OPPORTUNITY = RANKS["opportunity"]
ENGAGED = RANKS["engaged"]
EVENT = ["lead", "at", "rank", "recorded", "estimated"]

lead, at, rank, row, state, before = (pl.col(name) for name in ("lead", "at", "rank", "row", "state", "before"))


def funnel(folder: Path) -> pl.DataFrame:
    """Cohort, flow and stock of each stage over all data of a canonical folder."""
    leads = _scan(folder, "leads").select("lead_id", at).collect().with_row_index("lead").lazy()
    deals = _deal_changes(folder, leads).collect().lazy()
    moves = [
        leads.with_columns(rank=pl.lit(1)),
        _engaged(folder, leads).with_columns(rank=pl.lit(ENGAGED)),
        _recorded(folder, leads),
        _dealt(deals),
        _lost(deals).with_columns(rank=pl.lit(EXIT)),
    ]
    return _counted(_stages(_in_order(moves)), _newest(folder))


def _scan(folder: Path, table: str) -> pl.LazyFrame:
    """A table, its moment in seconds as `at`."""
    return pl.scan_parquet(files(folder, table)).with_columns(at=pl.col(MOMENTS[table]).dt.epoch("s"))


def _newest(folder: Path) -> int:
    """The as-of: the newest moment of all tables."""
    newest = pl.collect_all([_scan(folder, table).select(at.max()) for table in MOMENTS])
    return int(max(frame.item() for frame in newest if frame.item() is not None))


def _clamped(rows: pl.LazyFrame, born: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The rows of known leads (or opportunities); a moment before the creation counts at the creation."""
    joined = rows.join(born.rename({"at": "born_at"}), on=key)
    return joined.with_columns(at=pl.max_horizontal("at", "born_at")).drop("born_at", key)


def _word(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().str.to_lowercase()


def _engaged(folder: Path, leads: pl.LazyFrame) -> pl.LazyFrame:
    """The first inbound activity of a meaningful type of each lead."""
    rows = _scan(folder, "activities")
    meant = rows.filter((pl.col("direction") == "inbound") & pl.col("activity_type").is_in(MEANINGFUL))
    return _clamped(meant.group_by("lead_id").agg(at.min()), leads, "lead_id")


def _recorded(folder: Path, leads: pl.LazyFrame) -> pl.LazyFrame:
    """The entries and exits that the CRM recorded."""
    rows = _scan(folder, "stage_changes").select(
        "lead_id",
        "at",
        rank=_word("stage").replace_strict(RANKS, return_dtype=pl.Int32),
        recorded=pl.lit(value=True),
        estimated=pl.col("estimated").fill_null(value=False),
    )
    return _clamped(rows, leads, "lead_id")


def _deal_changes(folder: Path, leads: pl.LazyFrame) -> pl.LazyFrame:
    """One row per opportunity, second and state it took then, in order, with the state before."""
    deals = _scan(folder, "opportunities").select("opportunity_id", "lead_id", "at")
    born = _clamped(deals, leads, "lead_id").with_row_index("deal")
    told = _scan(folder, "opportunity_changes").select("opportunity_id", "at", word=_word("stage"))
    told = told.filter(pl.col("word") != "").with_columns(
        state=pl.col("word").replace_strict({"won": WON, "lost": LOST}, default=OPEN, return_dtype=pl.Int32)
    )
    columns = ["deal", "lead", "at", "state"]
    changes = _clamped(told, born, "opportunity_id").select(columns)
    created = born.with_columns(state=pl.lit(OPEN)).select(columns)
    states = pl.concat([changes, created]).unique().sort("deal", "at", "state")
    return states.with_columns(before=state.shift().over("deal"))


def _dealt(deals: pl.LazyFrame) -> pl.LazyFrame:
    """The opportunities created and reopened, and those won."""
    opened = (state == OPEN) & (before.is_null() | (before == LOST))
    won = (state == WON) & (before != WON)
    return deals.filter(opened | won).with_columns(rank=pl.when(won).then(CUSTOMER).otherwise(OPPORTUNITY))


def _lost(deals: pl.LazyFrame) -> pl.LazyFrame:
    """The losses that leave the lead without an open opportunity."""
    settled = deals.group_by("deal", "lead", "at").agg(is_open=(state.max() == OPEN).cast(pl.Int32)).sort("deal", "at")
    step = pl.col("is_open") - pl.col("is_open").shift(fill_value=0).over("deal")
    by_second = settled.with_columns(step=step).group_by("lead", "at").agg(pl.col("step").sum()).sort("lead", "at")
    without = by_second.filter(pl.col("step").cum_sum().over("lead") == 0)
    return deals.filter((state == LOST) & (before != LOST)).join(without, on=["lead", "at"], how="semi")


def _in_order(moves: list[pl.LazyFrame]) -> pl.DataFrame:
    """All entries and exits by lead, moment and rank; of the same entry the one whose moment is known first."""
    flags = {"recorded": False, "estimated": False}
    events = []
    for rows in moves:
        given = {name: pl.lit(value) for name, value in flags.items() if name not in rows.collect_schema()}
        events.append(rows.with_columns(rank.cast(pl.Int32), **given).select(EVENT))
    ordered = pl.concat(events).sort("lead", "at", "rank", "estimated").with_row_index("row").collect()
    return ordered.with_columns(lead.set_sorted())


def _stages(events: pl.DataFrame) -> pl.DataFrame:
    """One row per stage an episode reached; a round takes the next episode of every lead that has one."""
    pending, found = events, []
    while len(pending):
        pending = pending.with_columns(
            start=_first(row, rank < EXIT),
            customer=_first(row, rank == CUSTOMER),
            customer_at=_first(at, rank == CUSTOMER),
        )
        counts = pl.col("recorded") | pl.col("customer").is_null() | (row < pl.col("customer"))
        is_exit = (rank == EXIT) & (row > pl.col("start")) & counts
        returns = (rank < CUSTOMER) & (at > pl.col("customer_at") + DAY)
        pending = pending.with_columns(
            stop=_first(row, is_exit | returns),
            ended_at=_first(at, is_exit | returns),
        )
        stop = pl.col("stop")
        found.append(_reached(pending.filter((rank < EXIT) & (stop.is_null() | (row < stop)))))
        pending = pending.filter(row >= stop).select("row", *EVENT)
    return pl.concat(found)


def _first(column: pl.Expr, chosen: pl.Expr) -> pl.Expr:
    """The first chosen value of each lead, told in all rows of the lead; both row and moment rise within it."""
    return pl.when(chosen).then(column).min().over("lead")


def _reached(entries: pl.DataFrame) -> pl.DataFrame:
    """One row per stage of one episode of each lead, with those jumped over, and the moment of the next stage."""
    highest = (lead.cast(pl.Int64) * EXIT + rank).cum_max().shift() - lead.cast(pl.Int64) * EXIT
    is_first = (lead != lead.shift()).fill_null(value=True)
    rises = entries.with_columns(before=pl.when(is_first).then(rank - 1).otherwise(highest)).filter(rank > before)
    stages = rises.with_columns(entered=rank, rank=pl.int_ranges(before + 1, rank + 1)).explode("rank")
    goes_on = lead == lead.shift(-1)
    return stages.select(
        "rank",
        "at",
        "ended_at",
        "estimated",
        skipped=rank < pl.col("entered"),
        converted_at=pl.when(goes_on).then(at.shift(-1)),
        next_estimated=(pl.col("estimated").shift(-1) & goes_on).fill_null(value=False),
    )


def _counted(stages: pl.DataFrame, as_of: int) -> pl.DataFrame:
    """The seven rows; everything entered since the beginning, so nothing stood before."""
    converted_at, left_at = pl.col("converted_at"), pl.coalesce("converted_at", "ended_at")
    closes = at + rank.replace_strict(WINDOWS, default=None, return_dtype=pl.Float64)
    converted, over, stays = converted_at <= closes, closes <= as_of, left_at.is_null() | (left_at > at)
    known = converted & ~(pl.col("skipped") | pl.col("estimated") | pl.col("next_estimated"))
    days = ((converted_at - at) / DAY).filter(known)
    counts = (
        stages.lazy()
        .group_by("rank")
        .agg(
            entered=pl.len(),
            skipped=pl.col("skipped").sum(),
            converted=converted.sum(),
            late=(converted_at > closes).sum(),
            exited=(converted_at.is_null() & left_at.is_not_null()).sum(),
            open=(left_at.is_null() & ~over).sum(),
            stalled=(left_at.is_null() & over).sum(),
            rate_converted=(converted & over).sum(),
            rate_entered=over.sum(),
            median_days=days.quantile(0.5, "linear"),
            p90_days=days.quantile(0.9, "linear"),
            flow_out=converted_at.count(),
            came_in=stays.sum(),
            went_out=(stays & left_at.is_not_null()).sum(),
        )
    )
    names = pl.LazyFrame({"stage": STAGES, "rank": range(1, CUSTOMER + 1)})
    table = names.join(counts, on="rank", how="left").sort("rank")
    table = table.with_columns(pl.exclude("stage", "median_days", "p90_days").fill_null(0).cast(pl.Int64))
    entered = pl.col("rate_entered")
    table = table.with_columns(
        rate=pl.when(entered > 0).then(pl.col("rate_converted") / entered),
        balance_start=pl.lit(0),
        balance_end=pl.col("came_in") - pl.col("went_out"),
    )
    return table.with_columns(pl.when(rank < CUSTOMER).then(pl.col(*CONVERSION, *FLOW))).select(COLUMNS).collect()
