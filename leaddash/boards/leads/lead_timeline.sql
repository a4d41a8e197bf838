-- One row per thing that happened to one lead by the as-of moment, in time.
with chosen as (
    select lead from leads
    where lead_id = $lead_id
),

happened as (
    select
        entered_at as happened_at,
        1 as turn,
        'stage' as kind,
        stage as what,
        case when estimated then 'estimated' when skipped then 'skipped' end as detail,
        null as person_id,
        episode
    from stage_episodes
    where lead in (select lead from chosen)
    union all
    select
        ended_at as happened_at,
        4 as turn,
        'exit' as kind,
        exit as what,
        reason as detail,
        null as person_id,
        episode
    from episodes
    where lead in (select lead from chosen) and exit is not null
    union all
    select
        assigned_at as happened_at,
        2 as turn,
        'owner' as kind,
        null as what,
        null as detail,
        person_id,
        null as episode
    from assignments
    where lead in (select lead from chosen)
    union all
    select
        occurred_at as happened_at,
        3 as turn,
        coalesce(direction, 'activity') as kind,
        activity_type as what,
        concat_ws(', ', asset, outcome) as detail,
        person_id,
        null as episode
    from activities
    where lead in (select lead from chosen)
    union all
    select
        valid_from as happened_at,
        2 as turn,
        'opportunity' as kind,
        stage as what,
        case when amount is not null then concat(cast(cast(amount as bigint) as varchar), ' ', currency) end as detail,
        null as person_id,
        null as episode
    from opportunity_versions
    where lead in (select lead from chosen)
)

select
    happened.happened_at,
    happened.kind,
    happened.what,
    nullif(happened.detail, '') as detail,
    coalesce(people.name, happened.person_id) as person,
    happened.episode
from happened
left join people on happened.person_id = people.person_id
where happened.happened_at <= $as_of
order by happened.happened_at, happened.turn
