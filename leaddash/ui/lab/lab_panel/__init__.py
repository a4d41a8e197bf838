"""The weights panel of the scoring lab: every weight on one panel that answers while the hand is on it."""

from leaddash.ui.lab.lab_panel.panel import COUNTED, TEXTS, Control, Group, Hand, hand_on, lab_panel

__all__ = ["COUNTED", "TEXTS", "Control", "Group", "Hand", "hand_on", "lab_panel"]
