-- One row per opportunity, second and state it took then (open, won, lost: in that order within a second).
with changes as (
    select
        opportunities.lead,
        opportunities.opportunity_id,
        greatest(clean_opportunity_changes.changed_at, opportunities.created_at) as changed_at,
        case lower(trim(clean_opportunity_changes.stage))
            when 'won' then 2
            when 'lost' then 3
            else 1
        end as state
    from clean_opportunity_changes
    inner join opportunities on clean_opportunity_changes.opportunity_id = opportunities.opportunity_id
    where clean_opportunity_changes.stage is not null
    union
    select
        lead,
        opportunity_id,
        created_at as changed_at,
        1 as state
    from opportunities
)

select
    lead,
    opportunity_id,
    changed_at,
    state,
    lag(state) over (partition by opportunity_id order by changed_at, state) as state_before,
    lead(changed_at) over (partition by opportunity_id order by changed_at, state) as changes_again_at
from changes
