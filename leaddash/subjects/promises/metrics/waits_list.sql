-- One row per hand-over of the period, naming its lead: the four parts of its wait, in seconds.
select
    timed_waits.slice,
    leads.lead_id,
    timed_waits.episode,
    timed_waits.person,
    timed_waits.began_at,
    timed_waits.handed_at,
    timed_waits.touched_at,
    timed_waits.ended_at,
    timed_waits.before_seconds,
    timed_waits.earlier_seconds,
    timed_waits.working_seconds,
    timed_waits.off_seconds,
    timed_waits.total_seconds
from timed_waits
inner join leads on timed_waits.lead = leads.lead
order by timed_waits.handed_at, leads.lead_id, timed_waits.episode
