-- One row per hand-over of the period: its bucket, and which outcomes it had within the agreed time.
with anchored as (
    select
        * exclude (qualified_at, won_at),
        case when qualified_at <= $as_of then qualified_at end as qualified_at,
        case when won_at <= $as_of then won_at end as won_at,
        coalesce(touched_at, started_at) as anchor_at,
        ($horizon_seconds).contact as contact_seconds,
        ($horizon_seconds).qualify as qualify_seconds,
        ($horizon_seconds).win as win_seconds
    from timed_hand_overs
),

placed as (
    select
        *,
        -- where nobody writes touches down, nothing is known of them
        case
            when not $knows_touches then null
            when touched_before then 'before'
            when touched_at is not null
                then
                    case
                        when response_seconds <= 300 then 'le_5m'
                        when response_seconds <= 600 then '5_10m'
                        when response_seconds <= 1800 then '10_30m'
                        when response_seconds <= 3600 then '30_60m'
                        when response_seconds <= 14400 then '1_4h'
                        when response_seconds <= 86400 then '4_24h'
                        when response_seconds <= 259200 then '1_3d'
                        else 'gt_3d'
                    end
            when is_no_lead then 'not_a_lead'
            when left_at is not null or contact_seconds = 0 then 'never'
            when started_at + to_seconds(contact_seconds) <= $as_of then 'never'
            else 'waiting'
        end as bucket
    from anchored
)

select
    *,
    case when went_on_at is not null then 'gone_on' else exit end as untouched_exit,
    case when went_on_at is null then reason end as untouched_reason,
    touched_before or touched_at is not null or not is_no_lead as is_lead,
    -- a rate counts those whose horizon is over, and who did not have the outcome before it began
    is_lead
    and (contact_seconds = 0 or anchor_at + to_seconds(contact_seconds) <= $as_of)
    and coalesce(contacted_at >= anchor_at, true) as contact_over,
    is_lead
    and (qualify_seconds = 0 or anchor_at + to_seconds(qualify_seconds) <= $as_of)
    and coalesce(qualified_at >= anchor_at, true) as qualify_over,
    is_lead
    and (win_seconds = 0 or anchor_at + to_seconds(win_seconds) <= $as_of)
    and coalesce(won_at >= anchor_at, true) as win_over,
    contact_over
    and contacted_at is not null
    and (contact_seconds = 0 or contacted_at <= anchor_at + to_seconds(contact_seconds)) as contacted,
    qualify_over
    and qualified_at is not null
    and (qualify_seconds = 0 or qualified_at <= anchor_at + to_seconds(qualify_seconds)) as qualified,
    win_over
    and won_at is not null
    and (win_seconds = 0 or won_at <= anchor_at + to_seconds(win_seconds)) as won
from placed
