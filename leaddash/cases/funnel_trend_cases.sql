-- One row per move (entered or left) of a stage an episode reached in the period asked, with the bucket it falls in.
select
    *,
    entered_at as moved_at
from trend_entries
union all
select
    *,
    left_at as moved_at
from trend_departures
