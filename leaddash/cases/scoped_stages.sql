-- One row per stage an episode had reached by the as-of moment, in the asked slice, by who held it when it left.
with stays as (
    select
        * exclude (person, team),
        person as last_person,
        team as last_team,
        last_held(entered_at, left_at, $as_of) as held_at
    from known_stages
),

described as (
    select
        stays.*,
        case when $is_newest and not $drops_skipped then stays.last_person else known_holders.person end as person,
        case when $is_newest and not $drops_skipped then stays.last_team else known_holders.team end as team,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else stays.fit end)
        end as fit_band
    from stays
    left join known_holders
        on
            $asks_holder
            and not ($is_newest and not $drops_skipped)
            and stays.lead = known_holders.lead
            and stays.held_at >= known_holders.held_from
            and stays.held_at < known_holders.held_to
    left join fit_points on stays.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
