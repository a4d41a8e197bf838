"""Scoring models that companies have published, each ready to be laid over an agreement.

One file per model stands in `presets/`; it holds only `[scoring]`, whole, and says at its top what was left out.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from leaddash.agreement.files import load
from leaddash.agreement.model import Agreement
from leaddash.errors import AgreementError, did_you_mean

_FOLDER = Path(__file__).with_name("presets")


@cache
def presets() -> Mapping[str, Path]:
    """Return the file of each published model by the model's name, in the order of the alphabet."""
    return MappingProxyType({file.stem: file for file in sorted(_FOLDER.glob("*.toml"))})


def preset(name: str, base: Agreement | None = None) -> Agreement:
    """Return `base`, by default `default.toml`, with the scoring of a published model; all else stays.

    Raises AgreementError for a name that no model has.
    """
    return load(_file(name), base)


def preset_note(name: str) -> str:
    """Return what a preset's file says of itself, in English: its source, its mapping and what was left out.

    Raises AgreementError for a name that no model has.
    """
    opening = _file(name).read_text("utf-8").partition("\n[")[0].strip().splitlines()
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in opening)


def _file(name: str) -> Path:
    known = presets()
    if name not in known:
        there = ", ".join(known)
        raise AgreementError(f'"{name}" is no scoring preset; use one of {there}.{did_you_mean(name, known)}')
    return known[name]
