-- One row per hand-over of the period: from its lead's begin to the first touch, and who held it then.
with begun as (
    select
        hand_over_cases.slice,
        hand_over_cases.lead,
        hand_over_cases.episode,
        hand_over_cases.person,
        clocks_known.started_at as began_at,
        hand_over_cases.started_at as handed_at,
        clocks_known.touched_at,
        hand_over_cases.ended_at,
        coalesce(clocks_known.touched_at, hand_over_cases.ended_at, $as_of) as ends_at
    from hand_over_cases
    inner join clocks_known
        on
            hand_over_cases.lead = clocks_known.lead
            and hand_over_cases.episode = clocks_known.episode
            and clocks_known.event in ('created', 'returned')
)

select
    begun.*,
    least(greatest(coalesce(holdings.held_from, begun.handed_at), begun.handed_at), begun.ends_at) as owner_from,
    coalesce(list_position($calendar_names, people.calendar), 1) as calendar
from begun
asof left join holdings on begun.lead = holdings.lead and begun.ends_at >= holdings.held_from
left join people on holdings.person_id = people.person_id
