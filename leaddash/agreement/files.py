"""Agreements read from files, merged on a base, and written back as plain data."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from leaddash.agreement.model import Agreement
from leaddash.agreement.problems import sentences
from leaddash.errors import AgreementError

FILE = "agreement.toml"
"""The name under which a folder of data holds its own agreement."""
_DEFAULT_FILE = Path(__file__).with_name("default.toml")
_LARGEST_EXACT_INTEGER = 2**53


def load(path: Path | None = None, base: Agreement | None = None) -> Agreement:
    """Read an agreement from a TOML file that holds only what differs from `base`, by default `default.toml`.

    Lists replace, tables merge. Raises AgreementError with a sentence per problem.
    """
    return parse(_read(path) if path else {}, base)


def parse(data: Mapping[str, Any], base: Agreement | None = None) -> Agreement:
    """Merge already parsed keys on `base`, by default `default.toml`: lists replace, tables merge.

    Raises AgreementError with a sentence per problem.
    """
    if not isinstance(data, Mapping):
        raise AgreementError("The agreement must be a table of keys and values.")
    return _validated(_with_zones(_merged(dump(base or default()), data)))


def of_folder(folder: Path) -> Agreement:
    """Read the agreement that lies beside a folder's data, the default one where none does.

    Raises AgreementError with a sentence per problem.
    """
    path = folder / FILE
    return load(path if path.is_file() else None)


@cache
def default() -> Agreement:
    """Return the agreement a company has before it agrees on anything of its own."""
    return _validated(_read(_DEFAULT_FILE))


def dump(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as plain data fit for JSON or TOML, from which `parse` makes an equal one."""
    plain: dict[str, Any] = tidied(agreement.model_dump(by_alias=True))
    return plain


def digest(agreement: Agreement) -> str:
    """Return 64 hexadecimal digits that two agreements share only if they say the same."""
    text = json.dumps(dump(agreement), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def tidied(value: Any) -> Any:
    """Drop what is absent, write whole numbers as such and dates as text: equal agreements look alike."""
    if isinstance(value, dict):
        return {key: tidied(held) for key, held in value.items() if held is not None}
    if isinstance(value, tuple):
        return [tidied(held) for held in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_EXACT_INTEGER:
        return int(value)
    return value


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AgreementError(f"{path} is not text in UTF-8; save it again in that encoding.") from error
    except OSError as error:
        raise AgreementError(f"{path} cannot be read; give the path of an agreement file.") from error
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise AgreementError(_syntax_sentence(path, text, str(error))) from error


def _syntax_sentence(path: Path, text: str, complaint: str) -> str:
    found = re.search(r" \(at line (\d+), column \d+\)", complaint)
    line = int(found[1]) if found else max(1, len(text.splitlines()))
    what = re.sub(r" \(at .*\)$", "", complaint)
    return f"{path}, line {line}: this is not TOML ({what}); correct it there or just before."


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for key, value in changes.items():
        kept = both.get(key)
        if isinstance(kept, Mapping) and isinstance(value, Mapping):
            value = _merged(kept, value)
        both[key] = value
    return both


def _with_zones(data: dict[str, Any]) -> dict[str, Any]:
    """Give calendars without a zone the zone of the agreement."""
    calendars = data.get("calendars")
    if not isinstance(calendars, Mapping):
        return data
    zone = {"zone": data["timezone"]}
    zoned = {name: {**zone, **held} for name, held in calendars.items() if isinstance(held, Mapping)}
    return {**data, "calendars": {**calendars, **zoned}}


def _validated(data: Mapping[str, Any]) -> Agreement:
    try:
        return Agreement.model_validate(data)
    except ValidationError as failure:
        raise AgreementError("\n".join(sentences(failure, data))) from failure
