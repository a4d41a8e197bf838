-- One row per lead that stays; `lead` numbers them by creation and stands for the lead in every other table.
select
    cast(row_number() over (order by created_at, lead_id) as integer) as lead,
    lead_id,
    created_at
from typed
