-- One row per notice and person told of it, with its lead and who held that then.
with told as (
    select
        timed_notices.*,
        ladder_roles.role as to_role
    from timed_notices
    inner join ladder_roles
        on timed_notices.place = ladder_roles.place and timed_notices.step = ladder_roles.step
),

held as (
    select
        told.*,
        holdings.person_id as owner
    from told
    asof left join holdings on told.lead = holdings.lead and told.at >= holdings.held_from
),

executives as (
    select person_id from people
    where role = 'executive'
),

addressed as (
    select
        held.*,
        case held.to_role when 'owner' then held.owner else people.manager_id end as person_id
    from held
    left join people on held.owner = people.person_id
    where held.to_role <> 'executive'
    union all
    select
        held.*,
        executives.person_id
    from held
    cross join executives
    where held.to_role = 'executive'
)

select
    addressed.slice,
    addressed.at,
    addressed.promise,
    leads.lead_id,
    addressed.episode,
    addressed.step,
    addressed.to_role,
    addressed.person_id,
    addressed.owner
from addressed
inner join leads on addressed.lead = leads.lead
where addressed.person_id is not null
