-- One row per episode (of `$leads` only, if given), in order: seconds of its begin, end and becoming a sales lead.
with qualified as (
    select
        lead,
        episode,
        min(entered_at) as sales_lead_at
    from stage_episodes
    where rank >= stage_rank('sales_lead')
    group by lead, episode
)

select
    episodes.lead,
    cast(extract(epoch from episodes.began_at) as bigint) as begins,
    cast(extract(epoch from episodes.holds_until) as bigint) as holds,
    cast(extract(epoch from qualified.sales_lead_at) as bigint) as qualifies
from episodes
left join qualified on episodes.lead = qualified.lead and episodes.episode = qualified.episode
where $leads is null or episodes.lead in (select unnest(cast($leads as integer[])))
order by episodes.lead, episodes.episode
