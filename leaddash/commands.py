"""The commands that read or make data: build a snapshot, ask it for a metric, make a company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from leaddash import agreement, reports, snapshots
from leaddash.agreement import Agreement
from leaddash.errors import ScopeError
from leaddash.exports import check_format, rendered
from leaddash.home import SAMPLE
from leaddash.metrics import registry
from leaddash.moments import moment
from leaddash.sample import EXTRAS, LEADS, MONTHS, SEED, SWITCHES, generate
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot

WRITTEN_WITH_REFUSALS = 3

app = typer.Typer()
out_console, console = Console(), Console(stderr=True)


@app.command("build")
def build_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with the exported files.")],
    source: Annotated[str | None, typer.Option(help="Source by name or path; recognised if left out.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Zone of local times, like Europe/Madrid.")] = None,
    as_of: Annotated[str | None, typer.Option(help="End of the data; later moments are refused.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of snapshots.")] = Path("snapshots"),
    agreement_file: Annotated[
        Path | None, typer.Option("--agreement", help="Agreement to keep in it; else the folder's own, if any.")
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many snapshots to keep.")] = 10,
) -> None:
    """Make a snapshot of a folder and put it in service. Ends with 0, or with 3 if rows were refused."""
    rules = agreement.load(agreement_file) if agreement_file else agreement.of_folder(folder)
    end = moment(as_of, rules.timezone, end_of_day=True) if as_of else None
    with reports.progress(console) as told:
        built = snapshots.build(
            folder, out, source=source, zone=timezone, as_of=end, rules=rules, keep=keep, progress=told
        )
    reports.tell(built, out_console)
    if built.refused:
        raise typer.Exit(WRITTEN_WITH_REFUSALS)


@app.command("metric")
def metric_command(
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Snapshot, folder of snapshots or of data; else the sample.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First local date (or moment).")] = None,
    until: Annotated[str | None, typer.Option(help="Local date (or moment) before which it ends.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Only moments up to here count; a date is its end.")] = None,
    by: Annotated[str | None, typer.Option(help="Dimension to slice by.")] = None,
    bucket: Annotated[str, typer.Option(help="day, week, month or quarter, in trends.")] = "month",
    filters: Annotated[list[str] | None, typer.Option("--filter", metavar="DIM=VALUE", help="Repeat for or.")] = None,
    agreement_file: Annotated[Path | None, typer.Option("--agreement", help="Keys that differ.")] = None,
    compared: Annotated[
        str | None, typer.Option("--from", help="Earlier moment, where it is told what moved; else a week before.")
    ] = None,
    lead: Annotated[str | None, typer.Option(help="One lead, by its lead_id, where a metric is of one.")] = None,
    cases: Annotated[bool, typer.Option("--cases", help="List the cases behind the counts.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
    listed: Annotated[bool, typer.Option("--list", help="Describe every metric.")] = False,
) -> None:
    """Print what a metric says, or what every metric means."""
    if listed or name is None:
        reports.describe_metrics(out_console)
        return
    metric = registry.find(name)
    check_format(form)
    asked = Scope(filters=_filters(filters or []), by=by, bucket=bucket, lead=lead)  # type: ignore[arg-type]
    snapshot, rules = _opened(data, agreement_file)
    scope = _within(asked, rules, since, until, as_of, compared)
    frame = registry.cases(snapshot, scope, name) if cases else metric(snapshot, scope)
    typer.echo(rendered(frame, form, metric.kinds), nl=False)


@app.command("generate")
def generate_command(
    out: Annotated[Path, typer.Option(help="Folder to write into: empty, or that of an earlier company.")],
    leads: Annotated[int, typer.Option(help="How many leads.")] = LEADS,
    months: Annotated[int, typer.Option(help="How many months, the last one August 2026 up to the 20th.")] = MONTHS,
    seed: Annotated[int, typer.Option(help="Another seed, another company with the same habits.")] = SEED,
    without: Annotated[
        list[str] | None, typer.Option(metavar="TRUTH", help=f"Not planted; repeat for more: {', '.join(SWITCHES)}.")
    ] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="TRUTH", help=f"{', '.join(EXTRAS)}.")] = None,
) -> None:
    """Make a believable company of any size, with planted truths: one file per table, ready to build."""
    with reports.leads_done(console) as told:
        made = generate(out, leads, months, seed, without or [], with_ or [], progress=told)
    reports.tell_company(made, out_console)


def prepare(data: Path) -> None:
    """Build the snapshot of a data folder where there is none, telling how far it is."""
    with reports.progress(console) as told:
        snapshots.snapshot_of(data, progress=told)


def _opened(data: Path | None, agreement_file: Path | None) -> tuple[Snapshot, Agreement]:
    """The snapshot asked, and its agreement with the changed keys on top.

    Data without a snapshot are built as agreed beside them, or by default, but for keys on which tables rest.
    """
    if data is None or snapshots.is_data(data):
        folder = data or SAMPLE
        rules = agreement.load(agreement_file, agreement.of_folder(folder))
        with reports.progress(console) as told:
            return open_snapshot(snapshots.snapshot_of(folder, rules, told)), rules
    snapshot = open_snapshot(data)
    return snapshot, agreement.load(agreement_file, snapshot.agreement)


def _within(
    scope: Scope, rules: Agreement, since: str | None, until: str | None, as_of: str | None, compared: str | None
) -> Scope:
    """The scope with its moments, told in the agreement's time zone."""
    return replace(
        scope,
        since=moment(since, rules.timezone) if since else None,
        until=moment(until, rules.timezone) if until else None,
        as_of=moment(as_of, rules.timezone, end_of_day=True) if as_of else None,
        compared=moment(compared, rules.timezone, end_of_day=True) if compared else None,
        agreement=rules,
    )


def _filters(texts: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise ScopeError(f'The filter "{text}" has no "="; write it like source=webinar.')
        found[name.strip()] = (*found.get(name.strip(), ()), value.strip())
    return found
