"""The worklist as lines that unfold: each with its counts, its bar and the leads to work down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaddash.blocks.opens import Opens
from leaddash.blocks.unfolding import Bar, Cell, Copies, Detail, Unfolding
from leaddash.blocks.unfolding import Worklist as Lines
from leaddash.drawing.left_open import ANY, NO_REASON
from leaddash.subjects.promises.chat import list_for_chat, whole_for_chat
from leaddash.subjects.promises.wording import Clock, Known, promise_in_words
from leaddash.subjects.promises.worklist import MOST_GROUPS, OWNER, PROMISE, TIME, Given, Group, Nobody, Owed, Worklist
from leaddash.words import promise_name


def lines(owing: Worklist, known: Known, clock: Clock) -> Lines:
    """The lines of the list: what nobody was given, the first groups, the first of them unfolded, all others."""
    words, most = clock.words, _most(owing)
    shown = len(owing.groups) if len(owing.groups) <= MOST_GROUPS + 1 else MOST_GROUPS
    of_groups = [_line(group, owing.by, known, clock, most) for group in owing.shown]
    of_groups[:1] = [_unfolded(line) for line in of_groups[:1]]
    nobody = [_nobody(owing.nobody, known, clock, most)] if owing.nobody.count else []
    others = [_others(owing.groups[shown:], of_groups[shown:], known, clock)] if owing.groups[shown:] else []
    heads = ["", "", "", words("owing.head.late"), words("owing.head.in_time"), words("owing.head.last")]
    whole = Copies(words("owing.copy_all"), whole_for_chat(owing, known, clock)) if owing.groups else None
    return Lines(heads, [*nobody, *of_groups[:shown], *others], words(f"owing.note.{owing.by}"), whole)


def group_name(key: str | None, by: str, known: Known, clock: Clock) -> str:
    """What a group is called."""
    if by == TIME:
        return clock.words(f"owing.time_left.{key}")
    if by == PROMISE:
        return promise_name(str(key), clock.words)
    return clock.words("owing.no_owner") if key is None else known.person(key)


def _most(owing: Worklist) -> int:
    """How many the longest bar counts."""
    return max([owing.nobody.count, *(group.late + group.in_time for group in owing.groups)], default=0)


def _unfolded(line: Unfolding) -> Unfolding:
    return Unfolding(**{**vars(line), "is_open": True})


def _line(group: Group, by: str, known: Known, clock: Clock, most: int) -> Unfolding:
    words, name = clock.words, group_name(group.key, by, known, clock)
    alt = words("owing.bar", late=group.late, in_time=group.in_time)
    named = {"name": known.first_name(group.key) if by == OWNER and group.key else name}
    return Unfolding(
        key=f"{by}:{group.key or NO_REASON}",
        name=name,
        note=known.teams.get(group.key or "", "") if by == OWNER else "",
        bar=Bar(group.late, group.in_time, 0, most, alt),
        counts=[
            _count(group.late, "late", _opens(group, by, "overdue_now"), clock),
            _count(group.in_time, "in_time", _opens(group, by, "open_now"), clock),
        ],
        last=_last(group, clock),
        rows=[_detail(owed, by, known, clock) for owed in group.first],
        more=_more(group, by, clock),
        copies=Copies(words(f"owing.copy.{by}", **named), list_for_chat(name, group, by, known, clock)),
    )


def _others(groups: Sequence[Group], of_groups: Sequence[Unfolding], known: Known, clock: Clock) -> Unfolding:
    """The groups that have no line of their own, in one line that unfolds into theirs."""
    words = clock.words
    late, in_time = sum(group.late for group in groups), sum(group.in_time for group in groups)
    teams = {team for group in groups if (team := known.teams.get(group.key or ""))}
    since = [group.late_since for group in groups if group.late_since]
    beyond = len(groups) - len(of_groups)
    return Unfolding(
        key="others",
        name=words("owing.others", n=len(groups)),
        note=(words("owing.teams", n=len(teams)) if len(teams) > 1 else "".join(teams)),
        bar=None,
        counts=[_count(late, "late", None, clock), _count(in_time, "in_time", None, clock)],
        last=clock.age(min(since)) if since else "",
        lines=of_groups,
        more=Cell(words("owing.beyond", n=beyond)) if beyond > 0 else None,
    )


def _nobody(nobody: Nobody, known: Known, clock: Clock, most: int) -> Unfolding:
    """The MQLs that nobody was given, in one line that unfolds into the newest."""
    words, opens = clock.words, {"figure": "given_to_nobody"}
    counted = words("owing.mqls", n=nobody.count)
    month = words.day(clock.look.local(clock.as_of).date(), "LLLL")
    of_month = words("owing.of_month", n=nobody.of_month, month=month) if nobody.of_month else ""
    rest = nobody.count - len(nobody.first)
    return Unfolding(
        key="nobody",
        name=words("owing.nobody"),
        note=words("owing.never_given"),
        bar=Bar(0, 0, nobody.count, most, counted),
        counts=[Cell(counted, opens), *([Cell(of_month, tone="muted")] if of_month else [])],
        last=clock.words("owing.since", day=clock.day(nobody.since)) if nobody.since else "",
        rows=[_given(one, known, clock) for one in nobody.first],
        more=Cell(words("owing.more", n=rest), opens) if rest else None,
    )


def _given(given: Given, known: Known, clock: Clock) -> Detail:
    since = clock.words("owing.mql_since", day=clock.day(given.since))
    name, where = Cell(known.lead(given.lead_id), {"lead": given.lead_id}), known.companies.get(given.lead_id, "")
    return Detail(name, where, "", Cell(since, tone="muted"), "")


def _detail(owed: Owed, by: str, known: Known, clock: Clock) -> Detail:
    """A row of a lead; what the line says already stands in none of its rows."""
    words, company = clock.words, known.companies.get(owed.lead_id, "")
    owner = known.person(owed.owner) if owed.owner else words("owing.no_owner")
    where, what = {
        OWNER: (company, promise_in_words(owed, words)),
        PROMISE: (company, owner),
        TIME: (owner, promise_in_words(owed, words)),
    }[by]
    how_long = Cell(clock.left(owed.due_at), tone="late" if owed.is_late else "plain")
    return Detail(
        Cell(known.lead(owed.lead_id), {"lead": owed.lead_id}), where, what, how_long, clock.following(owed, known)
    )


def _count(count: int, what: str, opens: Opens | None, clock: Clock) -> Cell:
    tone = "muted" if not count else "late" if what == "late" else "plain"
    return Cell(clock.words.number(count), opens if count else None, tone, clock.words(f"owing.unit.{what}"))  # type: ignore[arg-type]


def _last(group: Group, clock: Clock) -> str:
    """How long the oldest late one has been due, else when the next notice goes out."""
    if group.late_since:
        return clock.age(group.late_since)
    return clock.words("owing.next_at", at=clock.moment(group.next_at)) if group.next_at else ""


def _more(group: Group, by: str, clock: Clock) -> Cell | None:
    """How many others there are, and how old; opens all that are late, or in time where none is late."""
    if not group.rest:
        return None
    opens = _opens(group, by, "overdue_now" if group.rest_since else "open_now") or {
        "figure": "overdue_now" if group.late else "open_now",
        "promise": ANY,
    }
    if group.rest_since is None:
        return Cell(clock.words("owing.more", n=group.rest), opens)
    return Cell(clock.words("owing.more_since", n=group.rest, day=clock.day(group.rest_since)), opens)


def _opens(group: Group, by: str, figure: str) -> Mapping[str, str] | None:
    """The list of a group's leads behind a figure; times left have none of their own."""
    if by == TIME:
        return None
    narrowed = {OWNER: ("owner", group.key or NO_REASON), PROMISE: ("promise", str(group.key))}[by]
    return {"figure": figure, "promise": ANY, narrowed[0]: narrowed[1]}
