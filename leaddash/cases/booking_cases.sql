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
        scoped_deals.* exclude (fit),
        leads.created_at as lead_created_at,
        deal_worths.won_at,
        coalesce(deal_worths.amount, 0) as worth
    from deal_worths
    inner join scoped_deals on deal_worths.deal = scoped_deals.deal
    inner join leads on scoped_deals.lead = leads.lead
    where
        deal_worths.ending = 'won'
        and deal_worths.valid_from <= $as_of
        and (deal_worths.valid_to is null or deal_worths.valid_to > $as_of)
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
