"""A folder of exported files made into a snapshot, the snapshot put in service, and what serves it."""

from leaddash.build.cached import is_data, snapshot_of
from leaddash.build.run import STEPS, Built, build
from leaddash.build.service import Service

__all__ = ["STEPS", "Built", "Service", "build", "is_data", "snapshot_of"]
