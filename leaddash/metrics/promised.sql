-- One row per promise of the agreement.
select unnest(
    cast($promises as struct(
        place integer, promise varchar, start varchar, runs_working boolean, keeps_touch boolean,
        keeps_contact boolean, keep_rank integer, keep_exits varchar[], tiers varchar[], targets bigint[],
        usual_target bigint, hot_target bigint
    )[]),
    recursive := true
)
