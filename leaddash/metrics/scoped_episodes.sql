-- One row per episode begun by the as-of moment, in the asked slice: how far it had come and what it is.
select
    any_value(slice) as slice,
    lead,
    episode,
    max(rank) as rank,
    min(entered_at) as began_at,
    any_value(exited_at) as ended_at,
    any_value(exit) as exit,
    any_value(reason) as reason,
    bool_or(estimated) as estimated,
    any_value(person) as person,
    any_value(team) as team,
    any_value(source) as source,
    any_value(campaign) as campaign,
    any_value(country) as country,
    any_value(industry) as industry,
    any_value(marketing_role) as marketing_role,
    any_value(fit_band) as fit_band,
    min(case when rank = 1 then entered_at end) as new_name_at,
    min(case when rank = 2 then entered_at end) as engaged_at,
    min(case when rank = 3 then entered_at end) as target_at,
    min(case when rank = 4 then entered_at end) as mql_at,
    min(case when rank = 5 then entered_at end) as sales_lead_at,
    min(case when rank = 6 then entered_at end) as opportunity_at,
    min(case when rank = 7 then entered_at end) as customer_at
from scoped_stages
group by lead, episode
