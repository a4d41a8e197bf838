-- One row per model MQL of the period, naming its lead; under the agreed rules where the figure is `mqls_agreed`.
select
    mql_cases.slice,
    leads.lead_id,
    mql_cases.episode,
    mql_cases.mql_at
from mql_cases
inner join leads on mql_cases.lead = leads.lead
where
    mql_cases.mql_at >= $since
    and mql_cases.mql_at < $closed
    and mql_cases.is_agreed = coalesce($figure = 'mqls_agreed', false)
order by mql_cases.mql_at, leads.lead_id, mql_cases.episode
