"""Chromium for the real-browser tests: the one on this machine, else installed where we may, else one command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-qq", "--yes", "chromium", "fonts-dejavu-core"], check=True)
        found = find()
    if found is None:
        sys.exit(f"The browser tests need Chromium. Install it with: {COMMAND}\nor set CHROMIUM to its path.")
    return found


if __name__ == "__main__":
    print(ensure())
