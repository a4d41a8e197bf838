-- One row per notice behind a figure, described for a reader, the latest first.
select
    notices_list.lead_id,
    leads.lead_name,
    leads.company,
    notices_list.episode,
    notices_list.promise,
    notices_list.step,
    notices_list.at as notice_at,
    coalesce(people.name, notices_list.person) as person,
    leads.source,
    leads.country,
    count(*) over () as matches
from notices_list
inner join leads on notices_list.lead_id = leads.lead_id
left join people on notices_list.person = people.person_id
where
    $pattern is null
    or lower(notices_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by notices_list.at desc, notices_list.lead_id asc, notices_list.promise asc, notices_list.step asc
limit $most offset $skipped
