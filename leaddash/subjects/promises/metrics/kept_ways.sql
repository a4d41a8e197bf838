-- One row per slice, promise and way in which those due in the period and kept were kept.
with ways as (
    select
        place,
        way
    from (
        values
        (1, 'touch'), (2, 'contact'), (3, 'converted'), (4, 'postponed'), (5, 'recycled'), (6, 'disqualified'),
        (7, 'lost')
    ) as known (place, way)
)

select
    promise_states.slice,
    promise_states.promise,
    ways.way,
    count(*) as kept
from promise_states
inner join ways on promise_states.kept_by = ways.way
where promise_states.in_period and promise_states.state = 'kept'
group by promise_states.slice, promise_states.place, promise_states.promise, ways.place, ways.way
order by promise_states.slice nulls last, promise_states.place, ways.place
