-- One row per MQL that nobody was given, described for a reader, the newest first.
select
    nobody_list.lead_id,
    leads.lead_name,
    leads.company,
    nobody_list.episode,
    nobody_list.started_at,
    leads.source,
    leads.country,
    count(*) over () as matches
from nobody_list
inner join leads on nobody_list.lead_id = leads.lead_id
where
    $pattern is null
    or lower(nobody_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by nobody_list.started_at desc, nobody_list.lead_id asc, nobody_list.episode asc
limit $most offset $skipped
