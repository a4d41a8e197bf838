-- One row per notice and person told of it.
select
    notices_told.slice,
    notices_told.at,
    notices_told.promise,
    notices_told.lead_id,
    notices_told.step,
    notices_told.to_role,
    notices_told.person_id
from notices_told
order by
    notices_told.slice nulls last, notices_told.at, notices_told.promise, notices_told.lead_id, notices_told.step,
    notices_told.to_role, notices_told.person_id
