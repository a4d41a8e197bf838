-- One row per slice, exit and reason: hand-overs that nobody touched, by how their episode ended.
select
    slice,
    untouched_exit as exit,
    untouched_reason as reason,
    count(*) as leads
from hand_over_classes
where bucket in ('never', 'waiting', 'not_a_lead')
group by slice, untouched_exit, untouched_reason
order by slice asc nulls last, leads desc, exit asc nulls last, reason asc nulls last
