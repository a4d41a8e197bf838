-- One row per source, per person, and for all: the opportunities behind a figure of the forecast.
select
    leads.source,
    forecast_behind.person,
    grouping(leads.source) = 0 as by_source,
    grouping(forecast_behind.person) = 0 as by_person,
    count(*) as cases,
    count(distinct forecast_behind.lead_id) as leads
from forecast_behind
inner join leads on forecast_behind.lead_id = leads.lead_id
group by grouping sets ((), (leads.source), (forecast_behind.person))
