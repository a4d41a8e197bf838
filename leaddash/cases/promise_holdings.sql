-- One row per person who held a lead while a promise was open, on that person's own clock.
with known as (
    select
        lead,
        person_id,
        held_from,
        case when held_to <= $as_of then held_to end as held_to
    from holdings
    where held_from <= $as_of
),

bounded as (
    select
        * exclude (person),
        least(coalesce(stop_at, $as_of), coalesce(left_at, $as_of)) as watched_until
    from promise_starts
),

held as (
    select
        bounded.* exclude (started_at, watched_until),
        known.person_id as person,
        greatest(bounded.started_at, known.held_from) as started_at,
        bounded.start_estimated and known.held_from <= bounded.started_at as is_start_estimated,
        coalesce(known.held_to <= bounded.watched_until, false) as is_handed_on,
        known.held_to
    from bounded
    inner join known
        on
            bounded.lead = known.lead
            and bounded.watched_until >= known.held_from
            and (known.held_to is null or bounded.started_at < known.held_to)
),

described as (
    select
        held.*,
        people.team,
        people.calendar,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else held.fit end)
        end as fit_band
    from held
    left join people on held.person = people.person_id
    left join fit_points on held.lead = fit_points.lead
)

select
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice,
    place,
    promise,
    runs_working,
    target_seconds,
    lead,
    episode,
    person,
    coalesce(list_position($calendar_names, calendar), 1) as calendar,
    started_at,
    case when coalesce(held_to > stop_at, true) then stop_at end as stop_at,
    case when coalesce(held_to > stop_at, true) then kept_by end as kept_by,
    case when is_handed_on then held_to else left_at end as left_at,
    case when not is_handed_on then gone_on_at end as gone_on_at,
    -- handed on in time, it is the promise of the next holder
    is_handed_on or withdraws as withdraws,
    is_start_estimated or (stop_estimated and coalesce(held_to > described.stop_at, true)) as is_estimated
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
