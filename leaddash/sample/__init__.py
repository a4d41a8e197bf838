"""The sample company: a made-up business-to-business software firm, at any size."""

from leaddash.sample.factory import generate

__all__ = ["generate"]
