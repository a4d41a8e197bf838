-- One row per episode begun by the as-of moment, in the asked slice: how far it had come, as the funnel reads it.
with reached as (
    select
        lead,
        episode,
        max(rank) as rank,
        bool_or(estimated) as estimated,
        min(case when rank = 1 then entered_at end) as new_name_at,
        min(case when rank = 2 then entered_at end) as engaged_at,
        min(case when rank = 3 then entered_at end) as target_at,
        min(case when rank = 4 then entered_at end) as mql_at,
        min(case when rank = 5 then entered_at end) as sales_lead_at,
        min(case when rank = 6 then entered_at end) as opportunity_at,
        min(case when rank = 7 then entered_at end) as customer_at
    from known_stages
    group by lead, episode
)

select
    scoped_passes.*,
    reached.* exclude (lead, episode)
from scoped_passes
inner join reached on scoped_passes.lead = reached.lead and scoped_passes.episode = reached.episode
