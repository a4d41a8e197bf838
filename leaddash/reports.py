"""What the command line tells a person: how far a build is, what it found, what metrics there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from leaddash import words
from leaddash.metrics import registry
from leaddash.plain import plain
from leaddash.sample import EXTRAS, SWITCHES, Company
from leaddash.snapshots import BUILD_STEPS, Built
from leaddash.sources import Findings, SetAside
from leaddash.terminal import say

WORDS = words.load("en")
LONGEST_VALUE = 60


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """A progress bar over the steps of a build, drawn once the first step is told."""
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=BUILD_STEPS, visible=False)
        told_before: list[str] = []

        def told(step: str) -> None:
            description = (
                f"Reading {step}" if step.partition(" ")[0] in ("files", "rows") else f"Making {step.replace('_', ' ')}"
            )
            bar.update(task, completed=len(told_before), description=escape(plain(description)), visible=True)
            told_before.append(step)

        yield told


@contextmanager
def leads_done(console: Console) -> Iterator[Callable[[int, int], None]]:
    """A progress bar over the leads of a company being made: how many, how fast, how long still."""
    columns = (TextColumn("Making leads"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


def tell_company(made: Company, console: Console) -> None:
    """Print the rows of each table of a company that was made, and the truths planted in it."""
    table = Table("table", "rows", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.columns[1].justify = "right"
    for name, count in made.rows.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print("\nPlanted" if made.planted else "\nNothing is planted.", style="bold")
    for name in made.planted:
        say(console, f"{name}: {(SWITCHES | EXTRAS)[name]}")
    say(console, f"\nWritten: {made.folder}\nNext: leaddash build {made.folder}")


def tell(built: Built, console: Console) -> None:
    """Print per table what was read, kept and refused, the reasons with their first examples, and oddities."""
    console.print(_counts(built))
    _tell_groups(console, "Refused", [(found, group) for found in built.tables for group in found.refused])
    _tell_groups(console, "Kept, the value set empty", [(one, group) for one in built.tables for group in one.repaired])
    _tell_oddities(console, built)
    _tell_outcome(console, built)


def describe_metrics(console: Console) -> None:
    """Print every metric with its description and its columns."""
    for name in registry.names():
        metric = registry.find(name)
        console.print(name, style="bold")
        for paragraph in [*metric.told.split("\n\n"), f"Columns: {', '.join(metric.columns)}"]:
            console.print(Padding(Text(" ".join(paragraph.split())), (0, 0, 0, 2)))
        console.print()


def _counts(built: Built) -> Table:
    table = Table("table", "read", "kept", "refused", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    for found in built.tables:
        numbers = [f"{found.read:,}", f"{found.kept:,}", f"{found.read - found.kept:,}"]
        table.add_row(found.table, *(numbers if found.present else ["no file", "", ""]))
    return table


def _tell_groups(console: Console, heading: str, groups: list[tuple[Findings, SetAside]]) -> None:
    if not groups:
        return
    console.print(f"\n{heading}", style="bold", markup=False)
    wide = max(len(f"{group.count:,}") for _, group in groups)
    for found, group in groups:
        reason = WORDS(f"reason.{_key(group.reason)}", column=group.column)
        say(console, f"{group.count:>{wide},}  {found.table}: {reason}")
        for example in group.examples:
            hint = f' Did you mean "{example["hint"]}"?' if example["hint"] else ""
            say(console, f"{'':{wide}}    {example['file']}, row {example['row']}{_quoted(example['value'])}{hint}")


def _tell_oddities(console: Console, built: Built) -> None:
    if built.warnings or built.unread:
        console.print("\nKept, but odd" if built.warnings else "", style="bold")
    for warning, times in built.warnings.items():
        say(console, WORDS(f"warning.{_key(warning)}", n=int(times)))
    for name in built.unread:
        say(console, WORDS("data.unread", file=name))


def _tell_outcome(console: Console, built: Built) -> None:
    leads = next(found.kept for found in built.tables if found.table == "leads")
    if not leads:
        say(console, "\nThere is no lead in it: every page will say that there is no data yet.")
    say(console, f"\nMoments without an offset, and dates without a time, are those of {built.zone}.")
    refused = f" without the {built.refused:,} refused rows" if built.refused else ", every row kept"
    say(console, f"In service{refused}: {built.folder}")


def _quoted(value: str | None) -> str:
    """A value on one line, cut where it is long."""
    if not value or not value.strip():
        return ""
    line = " ".join(value.split())
    return f': "{line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"}"'


def _key(warning: str) -> str:
    return warning.replace(" ", "_")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} leads/s" if task.speed else "", style="progress.data.speed")
