-- One row per stage entry or exit that other tables imply, of the kinds the agreement derives.
with settled as (
    select
        lead,
        opportunity_id,
        changed_at,
        case when state = 1 then 1 else 0 end as is_open
    from opportunity_states
    where changes_again_at is null or changes_again_at > changed_at
),

steps as (
    select
        lead,
        changed_at,
        is_open - coalesce(lag(is_open) over (partition by opportunity_id order by changed_at), 0) as step
    from settled
),

open_by_second as (
    select
        lead,
        changed_at,
        sum(sum(step)) over (partition by lead order by changed_at) as open_opportunities
    from steps
    group by lead, changed_at
)

select
    lead,
    min(occurred_at) as entered_at,
    'engaged' as stage
from activities
where $derives_engaged and direction = 'inbound' and activity_type in (select unnest($meaningful))
group by lead
union all
select
    lead,
    changed_at as entered_at,
    case when state = 2 then 'customer' else 'opportunity' end as stage
from opportunity_states
where
    ($derives_opportunity and state = 1 and (state_before is null or state_before = 3))
    or ($derives_customer and state = 2 and state_before <> 2)
union all
select distinct
    losses.lead,
    losses.changed_at as entered_at,
    'lost' as stage
from opportunity_states as losses
inner join open_by_second
    on losses.lead = open_by_second.lead and losses.changed_at = open_by_second.changed_at
where $derives_lost and losses.state = 3 and losses.state_before <> 3 and open_by_second.open_opportunities = 0
