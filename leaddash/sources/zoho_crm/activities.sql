-- One row per call: the first call of each deal (its SLA), then its contact's calls up to their next deal.
with deals as (
    select
        "Id" as lead_id,
        "Contact Name" as contact_id,
        "Deal Owner Name" as owner,
        zoho_moment("Created Time", $deal_moment, $zone) as created_at,
        first_call_after(zoho_moment("Created Time", $deal_moment, $zone), "SLA") as first_call_at,
        _file,
        _row
    from raw_deals
),

ranged as (
    select
        deals.*,
        lead(created_at) over (partition by contact_id order by created_at, lead_id) as next_created_at
    from deals
),

calls as (
    select
        "Id" as call_id,
        "ContactId" as contact_id,
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
    timezone('UTC', first_call_at) as occurred_at,
    'call' as activity_type,
    null as activity_id,
    null as asset,
    'outbound' as direction,
    coalesce(owner, 'unknown') as person_id,
    'attempted' as outcome,
    _file,
    _row
from ranged
where first_call_at is not null
union all
select
    ranged.lead_id,
    timezone('UTC', calls.called_at) as occurred_at,
    'call' as activity_type,
    calls.call_id as activity_id,
    null as asset,
    calls.direction,
    calls.owner as person_id,
    calls.outcome,
    calls._file,
    calls._row
from calls
inner join ranged
    on
        calls.contact_id = ranged.contact_id
        and calls.called_at >= ranged.first_call_at
        and (ranged.next_created_at is null or calls.called_at < ranged.next_created_at)
