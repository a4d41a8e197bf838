-- One row per episode that somebody was given by as-of: whether it became a sales lead by then.
-- Where nobody was ever given anything there is none: what went to sales stands in for hand-overs, and is no evidence.
select
    lead,
    episode,
    coalesce(coalesce(sales_lead_at, opportunity_at, customer_at) <= $as_of, false) as is_sales_lead
from clocks_known
where
    event = 'hand_over'
    and exists (select 1 from assignments)
