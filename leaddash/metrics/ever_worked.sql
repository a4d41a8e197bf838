-- One row per episode that somebody was given by as-of: whether it became a sales lead by then.
select
    leads.lead_id,
    clocks_known.episode,
    coalesce(
        coalesce(clocks_known.sales_lead_at, clocks_known.opportunity_at, clocks_known.customer_at) <= $as_of, false
    ) as is_sales_lead
from clocks_known
inner join leads on clocks_known.lead = leads.lead
where clocks_known.event = 'hand_over'
