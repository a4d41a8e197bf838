"""Chromium for the real-browser tests: the one on this machine, else installed where we may, else one command.

Where it can be had the tests take Chromium without its windows, a package of its own and the same engine: it needs a
fifth less of the machine. What is measured is measured in the whole one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELL = "chromium-headless-shell"
COMMAND = "sudo apt-get update && sudo apt-get install --yes chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
)


def find() -> str | None:
    """Path of a Chromium, from $CHROMIUM or the usual names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> str:
    """Path of a Chromium, installed first where there is none and we are root on Debian."""
    found = find()
    if found is None and _install("chromium", "fonts-dejavu-core"):
        found = find()
    if found is None:
        sys.exit(f"The browser tests need Chromium. Install it with: {COMMAND}\nor set CHROMIUM to its path.")
    return found


def lean() -> str:
    """Path of the Chromium without windows where it is there; else, and where one is asked for, as `ensure`."""
    return os.environ.get("CHROMIUM") or shutil.which(SHELL) or ensure()


def _install(*packages: str) -> bool:
    """Install packages of Debian where we may; whether they are there now."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    commands = (["update", "-qq"], ["install", "-qq", "--yes", *packages])
    return all(subprocess.run(["apt-get", *command], check=False).returncode == 0 for command in commands)


if __name__ == "__main__":
    if not (shutil.which(SHELL) or os.environ.get("CHROMIUM")):
        _install(SHELL)
    print(lean())
