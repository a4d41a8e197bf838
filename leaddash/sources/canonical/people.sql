-- One row per row of the canonical folder's people, as it stands.
select * from raw_people
