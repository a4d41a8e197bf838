-- One row per exit in the period: the highest stage of the episode that left, and when its lead came back.
select
    slice,
    exit,
    reason,
    stage,
    rank,
    lead,
    episode,
    person,
    entered_at,
    exited_at,
    returned_at,
    followed_90,
    returned_90
from funnel_cases
where left_by_exit
