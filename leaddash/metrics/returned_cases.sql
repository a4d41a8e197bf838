-- One row per exit in the period: whether its lead came back, and what became of the MQL of that next pass.
with second_passes as (
    select
        lead,
        episode - 1 as episode,
        entered_at as mql_at,
        case when converted_at <= $as_of and not ($drops_skipped and next_skipped) then converted_at end
            as sales_lead_at,
        case when exited_at <= $as_of then exited_at end as ended_at,
        entered_at + to_seconds(cast($window_seconds as bigint[])[4]) as closes_at
    from stage_episodes
    where rank = 4 and episode > 1 and entered_at <= $as_of and not ($drops_skipped and skipped_before)
)

select
    exit_cases.*,
    exit_cases.exited_at + interval '180' day <= $as_of as followed_180,
    followed_180
    and coalesce(exit_cases.returned_at <= exit_cases.exited_at + interval '180' day, false) as returned_180,
    second_passes.mql_at,
    second_passes.sales_lead_at,
    coalesce(
        closes_at <= $as_of, mql_at is not null and coalesce(sales_lead_at, ended_at) is not null
    ) as second_entered,
    second_entered and coalesce(sales_lead_at <= closes_at, sales_lead_at is not null) as second_converted
from exit_cases
left join second_passes on exit_cases.lead = second_passes.lead and exit_cases.episode = second_passes.episode
