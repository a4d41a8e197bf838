-- One row per promise behind a figure, described for a reader, the latest due first.
select
    sla_list.lead_id,
    leads.lead_name,
    leads.company,
    sla_list.episode,
    sla_list.promise,
    sla_list.state,
    sla_list.started_at,
    sla_list.due_at,
    sla_list.stop_at,
    sla_list.minutes,
    sla_list.left_at,
    coalesce(people.name, sla_list.person) as person,
    leads.source,
    leads.country,
    count(*) over () as matches
from sla_list
inner join leads on sla_list.lead_id = leads.lead_id
left join people on sla_list.person = people.person_id
where
    $pattern is null
    or lower(sla_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by sla_list.due_at desc, sla_list.lead_id asc, sla_list.episode asc, sla_list.promise asc
limit $most offset $skipped
