-- One row: the moment of the export, the newest moment that its deals, calls and contacts record.
with moments as (
    select zoho_moment("Created Time", $deal_moment, $zone) as recorded_at from raw_deals
    union all
    select zoho_moment("Call Start Time", $call_moment, $zone) as recorded_at from raw_calls
    union all
    select zoho_moment("Modified Time", $deal_moment, $zone) as recorded_at from raw_contacts
)

select max(recorded_at) as data_end
from moments
