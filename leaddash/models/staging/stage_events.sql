-- One row per lead and thing that moves it: entries and exits, recorded and derived, in the order they count.
with moves as (
    select
        leads.lead,
        greatest(clean_stage_changes.entered_at, leads.created_at) as moved_at,
        stages.rank,
        stages.is_exit,
        case when stages.is_exit then clean_stage_changes.reason end as reason,
        clean_stage_changes.estimated,
        true as is_recorded
    from clean_stage_changes
    inner join leads on clean_stage_changes.lead_id = leads.lead_id
    inner join stages on clean_stage_changes.stage = stages.stage
    union all
    select
        derived_changes.lead,
        derived_changes.entered_at as moved_at,
        stages.rank,
        stages.is_exit,
        null as reason,
        false as estimated,
        false as is_recorded
    from derived_changes
    inner join stages on derived_changes.stage = stages.stage
    union all
    select
        lead,
        created_at as moved_at,
        stage_rank('new_name') as rank,
        false as is_exit,
        null as reason,
        false as estimated,
        false as is_recorded
    from leads
),

distinct_moves as (
    select
        lead,
        moved_at,
        rank,
        is_exit,
        coalesce(reason, '') as reason,
        is_exit and not is_recorded as is_derived_exit,
        bool_and(estimated) as is_estimated,
        bool_or(is_recorded) as is_recorded
    from moves
    group by lead, moved_at, rank, is_exit, coalesce(reason, ''), is_exit and not is_recorded
)

select
    lead,
    moved_at,
    rank,
    is_exit,
    reason,
    is_estimated,
    is_recorded,
    cast(row_number() over (
        partition by lead order by moved_at, rank, reason = '', reason, is_derived_exit
    ) as integer) as position
from distinct_moves
