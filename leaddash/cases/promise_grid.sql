-- One row per slice and promise of the agreement.
with known as (
    select distinct slice from timed_promises
    where $by is not null
    union
    select null as slice
    where $by is null
)

select
    known.slice,
    promised.place,
    promised.promise
from known
cross join promised
