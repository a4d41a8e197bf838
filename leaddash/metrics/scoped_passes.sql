-- One row per episode begun by the as-of moment, in the asked slice, by who held it at its end or then.
with passes as (
    select
        episodes.lead,
        episodes.episode,
        episodes.began_at,
        case when episodes.ended_at <= $as_of then episodes.ended_at end as ended_at,
        case when episodes.ended_at <= $as_of then episodes.exit end as exit,
        case when episodes.ended_at <= $as_of then episodes.reason end as reason,
        case when episodes.returned_at <= $as_of then episodes.returned_at end as returned_at,
        least(coalesce(episodes.holds_until, $as_of), $as_of) as held_at,
        episodes.last_person
    from episodes
    where episodes.began_at <= $as_of
),

held as (
    select
        lead,
        held_from,
        coalesce(held_to, timestamp 'infinity') as held_to,
        person_id
    from holdings
    where held_from <= $as_of
),

owned as (
    select
        passes.* exclude (last_person, held_at),
        case when $is_newest then passes.last_person else held.person_id end as person
    from passes
    left join held
        on
            $asks_holder
            and not $is_newest
            and passes.lead = held.lead
            and passes.held_at >= held.held_from
            and passes.held_at < held.held_to
),

described as (
    select
        owned.*,
        people.team,
        leads.source,
        leads.campaign,
        leads.country,
        leads.industry,
        leads.marketing_role,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else fits.fit end)
        end as fit_band
    from owned
    inner join leads on owned.lead = leads.lead
    inner join fits on owned.lead = fits.lead
    left join people on owned.person = people.person_id
    left join fit_points on owned.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
