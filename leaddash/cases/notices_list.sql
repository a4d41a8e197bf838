-- One row per notice, naming its lead, however many people it told: of one promise and one step if these are named.
select distinct
    notices_told.slice,
    notices_told.lead_id,
    notices_told.episode,
    notices_told.promise,
    notices_told.step,
    notices_told.at,
    notices_told.owner as person
from notices_told
where
    ($promise is null or notices_told.promise = $promise)
    and ($step is null or cast(notices_told.step as varchar) = $step)
order by notices_told.at, notices_told.lead_id, notices_told.promise, notices_told.step
