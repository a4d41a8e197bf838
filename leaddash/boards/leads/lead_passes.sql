-- One row per pass of one lead through the funnel that had begun by the as-of moment, and how it was left by then.
select
    episodes.episode,
    episodes.began_at as since,
    case when episodes.ended_at <= $as_of then episodes.ended_at end as until,
    case when episodes.ended_at <= $as_of then episodes.exit end as exit,
    case when episodes.ended_at <= $as_of then episodes.reason end as reason,
    episodes.ended_at <= $as_of and episodes.exit_estimated as is_estimated
from episodes
inner join leads on episodes.lead = leads.lead
where leads.lead_id = $lead_id and episodes.began_at <= $as_of
order by episodes.episode
