-- One row per promise that arose by as-of: when it began, what kept it, or when its episode was left with it unkept.
with awaited as (
    select
        *,
        unnest(case start when 'new_name' then ['created', 'new_name'] else [start] end) as event
    from promised
),

begun as (
    select
        *,
        -- the entry of the stage that keeps it, or of the first later one where that was skipped
        case keep_rank
            when stage_rank('customer') then customer_at
            when stage_rank('opportunity') then coalesce(opportunity_at, customer_at)
            when stage_rank('sales_lead') then coalesce(sales_lead_at, opportunity_at, customer_at)
            when stage_rank('mql') then coalesce(mql_at, sales_lead_at, opportunity_at, customer_at)
            when stage_rank('target') then coalesce(target_at, mql_at, sales_lead_at, opportunity_at, customer_at)
            when stage_rank('engaged')
                then coalesce(engaged_at, target_at, mql_at, sales_lead_at, opportunity_at, customer_at)
            when stage_rank('new_name') then started_at
        end as kept_by_stage_at,
        case when keeps_touch then touched_at end as kept_by_touch_at,
        case when keeps_contact then contacted_at end as kept_by_contact_at,
        case when list_contains(keep_exits, exit) then ended_at end as kept_by_exit_at,
        is_estimated_from(reached_ranks, estimated_ranks, keep_rank) as stage_estimated,
        case when only_talk_keeps then went_on_at end as gone_on_at,
        case when priority is not null then list_position(tiers, priority) end as own_tier,
        tier_seconds[own_tier] as own_seconds,
        list_position(tiers, 'hot') as hot_tier
    from clocks_known
    inner join awaited on clocks_known.event = awaited.event
),

arisen as (
    select
        * exclude (touched_at, contacted_at, ended_at, went_on_at, keep_exits, tiers, tier_seconds),
        case when kept_by_stage_at <= $as_of then kept_by_stage_at end as by_stage_at,
        least(kept_by_touch_at, kept_by_contact_at, by_stage_at, kept_by_exit_at) as stop_at,
        least(case when kept_by_exit_at is null then ended_at end, gone_on_at) as left_at,
        stop_at is not null
        and coalesce(stop_at <> kept_by_touch_at, true)
        and coalesce(stop_at <> kept_by_contact_at, true)
        and (stage_estimated or coalesce(stop_at <> by_stage_at, true))
        and (exit_estimated or coalesce(stop_at <> kept_by_exit_at, true)) as stop_estimated,
        case stop_at
            when by_stage_at then 'converted'
            when kept_by_touch_at then 'touch'
            when kept_by_contact_at then 'contact'
            when kept_by_exit_at then exit
        end as kept_by
    from begun
    where
        not coalesce(kept_by_stage_at <= started_at, false)
        and not (keeps_touch and touched_before)
        and not (keeps_contact and contacted_before)
),

-- who raised a hand in the 24 hours up to the start, where the asked rules of behaviour are others than the agreed
raised as (
    select distinct
        arisen.lead,
        arisen.started_at
    from arisen
    inner join behaviour_signals on arisen.lead = behaviour_signals.lead
    where
        $rematches
        and behaviour_signals.occurred_at <= arisen.started_at
        and behaviour_signals.occurred_at > arisen.started_at - interval '24' hour
)

select
    arisen.*,
    arisen.is_no_lead as withdraws,
    case when $rematches then raised.lead is not null else arisen.is_hot end as raises_hand,
    coalesce(own_seconds, case when raises_hand then hot_seconds end, usual_seconds) as target_seconds,
    -- its number among the promise's tiers; none of that of all others where no tier is named
    coalesce(own_tier, case when raises_hand then hot_tier end) as tier
from arisen
left join raised on arisen.lead = raised.lead and arisen.started_at = raised.started_at
