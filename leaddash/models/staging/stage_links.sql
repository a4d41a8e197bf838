-- One row per stage event: where the next event of each kind stands, for leads that left or became customers.
with restless as (
    select distinct lead from stage_events
    where rank >= stage_rank('customer')
)

select
    lead,
    position,
    moved_at,
    rank,
    is_exit,
    reason,
    min(case when rank = stage_rank('customer') then position end) over onward as customer_position,
    min(case when is_exit then position end) over onward as exit_position,
    min(case when is_exit and is_recorded then position end) over onward as recorded_exit_position,
    min(case when not is_exit then position end) over onward as entry_position,
    min(case when rank < stage_rank('customer') then position end) over day_after as return_position
from stage_events
where lead in (select lead from restless)
window
    onward as (partition by lead order by position rows between current row and unbounded following),
    day_after as (
        partition by lead order by moved_at
        range between interval '86401' second following and unbounded following
    )
