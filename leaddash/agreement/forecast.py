"""What a forecast is of: fiscal periods, what deals are called in it, and who is to bring how much."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from leaddash.agreement.stages import Stage
from leaddash.agreement.values import NONE, ListOf, Name, NumberFromZero, Part

Category = Literal["commit", "best_case", "pipeline", "omitted"]
"""What an open deal is called in a forecast; one that is won is closed, whatever was recorded."""
MoneyGoal = Literal["bookings", "pipeline"]
"""Goals in money a month: the amount won, and that of new opportunities."""
GoalName = Literal[Stage, MoneyGoal]

CATEGORIES: tuple[str, ...] = get_args(Category)
"""The categories of open deals from the surest down."""


def _each_text_once(texts: Mapping[Category, tuple[str, ...]]) -> Mapping[Category, tuple[str, ...]]:
    said: dict[str, str] = {}
    for category, ours in texts.items():
        for text in {own.strip().lower() for own in ours}:
            if text in said:
                raise ValueError(f'has "{text}" as {said[text]} and as {category}; leave it in one of them')
            said[text] = category
    return texts


def _without_none(goals: Any) -> Any:
    if not isinstance(goals, Mapping):
        return goals
    return {name: goal for name, goal in goals.items() if goal != NONE or name not in get_args(GoalName)}


Goals = Annotated[Mapping[GoalName, NumberFromZero], BeforeValidator(_without_none)]
"""What is to come each month: entries into stages, and amounts in the agreement's currency."""


class Forecast(Part):
    """Which periods are forecast, from how many past ones, and how texts of a CRM are read."""

    period: Literal["quarter", "month"]
    year_starts: Annotated[int, Field(ge=1, le=12)]
    history_periods: Annotated[int, Field(ge=1, le=1000)]
    sourced: Literal["marketing_role", "touched_first"]
    categories: Annotated[Mapping[Category, ListOf[Name]], AfterValidator(_each_text_once)]
    stage_categories: Mapping[Name, Category]

    @property
    def months(self) -> int:
        """Months of a period."""
        return 3 if self.period == "quarter" else 1


class Quota(Part):
    """How much a person or a team is to book a month, in the agreement's currency."""

    person: Name | None = None
    team: Name | None = None
    bookings: NumberFromZero

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.person is None) == (self.team is None):
            raise ValueError('must be of a person or of a team; write person = "P020", or team = "Iberia"')
        return self


def quotas_once(quotas: tuple[Quota, ...]) -> tuple[Quota, ...]:
    """Return the quotas, or refuse them if two are of the same person or team."""
    owners = [(quota.person, quota.team) for quota in quotas]
    twice = next((owner for owner in owners if owners.count(owner) > 1), None)
    if twice:
        raise ValueError(f'has two of "{twice[0] or twice[1]}"; leave one')
    return quotas
