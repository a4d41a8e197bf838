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

returns as (
    select
        lead,
        episode - 1 as episode,
        began_at as returned_at
    from episodes
    where episode > 1
)

select
    linked.lead,
    linked.episode,
    cast(linked.rank as tinyint) as rank,
    linked.stage,
    linked.entered_at,
    linked.converted_at,
    episodes.ended_at as exited_at,
    coalesce(linked.converted_at, episodes.ended_at) as left_at,
    cast(extract(epoch from coalesce(linked.converted_at, episodes.ended_at) - linked.entered_at) as integer) as stayed,
    episodes.exit,
    episodes.reason,
    episodes.exit_estimated,
    returns.returned_at,
    episodes.holds_until,
    linked.skipped,
    linked.estimated,
    linked.converted_estimated,
    linked.next_skipped,
    linked.skipped_before,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    leads.marketing_role,
    fits.fit,
    -- who holds the lead at the episode's end, or at the end of the data
    holdings.person_id as last_person,
    people.team as last_team
from linked
inner join episodes on linked.lead = episodes.lead and linked.episode = episodes.episode
inner join leads on linked.lead = leads.lead
inner join fits on linked.lead = fits.lead
left join returns on linked.lead = returns.lead and linked.episode = returns.episode
left join holdings
    on
        linked.lead = holdings.lead
        and (episodes.holds_until is null or episodes.holds_until >= holdings.held_from)
        and (holdings.held_to is null or episodes.holds_until < holdings.held_to)
left join people on holdings.person_id = people.person_id
order by linked.entered_at, linked.lead, linked.rank
