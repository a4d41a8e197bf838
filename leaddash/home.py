"""Where the dashboard's own files lie: beside the package in a checkout, inside it where it is installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
_INSTALLED = PACKAGE / "dashboard"
HOME = _INSTALLED if _INSTALLED.exists() else PACKAGE.parent
APP = HOME / "app.py"
PAGES = HOME / "pages"
SAMPLE = HOME / "data" / "sample"
LANGUAGES = tuple(sorted(path.stem for path in (PACKAGE / "words").glob("*.toml")))
"""Languages of the words: each is a file in every folder called words, and nothing else."""
