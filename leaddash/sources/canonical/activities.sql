-- One row per row of the canonical folder's activities, as it stands.
select * from raw_activities
