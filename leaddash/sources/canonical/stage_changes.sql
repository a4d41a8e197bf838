-- One row per row of the canonical folder's stage_changes, as it stands.
select * from raw_stage_changes
