-- One row per open promise: whom of the roles of its last notice there was to tell then.
with held as (
    select
        timed_open.*,
        holdings.person_id as owner_then
    from timed_open
    asof left join holdings on timed_open.lead = holdings.lead and timed_open.last_notice_at >= holdings.held_from
)

select
    held.*,
    nullif(
        concat_ws(
            ', ',
            case when contains(held.last_notice_to, 'owner') and held.owner_then is not null then 'owner' end,
            case when contains(held.last_notice_to, 'manager') and people.manager_id is not null then 'manager' end,
            case
                when contains(held.last_notice_to, 'executive')
                    and exists (select 1 from people where role = 'executive')
                    then 'executive'
            end
        ),
        ''
    ) as told_to
from held
left join people on held.owner_then = people.person_id
