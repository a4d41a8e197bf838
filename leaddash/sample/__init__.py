"""The sample company: a made-up business-to-business software firm, at any size."""

from leaddash.sample.streaming import LEADS, MONTHS, SEED, Company, generate
from leaddash.sample.truths import EXTRAS, SWITCHES

__all__ = ["EXTRAS", "LEADS", "MONTHS", "SEED", "SWITCHES", "Company", "generate"]
