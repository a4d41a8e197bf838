-- One row per episode whose score is judged, its horizon over by as-of: the moment of the score, and what became of it.
-- That is the hand-over of a worked episode, else an age after its begin or its end, whichever is earlier. It lies in
-- the period, and not after the episode became a sales lead.
with handed as (
    select
        lead,
        episode,
        started_at as handed_at
    from clocks_known
    where event = 'hand_over'
),

read as (
    select
        asked_episodes.slice,
        asked_episodes.lead,
        asked_episodes.episode,
        asked_episodes.sales_lead_at,
        handed.lead is not null as worked,
        coalesce(
            handed.handed_at, least(asked_episodes.began_at + to_seconds($score_age_seconds), asked_episodes.ended_at)
        ) as read_at,
        to_seconds(($horizon_seconds).qualify) as horizon,
        ($horizon_seconds).qualify = 0 as waits_forever
    from asked_episodes
    left join handed on asked_episodes.lead = handed.lead and asked_episodes.episode = handed.episode
)

select
    slice,
    lead,
    episode,
    read_at,
    worked,
    coalesce(
        sales_lead_at >= read_at and (waits_forever or sales_lead_at <= read_at + horizon), false
    ) as became_sales_lead
from read
where
    read_at >= $since
    and read_at < $closed
    and (sales_lead_at is null or sales_lead_at >= read_at)
    and (waits_forever or read_at + horizon <= $as_of)
