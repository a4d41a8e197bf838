"""How what answers a question can be asked with a scope."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from leaddash.scope import Question, Scope
from leaddash.snapshots import Snapshot

More = ParamSpec("More")
Answer = TypeVar("Answer")


def takes_scope(
    answer: Callable[Concatenate[Snapshot, Question, More], Answer],
) -> Callable[Concatenate[Snapshot, Scope | Question, More], Answer]:
    """Take a scope as well, whose question is made once, here."""

    @wraps(answer)
    def ask(snapshot: Snapshot, scope: Scope | Question, /, *more: More.args, **named: More.kwargs) -> Answer:
        return answer(snapshot, snapshot.question(scope), *more, **named)

    return ask
