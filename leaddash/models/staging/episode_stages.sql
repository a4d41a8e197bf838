-- One row per episode: when it reached each stage, how it ended and what its lead is.
select
    lead,
    episode,
    any_value(exited_at) as ended_at,
    any_value(exit) as exit,
    any_value(reason) as reason,
    any_value(exit_estimated) as exit_estimated,
    cast(bit_or(1 << cast(rank as integer)) as integer) as reached_ranks,
    cast(bit_or(case when estimated then 1 << cast(rank as integer) else 0 end) as integer) as estimated_ranks,
    min(case when rank = stage_rank('new_name') then entered_at end) as new_name_at,
    min(case when rank = stage_rank('engaged') then entered_at end) as engaged_at,
    min(case when rank = stage_rank('target') then entered_at end) as target_at,
    min(case when rank = stage_rank('mql') then entered_at end) as mql_at,
    min(case when rank = stage_rank('sales_lead') then entered_at end) as sales_lead_at,
    min(case when rank = stage_rank('opportunity') then entered_at end) as opportunity_at,
    min(case when rank = stage_rank('customer') then entered_at end) as customer_at,
    any_value(source) as source,
    any_value(campaign) as campaign,
    any_value(country) as country,
    any_value(industry) as industry,
    any_value(marketing_role) as marketing_role,
    any_value(fit) as fit
from stage_episodes
group by lead, episode
