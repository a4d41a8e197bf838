-- One row per exit in the period: whether its lead came back, and what became of the MQL of that next pass.
select
    exit_cases.*,
    exit_cases.exited_at + interval '180' day <= $as_of as followed_180,
    followed_180
    and coalesce(exit_cases.returned_at <= exit_cases.exited_at + interval '180' day, false) as returned_180,
    mql_steps.mql_at,
    mql_steps.sales_lead_at,
    coalesce(mql_steps.is_over, false) as second_entered,
    second_entered and mql_steps.is_converted as second_converted
from exit_cases
left join mql_steps on exit_cases.lead = mql_steps.lead and exit_cases.episode + 1 = mql_steps.episode
