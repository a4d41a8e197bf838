"""The sample company: a made-up business-to-business software firm, at any size."""

from leaddash.sample.streaming import Company, generate
from leaddash.sample.truths import EXTRAS, SWITCHES

__all__ = ["EXTRAS", "SWITCHES", "Company", "generate"]
