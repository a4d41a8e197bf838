-- One row per move counted in a period, naming its lead.
select
    funnel_trend_cases.slice,
    leads.lead_id,
    funnel_trend_cases.* exclude (slice, lead, rank)
from funnel_trend_cases
inner join leads on funnel_trend_cases.lead = leads.lead
where funnel_trend_cases.period is not null
order by funnel_trend_cases.moved_at, leads.lead_id, funnel_trend_cases.episode, funnel_trend_cases.rank
