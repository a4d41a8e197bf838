-- One row per exit in the period, naming its lead: when it came back, and what became of the MQL of that next pass.
select
    returned_cases.slice,
    leads.lead_id,
    returned_cases.episode,
    returned_cases.exit,
    returned_cases.reason,
    returned_cases.stage,
    returned_cases.exited_at,
    returned_cases.returned_at,
    returned_cases.followed_90,
    returned_cases.followed_180,
    returned_cases.mql_at,
    returned_cases.sales_lead_at,
    returned_cases.second_entered,
    returned_cases.second_converted,
    returned_cases.person
from returned_cases
inner join leads on returned_cases.lead = leads.lead
order by returned_cases.exited_at, leads.lead_id, returned_cases.episode
