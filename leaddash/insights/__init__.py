"""What the figures say, in a sentence built by rules: nothing that the numbers do not support."""

from leaddash.insights.entered import Entered, entered
from leaddash.insights.funnel import funnel_sentence
from leaddash.insights.lab import LabFigures, lab_sentence, worked_sentence
from leaddash.insights.leads import leads_sentence
from leaddash.insights.overview import Move, headlines, leading, moves, overview_sentence
from leaddash.insights.owed import Owed, owed
from leaddash.insights.reading import Moments, data_sentence, estimated_note
from leaddash.insights.response import response_sentence
from leaddash.insights.response_figures import response_headlines, waited
from leaddash.insights.service_levels import promise_headlines, sla_headlines, sla_sentence, what_if_sentence

__all__ = [
    "Entered",
    "LabFigures",
    "Moments",
    "Move",
    "Owed",
    "data_sentence",
    "entered",
    "estimated_note",
    "funnel_sentence",
    "headlines",
    "lab_sentence",
    "leading",
    "leads_sentence",
    "moves",
    "overview_sentence",
    "owed",
    "promise_headlines",
    "response_headlines",
    "response_sentence",
    "sla_headlines",
    "sla_sentence",
    "waited",
    "what_if_sentence",
    "worked_sentence",
]
