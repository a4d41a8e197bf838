"""What the command line tells a person: how far a build is, what it found, what metrics there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from leaddash.build import STEPS, Built
from leaddash.metrics import registry
from leaddash.sources import Findings, SetAside


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """A progress bar over the steps of a build, drawn once the first step is told."""
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=STEPS, visible=False)

        def told(step: str) -> None:
            bar.update(task, advance=1, description=step.replace("_", " "), visible=True)

        yield told


def tell(built: Built, console: Console) -> None:
    """Print per table what was read, kept and refused, the reasons with their first examples, and oddities."""
    console.print(_counts(built))
    for found in built.tables:
        for word, groups in (("refused", found.refused), ("set empty", found.repaired)):
            for group in groups:
                _tell_group(console, found, word, group)
    for warning, times in built.warnings.items():
        console.print(f"Kept, but odd: {times:,} × {warning}.", markup=False)
    for name in built.unread:
        console.print(f"Not read: {name}; no table takes a file of that name.", markup=False)
    console.print(f"Snapshot: {built.folder}", markup=False, soft_wrap=True)


def describe_metrics(console: Console) -> None:
    """Print every metric with its description and its columns."""
    for name in registry.names():
        told, columns = registry.described(registry.find(name))
        console.print(name, style="bold")
        console.print(told, markup=False)
        console.print(f"Columns: {', '.join(columns)}\n", markup=False)


def _counts(built: Built) -> Table:
    table = Table("table", "read", "kept", "refused", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for found in built.tables:
        numbers = [f"{found.read:,}", f"{found.kept:,}", f"{found.read - found.kept:,}"]
        table.add_row(found.table, *(numbers if found.present else ["no file", "", ""]))
    return table


def _tell_group(console: Console, found: Findings, word: str, group: SetAside) -> None:
    console.print(f"{found.table}: {group.count:,} {word}, {group.reason} ({group.column})", markup=False)
    for example in group.examples:
        hint = f', did you mean "{example["hint"]}"?' if example["hint"] else ""
        place = f"{example['file']}, row {example['row']}"
        console.print(f'    {place}: "{example["value"] or ""}"{hint}', markup=False, soft_wrap=True)
