-- One row per stage that one lead entered by the as-of moment, but those it passed by, in time.
with entered as (
    select
        stage_episodes.stage,
        stage_episodes.episode,
        stage_episodes.rank,
        stage_episodes.entered_at,
        stage_episodes.left_at,
        stage_episodes.estimated
    from stage_episodes
    inner join leads on stage_episodes.lead = leads.lead
    where leads.lead_id = $lead_id and stage_episodes.entered_at <= $as_of and not stage_episodes.skipped
)

select
    stage,
    episode,
    entered_at as since,
    case when left_at <= $as_of then left_at end as until,
    coalesce(estimated, false) as is_estimated
from entered
order by episode, rank
