-- One row per row of the canonical folder's leads, as it stands.
select * from raw_leads
