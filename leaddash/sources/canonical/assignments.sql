-- One row per row of the canonical folder's assignments, as it stands.
select * from raw_assignments
