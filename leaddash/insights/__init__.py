"""What the figures say, in a sentence built by rules: nothing that the numbers do not support."""

from leaddash.insights.change import Change, count_change, rate_change
from leaddash.insights.funnel import funnel_sentence
from leaddash.insights.headline import Headline
from leaddash.insights.lab import LabFigures, lab_sentence, worked_sentence
from leaddash.insights.leads import leads_sentence
from leaddash.insights.overview import Move, headlines, moves, overview_sentence
from leaddash.insights.reading import data_sentence, estimated_note
from leaddash.insights.response import response_sentence
from leaddash.insights.response_figures import response_headlines
from leaddash.insights.service_levels import promise_headlines, sla_headlines, sla_sentence, what_if_sentence

__all__ = [
    "Change",
    "Headline",
    "LabFigures",
    "Move",
    "count_change",
    "data_sentence",
    "estimated_note",
    "funnel_sentence",
    "headlines",
    "lab_sentence",
    "leads_sentence",
    "moves",
    "overview_sentence",
    "promise_headlines",
    "rate_change",
    "response_headlines",
    "response_sentence",
    "sla_headlines",
    "sla_sentence",
    "what_if_sentence",
    "worked_sentence",
]
