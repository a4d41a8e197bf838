-- One row per opportunity won at as-of: when, for how much, how long after what, and whose lead it was.
-- `touched_first`: the first thing its lead ever did was to come to us, and nobody of ours was in it.
with mql_entries as (
    select
        lead,
        entered_at,
        case when not estimated then entered_at end as timed_at
    from stage_episodes
    where stage = 'mql'
),

firsts as (
    select
        activities.lead,
        arg_min(
            coalesce(activities.direction, '') = 'inbound' and activities.person_id is null,
            struct_pack(
                happened_at := greatest(activities.occurred_at, leads.created_at),
                kind := activities.activity_type,
                thing := coalesce(activities.asset, ''),
                id := coalesce(activities.activity_id, '')
            )
        ) as touched_first
    from activities
    inner join leads on activities.lead = leads.lead
    where activities.occurred_at <= $as_of and activities.lead in (select deals.lead from deals)
    group by activities.lead
),

won as (
    select
        creation_cases.*,
        leads.created_at as lead_created_at
    from creation_cases
    inner join leads on creation_cases.lead = leads.lead
    where creation_cases.ending = 'won'
)

select
    won.*,
    won.marketing_role is not null as by_marketing_role,
    coalesce(firsts.touched_first, false) as touched_first,
    date_diff('second', won.lead_created_at, won.won_at) / 86400 as days_from_created,
    date_diff('second', won.created_at, won.won_at) / 86400 as days_from_opportunity,
    date_diff('second', mql_entries.timed_at, won.won_at) / 86400 as days_from_mql
from won
left join firsts on won.lead = firsts.lead
asof left join mql_entries on won.lead = mql_entries.lead and won.won_at >= mql_entries.entered_at
