-- One row per opportunity behind a figure of open deals, described for a reader, the largest first.
select
    open_behind.lead_id,
    leads.lead_name,
    open_behind.opportunity_id,
    open_behind.deal,
    leads.company,
    open_behind.flags,
    open_behind.category,
    open_behind.deal_stage,
    open_behind.amount,
    open_behind.close_date,
    coalesce(people.name, open_behind.person) as person,
    leads.source,
    count(*) over () as matches
from open_behind
inner join leads on open_behind.lead_id = leads.lead_id
left join people on open_behind.person = people.person_id
where
    $pattern is null
    or lower(open_behind.lead_id) like $pattern
    or lower(open_behind.deal) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by open_behind.amount desc nulls last, open_behind.opportunity_id asc
limit $most offset $skipped
