-- One row per source, per person, and for all: the cases behind a figure.
-- Who came back has several; `leads` counts each once.
select
    leads.source,
    sla_list.person,
    grouping(leads.source) = 0 as by_source,
    grouping(sla_list.person) = 0 as by_person,
    count(*) as cases,
    count(distinct sla_list.lead_id) as leads
from sla_list
inner join leads on sla_list.lead_id = leads.lead_id
group by grouping sets ((), (leads.source), (sla_list.person))
