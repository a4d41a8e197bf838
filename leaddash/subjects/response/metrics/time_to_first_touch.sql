-- One row per slice: how long each hand-over waited and how that ended, as seconds times three plus way.
select
    slice,
    list(
        case
            when touched_at is not null then cast(response_seconds as bigint) * 3 + 1
            when left_at is not null then cast(left_seconds as bigint) * 3 + 2
            else cast(watched_seconds as bigint) * 3
        end
    ) as waits
from hand_over_classes
where
    bucket not in ('before', 'not_a_lead')
    and not start_estimated
    and not (touched_at is null and left_at is not null and left_estimated)
group by slice
order by slice nulls last
