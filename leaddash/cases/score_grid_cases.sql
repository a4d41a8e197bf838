-- One row per model MQL of the period under the asked rules: its cell of the grid, and what became of it.
-- Where nobody knows who was worked, `is_worked` is empty.
with timed as (
    select
        scored_mqls.*,
        asked_episodes.slice,
        asked_episodes.sales_lead_at,
        asked_episodes.customer_at,
        ($horizon_seconds).qualify as qualify_seconds,
        ($horizon_seconds).win as win_seconds,
        case when exists (select 1 from assignments) then worked_episodes.lead is not null end as is_worked
    from scored_mqls
    inner join asked_episodes
        on scored_mqls.lead = asked_episodes.lead and scored_mqls.episode = asked_episodes.episode
    left join worked_episodes
        on scored_mqls.lead = worked_episodes.lead and scored_mqls.episode = worked_episodes.episode
)

select
    slice,
    lead,
    episode,
    mql_at,
    fit,
    behaviour,
    fit_band_of($fit_bands, fit) as fit_band,
    -- the last of the rising bounds that is reached, by the tolerance of all comparisons; below 20 it is 0
    cast(list_max(list_filter(
        [0, 20, 40, 60, 80, 100], lambda lower: lower = 0 or lower <= behaviour + 1e-6
    )) as varchar) as behaviour_band,
    is_worked,
    coalesce(
        sales_lead_at >= mql_at
        and (qualify_seconds = 0 or sales_lead_at <= mql_at + to_seconds(qualify_seconds)),
        false
    ) as is_sales_lead,
    qualify_seconds = 0 or mql_at + to_seconds(qualify_seconds) <= $as_of as is_over,
    coalesce(
        customer_at >= mql_at and (win_seconds = 0 or customer_at <= mql_at + to_seconds(win_seconds)), false
    ) as is_customer,
    win_seconds = 0 or mql_at + to_seconds(win_seconds) <= $as_of as is_win_over
from timed
