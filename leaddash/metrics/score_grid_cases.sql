-- One row per model MQL of the period under the asked rules: its cell of the grid, and what became of it.
with handed as (
    select
        lead,
        episode
    from clocks_known
    where event = 'hand_over'
)

select
    asked_episodes.slice,
    scored_mqls.lead,
    scored_mqls.episode,
    scored_mqls.mql_at,
    scored_mqls.fit,
    scored_mqls.behaviour,
    fit_band_of($fit_bands, scored_mqls.fit) as fit_band,
    -- the last of the rising bounds that is reached, by the tolerance of all comparisons; below 20 it is 0
    cast(list_max(list_filter(
        [0, 20, 40, 60, 80, 100], lambda lower: lower = 0 or lower <= scored_mqls.behaviour + 1e-6
    )) as varchar) as behaviour_band,
    handed.lead is not null as is_worked,
    coalesce(
        asked_episodes.sales_lead_at >= scored_mqls.mql_at
        and (
            ($horizon_seconds).qualify = 0
            or asked_episodes.sales_lead_at <= scored_mqls.mql_at + to_seconds(($horizon_seconds).qualify)
        ),
        false
    ) as is_sales_lead,
    ($horizon_seconds).qualify = 0
    or scored_mqls.mql_at + to_seconds(($horizon_seconds).qualify) <= $as_of as is_over
from scored_mqls
inner join asked_episodes
    on scored_mqls.lead = asked_episodes.lead and scored_mqls.episode = asked_episodes.episode
left join handed on scored_mqls.lead = handed.lead and scored_mqls.episode = handed.episode
