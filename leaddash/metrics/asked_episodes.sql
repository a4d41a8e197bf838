-- One row per episode begun by as-of in the asked slice: when it became a sales lead and a customer by then.
select
    lead,
    episode,
    any_value(slice) as slice,
    min(case when rank >= 5 then entered_at end) as sales_lead_at,
    min(case when rank = 7 then entered_at end) as customer_at
from scoped_stages
group by lead, episode
