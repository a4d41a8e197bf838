-- One row per episode: one pass of a lead through the funnel, from its begin to its first exit or the next begin.
with passes as (
    select
        episode_spans.lead,
        cast(episode_spans.episode as integer) as episode,
        starts.moved_at as began_at,
        coalesce(exits.moved_at, nexts.moved_at) as ended_at,
        stages.stage as exit,
        nullif(exits.reason, '') as reason,
        coalesce(exits.is_estimated, nexts.is_estimated, false) as exit_estimated,
        -- the last second that belongs to the episode
        coalesce(exits.moved_at, nexts.moved_at - interval '1' second) as holds_until,
        episode_spans.start_position,
        coalesce(episode_spans.exit_position, episode_spans.next_position) as stop_position,
        episode_spans.next_position
    from episode_spans
    inner join stage_events as starts
        on episode_spans.lead = starts.lead and episode_spans.start_position = starts.position
    left join stage_events as exits
        on episode_spans.lead = exits.lead and episode_spans.exit_position = exits.position
    left join stage_events as nexts
        on
            episode_spans.lead = nexts.lead
            and episode_spans.next_position = nexts.position
            and episode_spans.exit_position is null
    left join stages on exits.rank = stages.rank
)

select
    passes.*,
    lead(passes.began_at) over (partition by passes.lead order by passes.episode) as returned_at,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    leads.marketing_role,
    fits.fit,
    -- who holds the lead at the episode's end, or at the end of the data
    holdings.person_id as last_person,
    people.team as last_team
from passes
inner join leads on passes.lead = leads.lead
inner join fits on passes.lead = fits.lead
left join holdings
    on
        passes.lead = holdings.lead
        and coalesce(passes.holds_until >= holdings.held_from, true)
        and (holdings.held_to is null or passes.holds_until < holdings.held_to)
left join people on holdings.person_id = people.person_id
