-- One row per stage an episode reached, ordered by when; as-of, windows and slices are applied when asked.
with reached as (
    select
        episode_entries.lead,
        episode_entries.episode,
        stages.rank,
        stages.stage,
        episode_entries.moved_at as entered_at,
        stages.rank < episode_entries.rank as skipped,
        episode_entries.is_estimated as estimated
    from episode_entries
    inner join stages
        on
            stages.rank > coalesce(episode_entries.rank_before, episode_entries.rank - 1)
            and episode_entries.rank >= stages.rank
),

linked as (
    select
        reached.*,
        lead(entered_at) over onward as converted_at,
        coalesce(lead(estimated) over onward, false) as converted_estimated,
        coalesce(lead(skipped) over onward, false) as next_skipped,
        bool_or(skipped) over (
            partition by lead, episode order by rank rows between unbounded preceding and current row
        ) as skipped_before
    from reached
    window onward as (partition by lead, episode order by rank)
),

leaving as (
    select
        linked.*,
        episodes.ended_at,
        episodes.exit,
        episodes.reason,
        episodes.exit_estimated,
        coalesce(linked.converted_at, episodes.ended_at) as left_at,
        last_held(linked.entered_at, coalesce(linked.converted_at, episodes.ended_at), null) as held_at
    from linked
    inner join episodes on linked.lead = episodes.lead and linked.episode = episodes.episode
)

select
    leaving.lead,
    leaving.episode,
    cast(leaving.rank as tinyint) as rank,
    leaving.stage,
    leaving.entered_at,
    leaving.converted_at,
    leaving.ended_at as exited_at,
    leaving.left_at,
    cast(date_diff('second', leaving.entered_at, leaving.left_at) as integer) as stayed,
    leaving.exit,
    leaving.reason,
    leaving.exit_estimated,
    leaving.skipped,
    leaving.estimated,
    leaving.converted_estimated,
    leaving.next_skipped,
    leaving.skipped_before,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    leads.marketing_role,
    fits.fit,
    -- who held the lead in the last second before it left the stage, or at the end of the data
    holdings.person_id as person,
    people.team
from leaving
inner join leads on leaving.lead = leads.lead
inner join fits on leaving.lead = fits.lead
left join holdings
    on
        leaving.lead = holdings.lead
        and coalesce(leaving.held_at >= holdings.held_from, true)
        and (holdings.held_to is null or leaving.held_at < holdings.held_to)
left join people on holdings.person_id = people.person_id
order by leaving.entered_at, leaving.lead, leaving.rank
