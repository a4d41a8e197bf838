-- One row per episode of the asked slice, which the rules are run over: when it became a sales lead and a customer.
select
    slice,
    lead,
    episode,
    sales_lead_at,
    customer_at
from asked_episodes
