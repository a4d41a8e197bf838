-- One row per deal: its current stage, at its closing date if that closed it, else at the latest moment known.
with deals as (
    select
        "Id" as lead_id,
        text_of("Stage") as crm_stage,
        text_of("Lost Reason") as reason,
        "Deal Owner Name" as owner,
        "Closing Date" as closing_date,
        zoho_moment("Created Time", $deal_moment, $zone) as created_at,
        first_call_after(zoho_moment("Created Time", $deal_moment, $zone), "SLA") as first_call_at,
        moment_of(end_of_day("Closing Date", $deal_day), $zone) as closed_at,
        _file,
        _row
    from raw_deals
),

staged as (
    select
        deals.*,
        case
            when looked_up(crm_stage, $deal_stages) = 'lost' and list_contains($disqualifying, reason)
                then 'disqualified'
            else coalesce(looked_up(crm_stage, $deal_stages), crm_stage)
        end as stage
    from deals
),

stamped as (
    select
        staged.*,
        text_of(closing_date) is not null and list_contains($closed, stage) as is_stamped
    from staged
)

select
    lead_id,
    stage,
    case
        when is_stamped then coalesce(told_utc(closed_at), closing_date)
        else told_utc(greatest(closed_at, first_call_at, created_at))
    end as entered_at,
    reason,
    owner as person_id,
    not is_stamped as estimated,
    _file,
    _row
from stamped
