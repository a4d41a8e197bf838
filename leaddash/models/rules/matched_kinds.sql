-- One row per kind of activity that a behaviour rule matches: the first such rule, and its turn within a second.
-- `is_mixed` is a kind whose rule is another than that of the same type and asset in the other direction.
with matched as (
    select
        activity_type,
        asset,
        direction,
        min(place) as place,
        min_by(is_hand_raise, place) as is_hand_raise
    from behaviour_matches
    group by activity_type, asset, direction
)

select
    *,
    -- activities of one second run in the order of type and asset
    dense_rank() over (order by activity_type, coalesce(asset, '')) as turn,
    min(place) over (partition by activity_type, asset) < max(place) over (partition by activity_type, asset)
        as is_mixed
from matched
