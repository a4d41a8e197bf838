-- One row per opportunity and part of the bridge that it is in.
select
    slice,
    lead_id,
    opportunity_id,
    name,
    person,
    team,
    movement,
    amount,
    b_won_at as won_at
from booking_parts
order by slice asc nulls last, movement asc, abs(amount) desc, opportunity_id asc
