"""What the figures say, in a sentence built by rules: nothing that the numbers do not support."""

from leaddash.insights.change import Change, count_change, rate_change
from leaddash.insights.funnel import funnel_sentence
from leaddash.insights.leads import leads_sentence
from leaddash.insights.overview import Headline, Move, headlines, moves, overview_sentence
from leaddash.insights.reading import data_sentence, estimated_note

__all__ = [
    "Change",
    "Headline",
    "Move",
    "count_change",
    "data_sentence",
    "estimated_note",
    "funnel_sentence",
    "headlines",
    "leads_sentence",
    "moves",
    "overview_sentence",
    "rate_change",
]
