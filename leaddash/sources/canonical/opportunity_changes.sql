-- One row per row of the canonical folder's opportunity_changes, as it stands.
select * from raw_opportunity_changes
