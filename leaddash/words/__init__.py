"""Every word a reader sees, in each language, with numbers and dates in that language's style."""

from leaddash.home import LANGUAGES
from leaddash.words.naming import promise_name
from leaddash.words.words import NOTHING, Words, load

__all__ = ["LANGUAGES", "NOTHING", "Words", "load", "promise_name"]
