-- One row per slice and stage: for how many whole weeks those that stand there at as-of have stood.
-- And how many passes began there in the 26 weeks before.
with firsts as (
    select
        *,
        row_number() over (partition by lead, episode order by rank) = 1 as is_first
    from scoped_stages
)

select
    slice,
    rank,
    list(date_diff('second', entered_at, $as_of) // 604800) filter (where left_at is null) as weeks,
    count(*) filter (where is_first and entered_at > $as_of - interval '182' day) as begun
from firsts
group by slice, rank
