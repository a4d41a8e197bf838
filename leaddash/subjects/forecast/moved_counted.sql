-- One row per source, per person, and for all: the opportunities behind a part of the bridge.
select
    leads.source,
    moved_behind.person,
    grouping(leads.source) = 0 as by_source,
    grouping(moved_behind.person) = 0 as by_person,
    count(*) as cases,
    count(distinct moved_behind.lead_id) as leads
from moved_behind
inner join leads on moved_behind.lead_id = leads.lead_id
group by grouping sets ((), (leads.source), (moved_behind.person))
