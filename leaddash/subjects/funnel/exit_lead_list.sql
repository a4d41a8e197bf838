-- One row per exit behind a figure, described for a reader, the newest first.
select
    exits_list.lead_id,
    leads.lead_name,
    leads.company,
    exits_list.episode,
    exits_list.stage,
    exits_list.entered_at,
    exits_list.exited_at,
    exits_list.exit,
    exits_list.reason,
    exits_list.returned_at,
    coalesce(people.name, exits_list.person) as person,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    count(*) over () as matches
from exits_list
inner join leads on exits_list.lead_id = leads.lead_id
left join people on exits_list.person = people.person_id
where
    $pattern is null
    or lower(exits_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by exits_list.exited_at desc, exits_list.lead_id asc, exits_list.episode asc
limit $most offset $skipped
