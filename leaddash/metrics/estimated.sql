-- One row: how many recorded moments after the creation there are by as-of, entries and exits, and how many estimated.
-- an entry that sets stages it skipped is one moment
with moments as (
    select estimated as is_estimated
    from stage_episodes
    where entered_at <= $as_of and rank > 1 and not skipped
    union all
    select exit_estimated as is_estimated
    from episodes
    where ended_at <= $as_of and exit is not null
)

select
    count(*) as entries,
    count(*) filter (where is_estimated) as estimated
from moments
