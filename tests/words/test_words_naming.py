"""What promises are called."""

from __future__ import annotations

import pytest

from leaddash import agreement
from leaddash.words import LANGUAGES, load, promise_name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_promises_of_the_default_agreement_have_words(language: str) -> None:
    words = load(language)
    for promise in agreement.default().promises:
        assert promise_name(promise.name, words) == words(f"promise.{promise.name}")


def test_a_promise_of_ones_own_is_called_by_its_name_with_spaces() -> None:
    assert promise_name("send_a_quote", load("es")) == "send a quote"
