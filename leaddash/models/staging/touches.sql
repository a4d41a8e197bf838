-- One row per second of an episode in which a person touched the lead or somebody got through.
select
    activities.lead,
    episodes.episode,
    activities.occurred_at,
    bool_or(
        activities.person_id is not null
        and (
            activities.direction = 'outbound'
            or (activities.direction = 'inbound' and activities.outcome = 'connected')
        )
    ) as is_touch,
    coalesce(bool_or(activities.outcome = 'connected'), false) as is_contact
from activities
inner join episodes
    on
        activities.lead = episodes.lead
        and activities.occurred_at >= episodes.began_at
        and (episodes.holds_until is null or activities.occurred_at <= episodes.holds_until)
where activities.outcome = 'connected' or (activities.direction = 'outbound' and activities.person_id is not null)
group by activities.lead, episodes.episode, activities.occurred_at
