-- One row per episode begun by as-of in the asked slice: when it became a sales lead and a customer by then.
with became as (
    select
        lead,
        episode,
        min(entered_at) as sales_lead_at,
        min(case when rank = stage_rank('customer') then entered_at end) as customer_at
    from stage_episodes
    where rank >= stage_rank('sales_lead') and entered_at <= $as_of
    group by lead, episode
)

select
    scoped_passes.lead,
    scoped_passes.episode,
    scoped_passes.slice,
    scoped_passes.began_at,
    scoped_passes.ended_at,
    became.sales_lead_at,
    became.customer_at
from scoped_passes
left join became on scoped_passes.lead = became.lead and scoped_passes.episode = became.episode
