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

described as (
    select
        passes.*,
        case when $is_newest then passes.last_person else known_holders.person end as person,
        case when $is_newest then passes.last_team else known_holders.team end as team,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else passes.fit end)
        end as fit_band
    from passes
    left join known_holders
        on
            $asks_holder
            and not $is_newest
            and passes.lead = known_holders.lead
            and passes.held_at >= known_holders.held_from
            and passes.held_at < known_holders.held_to
    left join fit_points on passes.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
