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

held as (
    select
        promise_starts.* exclude (person, started_at, stop_at, left_at, withdraws),
        known.person_id as person,
        greatest(promise_starts.started_at, known.held_from) as started_at,
        known.held_to <= coalesce(promise_starts.stop_at, promise_starts.left_at, $as_of) as is_handed_on,
        promise_starts.stop_at,
        promise_starts.left_at,
        promise_starts.withdraws,
        known.held_to
    from promise_starts
    inner join known
        on
            promise_starts.lead = known.lead
            and known.held_from <= coalesce(promise_starts.stop_at, promise_starts.left_at, $as_of)
            and (known.held_to is null or promise_starts.started_at < known.held_to)
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
    target,
    lead,
    episode,
    person,
    coalesce(list_position($calendar_names, calendar), 1) as calendar,
    started_at,
    case when not coalesce(is_handed_on, false) then stop_at end as stop_at,
    case when is_handed_on then held_to else left_at end as left_at,
    -- handed on in time, it is the next one's
    coalesce(is_handed_on, false) or withdraws as withdraws
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
