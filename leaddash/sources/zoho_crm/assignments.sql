-- One row per deal with an owner: the export knows the current owner only, who counts from the creation on.
select
    "Id" as lead_id,
    "Deal Owner Name" as person_id,
    reformatted("Created Time", $deal_moment) as assigned_at,
    _file,
    _row
from raw_deals
where text_of("Deal Owner Name") is not null
