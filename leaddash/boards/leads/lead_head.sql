-- One row: who a lead that was known by the as-of moment is, and where it came from.
select
    lead,
    lead_id,
    created_at,
    lead_name,
    company,
    job_title,
    source,
    campaign
from leads
where lead_id = $lead_id and created_at <= $as_of
