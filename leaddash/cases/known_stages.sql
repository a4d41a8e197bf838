-- One row per stage an episode had reached by the as-of moment, as the funnel counts stages: where it stood then.
with stays as (
    select
        * exclude (converted_at, exited_at, left_at, stayed, exit, reason, next_skipped, skipped_before),
        -- it may lie after as-of, and is only compared with moments that do not
        case when $drops_skipped and next_skipped then exited_at else left_at end as leaves_at,
        case
            when $drops_skipped and next_skipped then cast(epoch(exited_at) - epoch(entered_at) as integer) else stayed
        end as stays_seconds,
        case
            when $is_newest and not $drops_skipped then converted_at
            when converted_at <= $as_of and not ($drops_skipped and next_skipped) then converted_at
        end as converted_at,
        case when $is_newest or exited_at <= $as_of then exited_at end as exited_at,
        case when $is_newest or exited_at <= $as_of then exit end as exit,
        case when $is_newest or exited_at <= $as_of then reason end as reason
    from stage_episodes
    where entered_at <= $as_of and not ($drops_skipped and skipped_before)
)

select
    *,
    case when $is_newest or leaves_at <= $as_of then leaves_at end as left_at
from stays
