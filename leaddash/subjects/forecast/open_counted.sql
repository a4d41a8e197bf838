-- One row per source, per person, and for all: the opportunities behind a figure of open deals.
select
    leads.source,
    open_behind.person,
    grouping(leads.source) = 0 as by_source,
    grouping(open_behind.person) = 0 as by_person,
    count(*) as cases,
    count(distinct open_behind.lead_id) as leads
from open_behind
inner join leads on open_behind.lead_id = leads.lead_id
group by grouping sets ((), (leads.source), (open_behind.person))
