-- One row per promise with its due moment: how it stands at as-of, and whether it falls due in the period.
select
    *,
    case
        when stop_at is null and withdraws and left_at < due_at then 'withdrawn'
        when due_at > $as_of then 'running'
        when stop_at <= due_at then 'kept'
        when stop_at is null and left_at is null then 'overdue'
        else 'broken'
    end as state,
    due_at >= $since and due_at < $until as in_period
from timed_promises
