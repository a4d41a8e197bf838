-- One row per opportunity behind a figure of the forecast, described for a reader, the largest first.
select
    forecast_behind.lead_id,
    leads.lead_name,
    forecast_behind.opportunity_id,
    forecast_behind.name as deal,
    leads.company,
    forecast_behind.category,
    forecast_behind.stage as deal_stage,
    forecast_behind.amount,
    forecast_behind.close_date,
    forecast_behind.won_at,
    coalesce(people.name, forecast_behind.person) as person,
    leads.source,
    count(*) over () as matches
from forecast_behind
inner join leads on forecast_behind.lead_id = leads.lead_id
left join people on forecast_behind.person = people.person_id
where
    $pattern is null
    or lower(forecast_behind.lead_id) like $pattern
    or lower(forecast_behind.name) like $pattern
    or lower(leads.lead_name) like $pattern
    or lower(leads.company) like $pattern
order by coalesce(forecast_behind.amount, 0) desc, forecast_behind.opportunity_id asc
limit $most offset $skipped
