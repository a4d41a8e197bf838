-- One row per lead whose id or name holds the text, the newest first.
select
    lead_id,
    lead_name,
    created_at,
    source
from leads
where lower(lead_id) like $pattern or lower(lead_name) like $pattern
order by created_at desc
limit 20
