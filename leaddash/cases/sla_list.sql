-- One row per promise begun by as-of, naming its lead: when it fell due, what became of it; of one figure if named.
select
    promise_states.slice,
    leads.lead_id,
    promise_states.episode,
    promise_states.promise,
    promise_states.person,
    promise_states.started_at,
    promise_states.due_at,
    promise_states.stop_at,
    promise_states.left_at,
    promise_states.state,
    promise_states.kept_by,
    promise_states.seconds / 60 as minutes,
    promise_states.in_period
from promise_states
inner join leads on promise_states.lead = leads.lead
left join holders_now on promise_states.lead = holders_now.lead
where
    ($promise is null or promise_states.promise = $promise)
    and ($exit is null or promise_states.kept_by = $exit)
    and ($owner is null or coalesce(holders_now.person_id, '') = $owner)
    and case coalesce($figure, 'any')
        when 'any' then promise_states.in_period or promise_states.state = 'overdue'
        when 'begun' then true
        when 'due' then promise_states.in_period and promise_states.state in ('kept', 'broken', 'overdue')
        when 'missed_in_period' then promise_states.in_period and promise_states.state in ('broken', 'overdue')
        when 'overdue_now' then promise_states.state = 'overdue'
        when 'open_now'
            then promise_states.state = 'running' and promise_states.stop_at is null and promise_states.left_at is null
        when 'past_due_now' then promise_states.state = 'overdue' and promise_states.is_before_end
        else promise_states.in_period and promise_states.state = $figure
    end
order by promise_states.due_at, leads.lead_id, promise_states.episode, promise_states.place
