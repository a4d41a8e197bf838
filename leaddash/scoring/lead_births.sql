-- One row per lead (of `$leads` only, if given), in order: the second of its creation.
select
    lead,
    cast(extract(epoch from created_at) as bigint) as at
from leads
where $leads is null or lead in (select unnest(cast($leads as integer[])))
order by lead
