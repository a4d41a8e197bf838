-- One row per episode begun by the as-of moment, in the asked slice: how far it had come, as the funnel reads it.
with reached as (
    select
        lead,
        episode,
        max(rank) as rank,
        bool_or(estimated) as estimated,
        min(case when rank = stage_rank('new_name') then entered_at end) as new_name_at,
        min(case when rank = stage_rank('engaged') then entered_at end) as engaged_at,
        min(case when rank = stage_rank('target') then entered_at end) as target_at,
        min(case when rank = stage_rank('mql') then entered_at end) as mql_at,
        min(case when rank = stage_rank('sales_lead') then entered_at end) as sales_lead_at,
        min(case when rank = stage_rank('opportunity') then entered_at end) as opportunity_at,
        min(case when rank = stage_rank('customer') then entered_at end) as customer_at
    from known_stages
    group by lead, episode
)

select
    scoped_passes.*,
    reached.* exclude (lead, episode)
from scoped_passes
inner join reached on scoped_passes.lead = reached.lead and scoped_passes.episode = reached.episode
