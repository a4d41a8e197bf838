-- One row per row of the canonical folder's spend, as it stands.
select * from raw_spend
