-- One row per stretch of time by the as-of moment in which a person held one lead, in time.
select
    holdings.person_id as person,
    coalesce(people.name, holdings.person_id) as name,
    holdings.held_from as since,
    case when holdings.held_to <= $as_of then holdings.held_to end as until,
    people.team
from holdings
inner join leads on holdings.lead = leads.lead
left join people on holdings.person_id = people.person_id
where leads.lead_id = $lead_id and holdings.held_from <= $as_of
order by holdings.held_from
