-- One row: how many stage entries after the creation there are by the as-of moment, and how many are estimated.
select
    count(*) as entries,
    count(*) filter (where estimated) as estimated
from stage_episodes
where entered_at <= $as_of and rank > 1
