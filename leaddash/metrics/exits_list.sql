-- One row per exit in the period, naming its lead, and whether that lead came back by as-of.
select
    exit_cases.slice,
    leads.lead_id,
    exit_cases.episode,
    exit_cases.exit,
    exit_cases.reason,
    exit_cases.stage,
    exit_cases.entered_at,
    exit_cases.exited_at,
    exit_cases.returned_at,
    exit_cases.person
from exit_cases
inner join leads on exit_cases.lead = leads.lead
order by exit_cases.exited_at, leads.lead_id, exit_cases.episode
