-- One row per activity by as-of (of the leads `$leads`, if given) in running order: the place of its rule.
select
    activities.lead,
    cast(extract(epoch from activities.occurred_at) as bigint) as at,
    matched_kinds.place,
    activities.activity_type,
    activities.asset,
    activities.activity_id
from activities
left join matched_kinds
    on
        activities.activity_type = matched_kinds.activity_type
        and activities.asset is not distinct from matched_kinds.asset
        and activities.direction is not distinct from matched_kinds.direction
where
    activities.occurred_at <= $as_of
    and ($leads is null or activities.lead in (select unnest(cast($leads as integer[]))))
order by
    activities.lead, activities.occurred_at, activities.activity_type, coalesce(activities.asset, ''),
    coalesce(activities.activity_id, ''), coalesce(activities.direction, '')
