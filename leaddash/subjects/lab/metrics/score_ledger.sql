-- One row per lead of the asked slice (that of its latest episode), the one named `$lead_id` if any: number and name.
with latest as (
    select
        lead,
        arg_max_null(slice, episode) as slice
    from asked_episodes
    group by lead
)

select
    latest.slice,
    leads.lead,
    leads.lead_id
from latest
inner join leads on latest.lead = leads.lead
where $lead_id is null or leads.lead_id = $lead_id
order by latest.slice nulls last, leads.lead
