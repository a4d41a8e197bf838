-- One row per lead and stretch of time somebody held it, as far as begun by as-of; the last one has no end.
select
    holdings.lead,
    holdings.held_from,
    coalesce(holdings.held_to, timestamp 'infinity') as held_to,
    holdings.person_id as person,
    people.team
from holdings
left join people on holdings.person_id = people.person_id
where holdings.held_from <= $as_of
