-- One row per slice, exit and reason: hand-overs that nobody touched, by how their episode ended.
select
    slice,
    exit,
    reason,
    count(*) as leads
from hand_over_classes
where bucket in ('never', 'waiting', 'not_a_lead')
group by slice, exit, reason
order by slice asc nulls last, leads desc, exit asc nulls last, reason asc nulls last
