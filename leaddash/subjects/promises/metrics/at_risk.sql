-- One row per open promise, least time left first, then per MQL nobody was given.
with listed as (
    select
        slice,
        lead,
        episode,
        null as promise,
        mql_at as started_at,
        null as due_at,
        null as seconds_left,
        null as next_notice_at,
        null as next_notice_to,
        null as tier_name,
        null as told_at,
        null as told_to,
        1 as turn
    from unassigned_mqls
    union all
    select
        slice,
        lead,
        episode,
        promise,
        started_at,
        due_at,
        seconds_left,
        next_notice_at,
        next_notice_to,
        tier_name,
        case when told_to is not null then last_notice_at end as told_at,
        told_to,
        0 as turn
    from told_last
),

held as (
    select
        listed.*,
        case when listed.turn = 0 then holders_now.person_id end as owner
    from listed
    left join holders_now on listed.lead = holders_now.lead
)

select
    held.slice,
    leads.lead_id,
    held.owner,
    held.promise,
    held.started_at,
    held.due_at,
    held.seconds_left / 60 as minutes_left,
    held.next_notice_at,
    held.next_notice_to,
    held.tier_name as tier,
    held.told_at,
    held.told_to
from held
inner join leads on held.lead = leads.lead
order by
    held.slice nulls last, held.turn, held.seconds_left,
    case held.turn when 1 then held.started_at else held.due_at end, leads.lead_id, held.promise
