-- One row per filled column of one lead.
select
    column_name,
    cell
from (
    unpivot (select * from lead_attributes where lead_id = $lead_id)
    on columns(* exclude (lead, lead_id)) :: varchar into name column_name value cell
)
