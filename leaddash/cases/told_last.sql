-- One row per open promise: whom of the roles of its last notice there was to tell then.
with held as (
    select
        timed_open.*,
        holdings.person_id as owner_then
    from timed_open
    asof left join holdings on timed_open.lead = holdings.lead and timed_open.last_notice_at >= holdings.held_from
),

known as (
    select count(*) > 0 as has_executives
    from people
    where role = 'executive'
),

addressed as (
    select
        held.*,
        contains(held.last_notice_to, 'owner') and held.owner_then is not null as tells_owner,
        contains(held.last_notice_to, 'manager') and people.manager_id is not null as tells_manager,
        contains(held.last_notice_to, 'executive') and known.has_executives as tells_executives
    from held
    cross join known
    left join people on held.owner_then = people.person_id
)

select
    *,
    nullif(
        concat_ws(
            ', ',
            case when tells_owner then 'owner' end,
            case when tells_manager then 'manager' end,
            case when tells_executives then 'executive' end
        ),
        ''
    ) as told_to
from addressed
