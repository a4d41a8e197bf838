"""Where a company is written: which files, and whose folder it is."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from leaddash import agreement
from leaddash.errors import LeadDashError
from leaddash.sample.factory import BLOCK
from leaddash.sample.truths import Truths
from leaddash.sample.writer import IMPORTED, TABLES

AGREEMENT: Final = agreement.FILE
RECORD: Final = "generated.toml"  # what the company is, and which files are its own
_ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True)
class Plan:
    """A company to write, and its files: one per table, or one per table and part."""

    ONCE: ClassVar = ("people", "spend")  # tables that do not grow with the leads
    GROWING: ClassVar = tuple(name for name in TABLES if name not in ("people", "spend"))

    folder: Path
    leads: int
    months: int
    seed: int
    truths: Truths
    part_leads: int  # whole blocks

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return max(1, -(-self.leads // self.part_leads))

    @property
    def files(self) -> list[str]:
        """The names of all files."""
        suffixes = [self.suffix(part) for part in range(self.parts)]
        typed = [f"{name}.parquet" for name in self.ONCE]
        typed += [f"{name}{suffix}.parquet" for name in self.GROWING for suffix in suffixes]
        texts = [f"spend{IMPORTED}.csv", *(f"assignments{IMPORTED}{suffix}.csv" for suffix in suffixes)]
        return [AGREEMENT, *typed, *texts * self.truths.bad_rows]

    def suffix(self, part: int) -> str:
        """What the names of a part's files end in, before the dot."""
        return "" if self.parts == 1 else f"-{part + 1:04d}"

    def firsts(self, part: int) -> range:
        """The first lead of each block of a part, from 0 on."""
        return range(part * self.part_leads, min((part + 1) * self.part_leads, self.leads), BLOCK)


def make_room(plan: Plan) -> None:
    """Remove the files of an earlier company; LeadDashError where the folder holds others that are not generated."""
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LeadDashError(f"{plan.folder} cannot be made a folder ({problem.strerror}). Give another.") from problem
    found = {path.name for path in plan.folder.iterdir() if path.suffix.lower() in _ENDINGS or path.name == AGREEMENT}
    if others := sorted(found - _own(plan.folder / RECORD)):
        raise LeadDashError(
            f"{plan.folder} holds files that were not generated ({others[0]}). Give an empty folder, "
            "or that of a company generated earlier."
        )
    for name in found:
        (plan.folder / name).unlink()


def record(plan: Plan) -> None:
    """Write down what the company is and which files are its own, before they are written."""
    lines = [
        "# A made-up company, written by leaddash generate.",
        *(f"{name} = {getattr(plan, name)}" for name in ("leads", "months", "seed")),
        f"planted = {_listed(plan.truths.planted)}",
        f"files = {_listed(plan.files)}",
    ]
    (plan.folder / RECORD).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _own(path: Path) -> set[str]:
    """The files that a record names; none where there is no record, or none that can be read."""
    try:
        return set(tomllib.loads(path.read_text("utf-8")).get("files", []))
    except (OSError, tomllib.TOMLDecodeError):
        return set()


def _listed(words: list[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
