-- One row per exit in the period: the highest stage of the episode that left, and when its lead came back.
select
    scoped_passes.slice,
    known_stages.exit,
    known_stages.reason,
    known_stages.stage,
    known_stages.rank,
    known_stages.lead,
    known_stages.episode,
    scoped_passes.person,
    known_stages.entered_at,
    known_stages.exited_at,
    scoped_passes.returned_at,
    known_stages.exited_at + interval '90' day <= $as_of as followed_90,
    followed_90
    and coalesce(scoped_passes.returned_at <= known_stages.exited_at + interval '90' day, false) as returned_90
from known_stages
inner join scoped_passes on known_stages.lead = scoped_passes.lead and known_stages.episode = scoped_passes.episode
where
    known_stages.exit is not null
    and known_stages.converted_at is null
    and known_stages.left_at >= $since
    and known_stages.left_at < $closed
