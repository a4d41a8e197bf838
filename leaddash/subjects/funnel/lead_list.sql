-- One row per case behind a figure of the funnel, described for a reader, the newest first.
select
    funnel_list.lead_id,
    leads.lead_name,
    leads.company,
    funnel_list.episode,
    funnel_list.entered_at,
    funnel_list.class,
    funnel_list.converted_at,
    funnel_list.days,
    funnel_list.exited_at,
    funnel_list.exit,
    funnel_list.reason,
    coalesce(people.name, funnel_list.person) as person,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    funnel_list.estimated,
    count(*) over () as matches
from funnel_list
inner join leads on funnel_list.lead_id = leads.lead_id
left join people on funnel_list.person = people.person_id
where
    $pattern is null
    or lower(funnel_list.lead_id) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by funnel_list.entered_at desc, funnel_list.lead_id asc, funnel_list.episode asc
limit $most offset $skipped
