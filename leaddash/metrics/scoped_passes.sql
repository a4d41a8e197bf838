-- One row per episode begun by the as-of moment, in the asked slice, by who held it at its end or then.
with passes as (
    select
        * exclude (ended_at, exit, reason, returned_at, holds_until, last_person, last_team),
        case when ended_at <= $as_of then ended_at end as ended_at,
        case when ended_at <= $as_of then exit end as exit,
        case when ended_at <= $as_of then reason end as reason,
        case when returned_at <= $as_of then returned_at end as returned_at,
        least(coalesce(holds_until, $as_of), $as_of) as held_at,
        last_person,
        last_team
    from episodes
    where began_at <= $as_of
),

held as (
    select
        holdings.lead,
        holdings.held_from,
        coalesce(holdings.held_to, timestamp 'infinity') as held_to,
        holdings.person_id as person,
        people.team
    from holdings
    left join people on holdings.person_id = people.person_id
    where holdings.held_from <= $as_of
),

described as (
    select
        passes.*,
        case when $is_newest then passes.last_person else held.person end as person,
        case when $is_newest then passes.last_team else held.team end as team,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else passes.fit end)
        end as fit_band
    from passes
    left join held
        on
            $asks_holder
            and not $is_newest
            and passes.lead = held.lead
            and passes.held_at >= held.held_from
            and passes.held_at < held.held_to
    left join fit_points on passes.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
