-- One row per stage in which 30 or more deals booked in the past periods once stood: how long nine of ten stays lasted.
with stays as (
    select
        deal_states.deal,
        deal_states.stage,
        deal_states.stage_since,
        max(least(coalesce(deal_states.valid_to, $as_of), $as_of)) as left_at
    from deal_states
    inner join booked_before on deal_states.deal = booked_before.deal
    where
        deal_states.ending = 'open'
        and deal_states.valid_from <= $as_of
        and (deal_states.valid_to is null or deal_states.valid_to > deal_states.valid_from)
    group by deal_states.deal, deal_states.stage, deal_states.stage_since
)

select
    coalesce(stage, '') as stage,
    quantile_cont(date_diff('second', stage_since, left_at), 0.9) as usual_seconds
from stays
group by stage
having count(distinct deal) >= 30
