-- One row: how many stage entries after the creation and exits there are by as-of, and how many are estimated.
-- an entry that sets stages it skipped is one
select
    (
        select count(*) from stage_episodes
        where entered_at <= $as_of and rank > stage_rank('new_name') and not skipped
    ) as entries,
    (
        select count(*) from stage_episodes
        where entered_at <= $as_of and rank > stage_rank('new_name') and not skipped and estimated
    ) as entries_estimated,
    (
        select count(*) from episodes
        where ended_at <= $as_of and exit is not null
    ) as exits,
    (
        select count(*) from episodes
        where ended_at <= $as_of and exit is not null and exit_estimated
    ) as exits_estimated
