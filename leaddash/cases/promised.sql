-- One row per promise of the agreement, but those kept only by what this snapshot never writes down.
with promises as (
    select unnest(
        cast($promises as struct(
            place integer, promise varchar, start varchar, runs_working boolean, keeps_touch boolean,
            keeps_contact boolean, keep_rank integer, keep_exits varchar[], tiers varchar[], tier_seconds bigint[],
            usual_seconds bigint, hot_seconds bigint
        )[]),
        recursive := true
    )
)

select
    *,
    keep_rank is null and len(keep_exits) = 0 as only_talk_keeps
from promises
where not only_talk_keeps or (keeps_touch and $knows_touches) or (keeps_contact and $knows_contacts)
