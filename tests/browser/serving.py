"""A dashboard of our own on a free port of the loopback address."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from leaddash.home import HOME

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]


def copied(root: Path) -> Path:
    """The package copied to where a test may change it and serve what it has made of it."""
    for folder in ("leaddash", "pages", ".streamlit"):
        shutil.copytree(HOME / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "app.py", root)
    return root


@contextmanager
def serve(data: Path, *, home: Path | None = None, root: Path | None = None, log: Path | None = None) -> Iterator[str]:
    """Serve a snapshot until the block ends, by our package or by that in a `root`; gives the address.

    With a `home` it is served as on the first run of a fresh machine: no flag, an empty home, a waiting terminal.
    What the terminal would show of what goes wrong is kept in the `log`.
    """
    port = free_port()
    command = [sys.executable, "-m", "leaddash", "run", "--port", str(port), "--data", str(data)]
    if home:
        told = {**os.environ, "HOME": str(home), "BROWSER": "true"}
        with _served(command, port, env=told, stdin=subprocess.PIPE) as address:
            yield address
    else:
        with (
            log.open("wb") if log else nullcontext(subprocess.DEVNULL) as terminal,
            _served([*command, "--headless"], port, cwd=root or ROOT, stderr=terminal) as address,
        ):
            yield address


@contextmanager
def serve_app(app: Path, **environment: str) -> Iterator[str]:
    """Serve a script as Streamlit alone does until the block ends; gives the address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    told = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with _served([*command, "--server.headless", "true"], port, env=told) as address:
        yield address


@contextmanager
def _served(command: list[str], port: int, **options: Any) -> Iterator[str]:
    """A server of its own process, which has answered once; it ends with the block."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **{"cwd": ROOT, **silent, **options})
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the address answers."""
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
    raise RuntimeError(f"{address} does not answer")
