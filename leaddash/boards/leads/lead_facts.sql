-- One row per filled column of one lead.
with chosen as (
    select * from lead_attributes
    where lead_id = $lead_id
)

select
    column_name,
    cell
from (
    unpivot chosen
    on columns(* exclude (lead_id))::varchar into name column_name value cell
)
