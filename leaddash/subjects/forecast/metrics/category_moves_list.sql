-- One row per opportunity that counts: what it was called, and is.
select
    slice,
    lead_id,
    opportunity_id,
    name,
    person,
    team,
    category_before as before,
    category_after as after,
    amount
from move_cases
order by slice asc nulls last, category_before asc, category_after asc, amount desc, opportunity_id asc
