-- One row per hand-over behind a figure of the response curve, described for a reader, the newest first.
select
    response_curve_list.lead_id,
    leads.lead_name,
    leads.company,
    response_curve_list.episode,
    response_curve_list.bucket,
    response_curve_list.started_at,
    response_curve_list.touched_at,
    response_curve_list.response_minutes,
    response_curve_list.contacted_at,
    response_curve_list.qualified_at,
    response_curve_list.won_at,
    response_curve_list.exit,
    response_curve_list.reason,
    coalesce(people.name, response_curve_list.person) as person,
    leads.source,
    leads.country,
    count(*) over () as matches
from response_curve_list
inner join leads on response_curve_list.lead_id = leads.lead_id
left join people on response_curve_list.person = people.person_id
where
    $pattern is null
    or lower(response_curve_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by response_curve_list.started_at desc, response_curve_list.lead_id asc, response_curve_list.episode asc
limit $most offset $skipped
