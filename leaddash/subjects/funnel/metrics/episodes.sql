-- One row per episode that began in the period: its stages, how it ended and who held it.
with notes as (
    select
        lead,
        episode,
        count(*) filter (where note = 'moved back') as regressed,
        count(*) filter (where note = 'exit ignored') as exits_ignored
    from episode_notes
    where noted_at <= $as_of
    group by lead, episode
)

select
    scoped_episodes.slice,
    leads.lead_id,
    scoped_episodes.episode,
    scoped_episodes.began_at,
    stages.stage,
    scoped_episodes.new_name_at,
    scoped_episodes.engaged_at,
    scoped_episodes.target_at,
    scoped_episodes.mql_at,
    scoped_episodes.sales_lead_at,
    scoped_episodes.opportunity_at,
    scoped_episodes.customer_at,
    scoped_episodes.ended_at,
    scoped_episodes.exit,
    scoped_episodes.reason,
    scoped_episodes.estimated,
    coalesce(notes.regressed, 0) as regressed,
    coalesce(notes.exits_ignored, 0) as exits_ignored,
    scoped_episodes.person,
    scoped_episodes.team,
    scoped_episodes.source,
    scoped_episodes.campaign,
    scoped_episodes.country,
    scoped_episodes.industry,
    scoped_episodes.marketing_role,
    scoped_episodes.fit_band
from scoped_episodes
inner join leads on scoped_episodes.lead = leads.lead
inner join stages on scoped_episodes.rank = stages.rank
left join notes on scoped_episodes.lead = notes.lead and scoped_episodes.episode = notes.episode
where scoped_episodes.began_at >= $since and scoped_episodes.began_at < $until
order by scoped_episodes.began_at, leads.lead_id, scoped_episodes.episode
