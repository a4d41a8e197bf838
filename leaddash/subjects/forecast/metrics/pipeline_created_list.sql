-- One row per opportunity created in the period, with the bucket that it is of.
select
    creation_cases.slice,
    creation_cases.lead_id,
    creation_cases.opportunity_id,
    creation_cases.name,
    creation_cases.person,
    creation_cases.team,
    creation_cases.created_at,
    creation_cases.ending,
    creation_cases.worth as amount,
    creation_cases.won_at,
    funnel_periods.period
from creation_cases
inner join funnel_periods
    on creation_cases.created_at >= funnel_periods.since and creation_cases.created_at < funnel_periods.until
order by creation_cases.slice nulls last, creation_cases.created_at, creation_cases.opportunity_id
