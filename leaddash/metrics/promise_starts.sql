-- One row per promise that arose by as-of: when it began, what kept it, when its episode was left without.
with begun as (
    select
        *,
        -- the entry of the stage or of the first later one: an entry never lies after a later stage's
        case keep_rank
            when 7 then customer_at
            when 6 then coalesce(opportunity_at, customer_at)
            when 5 then coalesce(sales_lead_at, opportunity_at, customer_at)
            when 4 then coalesce(mql_at, sales_lead_at, opportunity_at, customer_at)
            when 3 then coalesce(target_at, mql_at, sales_lead_at, opportunity_at, customer_at)
            when 2 then coalesce(engaged_at, target_at, mql_at, sales_lead_at, opportunity_at, customer_at)
            when 1 then started_at
        end as kept_by_stage_at,
        coalesce(list_contains(keep_exits, exit), false) as is_kept_by_exit
    from clocks_known
    inner join promised on clocks_known.event = promised.start
),

arisen as (
    select
        * exclude (touched_at, contacted_at, ended_at),
        least(
            case when keeps_touch then touched_at end,
            case when keeps_contact then contacted_at end,
            case when kept_by_stage_at <= $as_of then kept_by_stage_at end,
            case when is_kept_by_exit then ended_at end
        ) as stop_at,
        case when not is_kept_by_exit then ended_at end as left_at
    from begun
    where
        not coalesce(kept_by_stage_at <= started_at, false)
        and not (keeps_touch and touched_before)
        and not (keeps_contact and contacted_before)
)

select
    arisen.*,
    arisen.is_no_lead as withdraws,
    case
        when list_contains(tiers, priority) then targets[list_position(tiers, priority)]
        when hand_raises.occurred_at > arisen.started_at - interval '24' hour
            then coalesce(hot_target, usual_target)
        else usual_target
    end as target
from arisen
asof left join hand_raises on arisen.lead = hand_raises.lead and arisen.started_at >= hand_raises.occurred_at
