-- One row per source, and for all: the MQLs that nobody was given.
select
    leads.source,
    cast(null as varchar) as person,
    grouping(leads.source) = 0 as by_source,
    false as by_person,
    count(*) as cases,
    count(distinct nobody_list.lead_id) as leads
from nobody_list
inner join leads on nobody_list.lead_id = leads.lead_id
group by grouping sets ((), (leads.source))
