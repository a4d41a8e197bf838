-- One row per activity by which a lead raises its hand, under `$behaviour_rules`: the first rule that matches decides.
select
    activities.lead,
    activities.occurred_at
from activities
inner join matched_kinds
    on
        activities.activity_type = matched_kinds.activity_type
        and activities.asset is not distinct from matched_kinds.asset
        and activities.direction is not distinct from matched_kinds.direction
where $rematches and matched_kinds.is_hand_raise
