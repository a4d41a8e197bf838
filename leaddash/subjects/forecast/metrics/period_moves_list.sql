-- One row per opportunity that counts: when it was to be closed, and is.
select
    slice,
    lead_id,
    opportunity_id,
    name,
    person,
    team,
    period_before as before,
    period_after as after,
    amount
from move_cases
order by slice asc nulls last, period_before asc, period_after asc, amount desc, opportunity_id asc
