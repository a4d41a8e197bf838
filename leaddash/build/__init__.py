"""A folder of exported files made into a snapshot, and the snapshot put in service."""

from leaddash.build.cached import is_data, snapshot_of
from leaddash.build.run import STEPS, Built, build

__all__ = ["STEPS", "Built", "build", "is_data", "snapshot_of"]
