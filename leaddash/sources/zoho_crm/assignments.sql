-- One row per deal with an owner: the export knows the current owner only, who counts from the creation on.
with deals as (
    select
        "Id" as lead_id,
        text_of("Deal Owner Name") as owner,
        reformatted("Created Time", $deal_moment) as created_at,
        _file,
        _row
    from raw_deals
)

select
    lead_id,
    owner as person_id,
    created_at as assigned_at,
    _file,
    _row
from deals
where owner is not null
