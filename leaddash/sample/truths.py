"""What is planted in the sample company: each truth a named constant, with a switch that turns it off."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Final

from leaddash.errors import LeadDashError, did_you_mean

# response_effect: what every e-fold (2.7 times as long) of working response time does to the odds.
CONTACT_ODDS_PER_EFOLD: Final = 0.84  # of reaching the lead within 7 days of the first touch
WIN_ODDS_PER_EFOLD: Final = 0.90  # of winning its opportunity
RESPONSE_REFERENCE_MINUTES: Final = 60.0  # working minutes at which the effect is nothing

# best_first: how much sooner reps answer what looks better, in columns and activities anybody can see.
BAND_TIME_FACTOR: Final = 0.2  # response time for each fit band of the agreement
RAISED_TIME_FACTOR: Final = 0.4  # response time for a hand raise
BAND_TOUCHED_ODDS: Final = 1.35  # odds that a hand-over is touched at all, for each fit band

# scoring_noise: where people overrule the scoring model.
MISSED_SHARE: Final = 0.03  # of the model's MQLs never stamped
LATE_STAMP_SHARE: Final = 0.03  # of the model's MQLs stamped days late
LATE_STAMP_DAYS: Final = 3.0  # median
PROMOTED_SHARE: Final = 0.04  # of the targets the model never makes MQL, stamped by hand
PROMOTED_DAYS: Final = 6.0  # median, after target

# sdr_team: before the first day of the second half of the months, account executives take MQLs themselves.
SDR_ACCEPT_ODDS: Final = 1.8  # of MQL to sales lead, once SDRs review
EXECUTIVE_TIME_FACTOR: Final = 1.6  # response time of account executives over that of an SDR

# webinar_flood: one webinar with a prize draw.
FLOOD_DAY: Final = "2026-03-12"  # local
FLOOD_CAMPAIGN: Final = "Webinar with prize draw"
FLOOD_USUAL_DAYS: Final = 18.0  # registrations on that day, in usual days' leads of the whole company
FLOOD_LOG_ODDS: Final = -2.8  # added to the true quality of its leads
FLOOD_ATTENDS: Final = 0.85  # share of its leads that attend
FLOOD_DRAWN: Final = 0.8  # share of those that see the price page and the slides for the draw

# late_team
LATE_TEAM_SINCE: Final = "2026-06-01"  # local; from here on the American team answers later
LATE_TEAM_TIME_FACTOR: Final = 2.5

# quarter_end
QUARTER_END_ARRIVALS: Final = 1.12  # arrivals in the last ten days of a quarter, over the usual
QUARTER_END_WINS: Final = 0.2  # share of wins pulled into the last eight days of a quarter

# growth
GROWTH_PER_YEAR: Final = 1.25  # arrivals of one year over those of the year before

# deal_signals: what is said of a deal while it runs, of those that are won in the end and of the others.
PROPOSED_WON: Final = 1.0  # share that reaches a proposal
PROPOSED_LOST: Final = 0.72
NEGOTIATED_WON: Final = 1.0  # and of those the share that reaches a negotiation
NEGOTIATED_LOST: Final = 0.45
COMMITTED_WON: Final = 0.85  # and of those the share called sure
COMMITTED_LOST: Final = 0.4
DATE_ERROR_DAYS_WON: Final = 12.0  # how far the close date said at the proposal is out; half of it at the negotiation
DATE_ERROR_DAYS_LOST: Final = 30.0

# pushed_dates: a close date that passes is moved to a later month.
PUSHED_SHARE: Final = 0.8  # of the dates that pass are moved; the others stay, overdue
OFTEN_PUSHED_SHARE: Final = 0.3  # of the deals are dated far too early at first, and moved month by month

# owner_promises: two account executives promise too much, two too little.
EARLY_COMMIT_SHARE: Final = 0.7  # of the proposals of the first two called sure at once, whatever comes of them
LATE_COMMIT_DAYS: Final = 5.0  # the other two call a deal sure only when it is all but won, this long before

# large_loss: in every 50,000 leads the last deal that ran six weeks or longer and was lost in that quarter.
LARGE_LOSS_QUARTER: Final = "2026Q2"
LARGE_LOSS_AMOUNT: Final = 400_000.0  # EUR; called sure for that quarter until it was lost

# slipped_quarter
SLIPPED_QUARTER: Final = "2025Q4"
SLIPPED_SHARE: Final = 0.35  # of the wins due in it came in the next one
SLIPPED_DAYS: Final = 40.0  # at most so far into it

# closer_skill: the odds of winning of the best account executive and the worst; the others lie evenly between.
BEST_CLOSER_ODDS: Final = 1.7
WORST_CLOSER_ODDS: Final = 0.6

# returned_better
RETURNED_ODDS: Final = 2.5  # of contact, sales lead, opportunity and win, in a second or third pass

# bad_rows: what is added to the tables, as shares of their rows; nothing else changes.
DOUBLED_LEADS: Final = 0.001  # exported twice
DOUBLED_ACTIVITIES: Final = 0.0006  # the same id twice
ORPHAN_ACTIVITIES: Final = 0.0003  # of a lead nobody knows
WRONG_YEAR_ACTIVITIES: Final = 0.0001  # typed 2062 for 2026
UNDATED_ACTIVITIES: Final = 0.0001  # no moment at all
UNKNOWN_STAGES: Final = 0.001  # stage names no agreement has
UNREADABLE_ASSIGNMENTS: Final = 0.003  # a date that is none, in a CSV file beside
ORPHAN_CHANGES: Final = 0.003  # of an opportunity nobody knows
UNREADABLE_SPEND_DAYS: Final = 2  # rows in a CSV file beside
UNREADABLE_SPEND_AMOUNTS: Final = 3  # rows there that stay, their amount set empty

# hidden_hints: off unless asked for.
HIDDEN_TIME_FACTOR: Final = 0.40  # response time for each standard deviation of the luck no column shows

SWITCHES: Final = {
    "response_effect": "Answering later lowers the odds of contact and of winning.",
    "best_first": "Reps answer first what looks better.",
    "scoring_noise": "People miss, delay and overrule some of the scoring model's MQLs.",
    "sdr_team": "SDRs review MQLs from the middle of the months on; account executives before.",
    "webinar_flood": "One webinar floods the funnel with poor MQLs.",
    "late_team": "The American team answers late in the last months.",
    "quarter_end": "Leads and wins crowd at the end of quarters.",
    "returned_better": "Returned leads do better the second time.",
    "growth": "More leads arrive every year.",
    "deal_signals": "Stage, forecast category and close date tell how a deal will end.",
    "pushed_dates": "Close dates that pass are moved to later months, some of them often.",
    "owner_promises": "Two account executives promise too much, two too little.",
    "large_loss": "One large deal that was called sure is lost late in its quarter.",
    "slipped_quarter": "A third of the wins of one quarter slip into the next.",
    "closer_skill": "Account executives differ in how well they close.",
    "bad_rows": "A few rows are doubled, orphaned or unreadable.",
}
EXTRAS: Final = {
    "hidden_hints": "Reps also answer first those whose luck no column shows.",
    "best_to_best": "The best leads go to the best closers, not to each in turn.",
}


@dataclass(frozen=True)
class Truths:
    """Which truths are planted; extras are off unless asked for."""

    response_effect: bool = True
    best_first: bool = True
    scoring_noise: bool = True
    sdr_team: bool = True
    webinar_flood: bool = True
    late_team: bool = True
    quarter_end: bool = True
    returned_better: bool = True
    growth: bool = True
    deal_signals: bool = True
    pushed_dates: bool = True
    owner_promises: bool = True
    large_loss: bool = True
    slipped_quarter: bool = True
    closer_skill: bool = True
    bad_rows: bool = True
    hidden_hints: bool = False
    best_to_best: bool = False

    @property
    def planted(self) -> list[str]:
        """The names of those that are on, in order."""
        return [field.name for field in fields(self) if getattr(self, field.name)]


def choose_truths(without: Collection[str] = (), with_: Collection[str] = ()) -> Truths:
    """All truths but some, and extras; raises LeadDashError with the nearest name for an unknown one."""
    for names, known in ((without, SWITCHES), (with_, EXTRAS)):
        for name in names:
            _check(name, known)
    return Truths(**dict.fromkeys(without, False), **dict.fromkeys(with_, True))


def _check(name: str, known: Collection[str]) -> None:
    if name not in known:
        hint = did_you_mean(name, known)
        raise LeadDashError(f'There is no switch "{name}"; there are {", ".join(known)}.{hint}')
