-- One row per lead of those named: what it and its company are called.
select
    lead_id,
    lead_name,
    company
from leads
where lead_id in (select unnest(cast($lead_ids as varchar[])))
