-- One row per exit in the period: the highest stage of the episode that left, and when its lead came back.
select
    scoped_episodes.slice,
    scoped_episodes.exit,
    scoped_episodes.reason,
    stages.stage,
    scoped_episodes.rank,
    scoped_episodes.lead,
    scoped_episodes.episode,
    scoped_episodes.person,
    scoped_episodes.entered_at,
    scoped_episodes.ended_at as exited_at,
    scoped_episodes.returned_at,
    scoped_episodes.ended_at + interval '90' day <= $as_of as followed_90,
    followed_90
    and coalesce(scoped_episodes.returned_at <= scoped_episodes.ended_at + interval '90' day, false) as returned_90
from scoped_episodes
inner join stages on scoped_episodes.rank = stages.rank
where
    scoped_episodes.exit is not null
    and scoped_episodes.ended_at >= $since
    and scoped_episodes.ended_at < $closed
