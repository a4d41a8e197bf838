-- One row per call: the first call of each deal (its SLA), then its contact's calls up to their next deal.
-- A call that falls to no deal stands under its contact, so that it is refused as an orphan and not lost.
with deals as (
    select
        "Id" as lead_id,
        "Contact Name" as contact_id,
        "Deal Owner Name" as owner,
        "SLA" as sla,
        zoho_moment("Created Time", $deal_moment, $zone) as created_at,
        _file,
        _row
    from raw_deals
),

ranged as (
    select
        deals.*,
        first_call_after(created_at, sla) as first_call_at,
        lead(created_at) over (partition by contact_id order by created_at, lead_id) as next_created_at
    from deals
),

calls as (
    select
        "Id" as call_id,
        "ContactId" as contact_id,
        "Call Start Time" as call_start,
        zoho_moment("Call Start Time", $call_moment, $zone) as called_at,
        looked_up("Call Type", $call_directions) as direction,
        "Call Owner Name" as owner,
        coalesce(looked_up("Call Status", $call_outcomes), "Call Status") as outcome,
        _file,
        _row
    from raw_calls
)

select
    lead_id,
    coalesce(told_utc(first_call_at), sla) as occurred_at,
    'call' as activity_type,
    null as activity_id,
    null as asset,
    'outbound' as direction,
    coalesce(owner, 'unknown') as person_id,
    'attempted' as outcome,
    _file,
    _row
from ranged
where text_of(sla) is not null
union all
select
    coalesce(ranged.lead_id, calls.contact_id) as lead_id,
    coalesce(told_utc(calls.called_at), calls.call_start) as occurred_at,
    'call' as activity_type,
    calls.call_id as activity_id,
    null as asset,
    calls.direction,
    calls.owner as person_id,
    calls.outcome,
    calls._file,
    calls._row
from calls
left join ranged
    on
        calls.contact_id = ranged.contact_id
        and calls.called_at >= ranged.first_call_at
        and (ranged.next_created_at is null or calls.called_at < ranged.next_created_at)
