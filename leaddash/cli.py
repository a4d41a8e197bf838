"""The command line: open the dashboard at once, or load what another command needs."""

from __future__ import annotations

import os
import runpy
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_group

from leaddash import listening, loading, terminal
from leaddash.errors import LeadDashError
from leaddash.home import APP, HOME, SAMPLE

NOT_WRITTEN = 1
console = Console(stderr=True)


class _Commands(TyperGroup):
    """All commands; those that read or make data take most of a second to load, which opening the dashboard saves."""

    # Typer hands on a context and commands of a click of its own, whose names are not public.
    def list_commands(self, ctx: Any) -> list[str]:
        return [*_others().list_commands(ctx), *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, cmd_name) or _others().get_command(ctx, cmd_name)


app = typer.Typer(cls=_Commands, no_args_is_help=True, add_completion=False)


def main() -> None:
    """Run the command line; what a person can put right is one sentence, not a traceback."""
    try:
        app()
    except LeadDashError as problem:
        terminal.say(console, str(problem), "red")
        sys.exit(NOT_WRITTEN)


@app.callback()
def _leaddash() -> None:
    """The shared funnel of marketing and sales."""


@app.command("run")
def run_command(
    data: Annotated[
        Path | None, typer.Option(help="Snapshot, folder of snapshots or of data; else the sample.")
    ] = None,
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8501,
    headless: Annotated[bool, typer.Option(help="Do not open a browser.")] = False,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = listening.LOOPBACK,
) -> None:
    """Open the dashboard."""
    listening.check(address)
    if data is not None:
        _prepare(data)
    if warning := listening.warning(address):
        terminal.say(console, warning, "bold")
    _serve((data or SAMPLE).resolve(), address, port, headless=headless)


def _prepare(data: Path) -> None:
    """Build the snapshot of a data folder where there is none; what is wrong with it ends the command."""
    from leaddash import snapshots

    if snapshots.is_data(data):
        from leaddash import commands

        commands.prepare(data)
    snapshots.snapshot_of(data)  # says so where nothing is there


def _serve(folder: Path, address: str, port: int, *, headless: bool) -> None:
    """Become the server, in its own folder, where its theme lies; load what the first page will ask for once it is."""
    loading.begin(partial(_begin, folder, address, port))
    options = ["--server.address", address, "--server.port", str(port), "--server.headless", str(headless).lower()]
    sys.argv = ["streamlit", "run", str(APP), *options, "--", "--data", str(folder)]
    os.chdir(HOME)
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _begin(folder: Path, address: str, port: int) -> None:
    """Load when the server answers: the browser comes the sooner, and makes itself ready meanwhile."""
    listening.wait_for(address, port)

    from leaddash import ahead

    ahead.begin(folder)
    ahead.load()


def _others() -> TyperGroup:
    from leaddash import commands

    return get_group(commands.app)
