-- One row per row of the canonical folder's opportunities, as it stands.
select * from raw_opportunities
