-- One row per promise with its due moment: how it stands at as-of, and whether it falls due in the period.
select
    *,
    case
        when stop_at <= due_at and due_at <= $as_of then 'kept'
        when stop_at <= due_at then 'running'
        when gone_on_at <= due_at then 'withdrawn'
        when stop_at is null and withdraws and left_at < due_at then 'withdrawn'
        when due_at > $as_of then 'running'
        when stop_at is null and left_at is null then 'overdue'
        else 'broken'
    end as state,
    -- omitted, the period's end asks also what lies ahead
    coalesce(due_at < $due_until, true) as is_before_end,
    due_at >= $since and is_before_end as in_period
from timed_promises
