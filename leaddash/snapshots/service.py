"""The snapshot that serves a path: the newest good one, taken up as soon as it is there, and leased."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaddash.errors import DamageError, LeadDashError, SnapshotError
from leaddash.snapshots import cached
from leaddash.snapshots.folders import candidates, is_cleared
from leaddash.snapshots.leases import give_back, take
from leaddash.snapshots.opened import Snapshot

RETRY_SECONDS = 60
"""Seconds after which a folder of data that could not be built is tried again unchanged."""


class Service:
    """What is served of a path: a snapshot, a folder of them, or a folder of data that is built whenever it changes.

    Whatever happens to the newest, the last good one serves: `trouble` says what is wrong with what should serve, and
    `is_rebuilding` that it is being made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: LeadDashError | None = None
        self._standing: Snapshot | None = None
        self._aside: dict[Path, DamageError] = {}
        self._taking, self._is_over = threading.RLock(), threading.Event()
        self._building: threading.Thread | None = None
        self._failed: tuple[str, float, LeadDashError] | None = None

    @property
    def is_rebuilding(self) -> bool:
        """Whether a newer snapshot is being made of the data."""
        return self._building is not None and self._building.is_alive()

    @contextmanager
    def lease(self) -> Iterator[Snapshot]:
        """The snapshot in service now, open until the block ends whatever comes after it."""
        with self._taking:
            leased = take(self._taken_up().folder)
        try:
            yield leased
        finally:
            give_back(leased)

    def put_aside(self, problem: DamageError) -> None:
        """Serve no more what turned out to be damaged."""
        with self._taking:
            self._aside[problem.folder] = problem
            if self._standing and self._standing.folder == problem.folder:
                self._stand(None)

    def close(self) -> None:
        """Hold nothing any more but what is leased; a build is given up at its next step."""
        self._is_over.set()
        if self._building is not None:
            self._building.join()
        with self._taking:
            self._stand(None)

    def _taken_up(self) -> Snapshot:
        """The newest good snapshot, with the trouble of newer ones; where there is none, the trouble is raised."""
        troubles = self._stand_on_the_newest()
        try:
            is_built = self._build_what_changed()
        except LeadDashError as problem:
            troubles.insert(0, problem)
        else:
            troubles = self._stand_on_the_newest() if is_built else troubles
        self.trouble = troubles[0] if troubles else None
        if self._standing is None:
            raise self.trouble or SnapshotError(f"There is no snapshot in {self.path}.")
        return self._standing

    def _stand_on_the_newest(self) -> list[LeadDashError]:
        """Let the newest good snapshot stand; gives what is wrong with newer ones."""
        troubles: list[LeadDashError] = []
        out = cached.home(self.path) if cached.is_data(self.path) else self.path
        for folder in candidates(out):
            try:
                self._check(folder)
            except SnapshotError as problem:
                troubles += [] if is_cleared(folder, out) else [problem]
            else:
                return troubles
        return troubles or [
            SnapshotError(f"There is no snapshot in {out}. Make one with: leaddash build DIR --out {out}")
        ]

    def _check(self, folder: Path) -> None:
        """Let the snapshot of a folder stand, if it is a good one."""
        folder = folder.resolve()
        if folder in self._aside:
            raise self._aside[folder]
        if self._standing is None or self._standing.folder != folder:
            self._stand(take(folder))

    def _stand(self, snapshot: Snapshot | None) -> None:
        before, self._standing = self._standing, snapshot
        if before is not None:
            give_back(before)

    def _build_what_changed(self) -> bool:
        """Have data built that are not what the newest snapshot was made from; whether that is done already.

        It is waited for where nothing stands. What has just failed is not tried again at once.
        """
        if not cached.is_data(self.path):
            return False
        found = cached.up_to_date(self.path)
        if self.is_rebuilding or (found is not None and found.resolve() not in self._aside):
            return False
        holds = cached.contents(self.path)
        if self._failed and self._failed[0] == holds and time.monotonic() < self._failed[1] + RETRY_SECONDS:
            raise self._failed[2]
        if self._standing is None:
            self._rebuild(holds)
            return True
        self._building = threading.Thread(target=self._rebuild_behind, args=(holds,), daemon=True)
        self._building.start()
        return False

    def _rebuild(self, holds: str) -> None:
        try:
            cached.rebuilt(self.path, progress=self._go_on)
        except LeadDashError as problem:
            self._failed = holds, time.monotonic(), problem
            raise

    def _go_on(self, step: str) -> None:
        if self._is_over.is_set():
            raise SnapshotError(f"The build of {self.path} was given up at {step}: the server ends.")

    def _rebuild_behind(self, holds: str) -> None:
        try:
            self._rebuild(holds)
        except LeadDashError:
            return  # it is told with the next question
