"""Validation failures told as sentences: where in the agreement, what is wrong, what to do."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from leaddash.agreement.model import Agreement
from leaddash.agreement.values import quoted
from leaddash.errors import did_you_mean

Location = Sequence[int | str]

_LONGEST_VALUE_SHOWN = 40
_KEY_ITSELF = "[key]"
_TABLE = "must be a table of keys and values, not {value}."
_SENTENCES = {
    "missing": "is missing; add {key} = ….",
    "invalid_key": "is no key; keys are text.",
    "float_type": "must be a number, not {value}.",
    "finite_number": "must be a finite number, not {value}.",
    "greater_than": "must be greater than {gt:g}, not {value}.",
    "greater_than_equal": "must be {ge:g} or more, not {value}.",
    "less_than_equal": "must be {le:g} or less, not {value}.",
    "int_type": "must be a whole number, not {value}.",
    "int_from_float": "must be a whole number, not {value}.",
    "bool_type": "must be true or false, not {value}.",
    "string_type": "must be text in quotes, not {value}.",
    "tuple_type": "must be a list in square brackets, not {value}.",
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "model_type": _TABLE,
}


def sentences(failure: ValidationError, data: object) -> list[str]:
    """Return one sentence per problem, each beginning with the dotted path to it in `data`."""
    problems = failure.errors(include_url=False)
    wrong_keys = {problem["loc"][:-1] for problem in problems if problem["loc"][-1:] == (_KEY_ITSELF,)}
    return [
        _sentence(problem, data)
        for problem in problems
        if problem["loc"] not in wrong_keys  # the value of a wrong key is no problem of its own
    ]


def _sentence(problem: ErrorDetails, data: object) -> str:
    tell = _TELLERS.get(problem["type"], _from_template)
    where = _path(problem["loc"], data)
    return f"{where}: {tell(problem)}" if where else f"The agreement {tell(problem)}"


def _from_template(problem: ErrorDetails) -> str:
    template = _SENTENCES.get(problem["type"], "cannot be {value}; compare with the default agreement.")
    key, value = problem["loc"][-1:], _shown(problem["input"])
    return template.format(key="".join(map(str, key)), value=value, **problem.get("ctx", {}))


def _own_words(problem: ErrorDetails) -> str:
    told = str(problem.get("ctx", {})["error"])
    return told if told.endswith(("?", ".")) else f"{told}."


def _unknown_key(problem: ErrorDetails) -> str:
    *parents, key = problem["loc"]
    return _no_such_key(str(key), _keys_at(parents))


def _unknown_word(problem: ErrorDetails) -> str:
    words = re.findall(r"'([^']*)'", problem.get("ctx", {})["expected"])
    given = problem["input"]
    near = did_you_mean(given, words) if isinstance(given, str) else ""
    if problem["loc"][-1] == _KEY_ITSELF:
        return _no_such_key(str(given), words)
    return f"must be one of {quoted(words)}, not {_shown(given)}.{near}"


def _no_such_key(key: str, known: Iterable[str]) -> str:
    known = list(known)
    near = did_you_mean(key, known)
    return f"is not a key here.{near}" if near else f"is not a key here; use one of {', '.join(known)}."


_TELLERS: dict[str, Callable[[ErrorDetails], str]] = {
    "value_error": _own_words,
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_word,
}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE_SHOWN else f"{text[:_LONGEST_VALUE_SHOWN]}…"


def _path(location: Location, data: object) -> str:
    path, here = "", data
    for step in location:
        if step == _KEY_ITSELF:
            continue
        here = _inside(here, step)
        path += _written(step, here, path)
    return path


def _inside(data: object, step: int | str) -> object:
    if isinstance(step, int):
        return data[step] if isinstance(data, list | tuple) and step < len(data) else None
    return data.get(step) if isinstance(data, Mapping) else None


def _written(step: int | str, here: object, path: str) -> str:
    """Return a step of a path: an item by its name where it has one, else by its index."""
    name = here.get("name") if isinstance(step, int) and isinstance(here, Mapping) else step
    if not isinstance(name, str) or not name:
        return f"[{step}]"
    bare = name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'
    return f".{bare}" if path else bare


def _keys_at(location: Location) -> list[str]:
    """Return the keys the agreement knows at a place."""
    table: type[BaseModel] = Agreement
    for step in location:
        field = next((f for name, f in table.model_fields.items() if step in (name, f.alias)), None)
        table = _model_in(field.annotation) or table if field else table
    return [field.alias or name for name, field in table.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the table a type is made of, however deep in lists and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model), None)
