"""An agreement with some keys changed: the one way to say it in a link, to read it there and to lay it over ours."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from leaddash.agreement.files import digest, dump, parse, tidied
from leaddash.agreement.keys import APART, below
from leaddash.agreement.model import Agreement
from leaddash.agreement.presets import preset, presets
from leaddash.errors import AgreementError

VERSION = "2"
"""Tells how a packed word is to be read; one of another version is none."""
_BASE_DIGITS = 12
_LONGEST_SPELLED = 300
"""Letters up to which a word is spelled out; a longer one is packed."""
_LONGEST_WORD = 40_000
"""Letters of the longest word that is read, and bytes of the longest text unpacked from one."""


@dataclass(frozen=True)
class Changes:
    """Values by key (`keys`), as an agreement file has them, on top of ours.

    With `preset` that published model's rules stand in for ours; `base` are the first digits of the digest of the
    agreement they were made on, where that is said.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    preset: str = ""
    base: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether it says the same as its base."""
        return not self.preset and not self.values

    def also(self, values: Mapping[str, object]) -> Changes:
        """The same with further values, in place of those of the same keys."""
        return replace(self, values={**self.values, **values})

    def only(self, may_move: Callable[[str], bool]) -> Changes:
        """The same without the keys that may not move."""
        return replace(self, values={key: value for key, value in self.values.items() if may_move(key)})


def as_agreed(rules: Agreement) -> Changes:
    """What changes nothing of an agreement, and says of which."""
    return Changes(base=digest(rules)[:_BASE_DIGITS])


def differences(before: Agreement, after: Agreement) -> Changes:
    """What of an agreement another one has otherwise; keys that only one of them has are left out."""
    ours = dict(_values(dump(before)))
    return Changes({key: value for key, value in _values(dump(after)) if key in ours and ours[key] != value})


def starting_from(changes: Changes, rules: Agreement) -> Agreement:
    """The agreement whose keys are changed: ours, or with a published model's scoring."""
    return preset(changes.preset, rules) if changes.preset else rules


def under(changes: Changes, rules: Agreement) -> Agreement:
    """The agreement as changed; keys that it does not have are left out, and values that it refuses."""
    start = starting_from(changes, rules)
    try:
        return _laid_over(start, changes.values)
    except AgreementError:
        return reduce(_and_one_more, changes.values.items(), start)


def file_of(changes: Changes, rules: Agreement, table: str) -> dict[str, Any]:
    """What a table of the agreement comes to, whole, as the keys of a file that says the same on top of ours."""
    return {table: dump(under(changes, rules))[table]}


def packed(changes: Changes) -> str:
    """Changes as one short word for a link; nothing where they change nothing.

    Up to some 300 letters it can be read: version, base, model, each key with its value, and digits by which a link
    that was cut off is told: `2.54fdd3f13ba4.~scoring.threshold~80~95ec`. Longer ones are squeezed.
    """
    if changes.changes_nothing:
        return ""
    pairs = [part for key, value in changes.values.items() for part in (key, _written(value))]
    text = APART.join([changes.preset, *pairs])
    spelled = f"{text}{APART}{_check(text)}"
    body = spelled if len(spelled) <= _LONGEST_SPELLED else _squeezed(text)
    return f"{VERSION}.{changes.base}.{body}"


def unpacked(word: str) -> Changes | None:
    """The changes that a word of a link says; None where it says none that we can read."""
    version, _, rest = word.partition(".")
    base, _, body = rest.partition(".")
    if version != VERSION or len(body) > _LONGEST_WORD:
        return None
    try:
        model, *pairs = (_checked(body) if APART in body else unsqueezed(body)).split(APART)
        values = {key: _read(value) for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
        return of_link(values, model, base)
    except (ValueError, RecursionError):
        return None


def of_link(values: Mapping[str, object], model: str, base: str) -> Changes:
    """What a link says; raises ValueError where no link of ours says it."""
    json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
    if model not in ("", *presets()):
        raise ValueError(f"there is no model {model!r}")
    return Changes(values, model, base)


def unsqueezed(body: str) -> str:
    """The text that was squeezed; raises ValueError where there is none, or one too long."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), _LONGEST_WORD)
    except zlib.error as problem:
        raise ValueError(str(problem)) from problem
    if not unpacker.eof:
        raise ValueError("the end is missing, or too far away")
    return text.decode()


def _squeezed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _checked(body: str) -> str:
    text, _, check = body.rpartition(APART)
    if check != _check(text):
        raise ValueError("some of it is missing")
    return text


def _check(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"[:4]


def _written(value: object) -> str:
    """A value as JSON; a text without its quotes where it can be nothing else."""
    if isinstance(value, str) and APART not in value and _read(value) == value:
        return value
    plain = json.dumps(tidied(value), separators=(",", ":"), ensure_ascii=False)
    return plain.replace(APART, f"\\u{ord(APART):04x}")


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _laid_over(start: Agreement, values: Mapping[str, object]) -> Agreement:
    plain, touched = dump(start), {key.partition(".")[0] for key in values}
    return parse({key: _replaced(part, values, key) for key, part in plain.items() if key in touched}, start)


def _and_one_more(start: Agreement, change: tuple[str, object]) -> Agreement:
    try:
        return _laid_over(start, dict([change]))
    except AgreementError:
        return start


def _values(plain: Any, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value of an agreement, or of what stands at a key of it, by its key."""
    steps = _steps(plain)
    if not steps:
        yield key, plain
    for step, part in steps:
        yield from _values(part, below(key, step))


def _replaced(plain: Any, values: Mapping[str, object], key: str) -> Any:
    """What stands at a key of an agreement, with other values there and below."""
    steps = _steps(plain)
    if not steps:
        return values.get(key, plain)
    fresh = [(step, _replaced(part, values, below(key, step))) for step, part in steps]
    return dict(fresh) if isinstance(plain, Mapping) else [part for _, part in fresh]


def _steps(plain: Any) -> list[tuple[str, Any]]:
    """What stands in a table, or in a list of tables, by the step that leads to it; nothing stands in a value."""
    if isinstance(plain, Mapping):
        return list(plain.items())
    if isinstance(plain, list) and plain and isinstance(plain[0], Mapping):
        return [(str(part.get("name", number)), part) for number, part in enumerate(plain, start=1)]
    return []
