-- One row per opportunity behind a part of the bridge, described for a reader, the largest first.
select
    moved_behind.lead_id,
    leads.lead_name,
    moved_behind.opportunity_id,
    moved_behind.name as deal,
    leads.company,
    moved_behind.movement,
    moved_behind.amount,
    moved_behind.close_date_before,
    moved_behind.close_date,
    coalesce(people.name, moved_behind.person) as person,
    leads.source,
    count(*) over () as matches
from moved_behind
inner join leads on moved_behind.lead_id = leads.lead_id
left join people on moved_behind.person = people.person_id
where
    $pattern is null
    or lower(moved_behind.lead_id) like $pattern
    or lower(moved_behind.name) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by abs(moved_behind.amount) desc, moved_behind.opportunity_id asc
limit $most offset $skipped
