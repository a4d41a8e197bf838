-- One row per stage an episode entered in the period asked, with the bucket it falls in.
select
    funnel_cases.*,
    'entered' as move,
    trend_days.period
from funnel_cases
inner join trend_days
    on
        date_trunc('day', funnel_cases.entered_at) = trend_days.day
        and funnel_cases.entered_at >= trend_days.since
        and funnel_cases.entered_at < trend_days.until
where funnel_cases.entered
