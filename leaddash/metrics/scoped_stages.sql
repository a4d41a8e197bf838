-- One row per stage an episode had reached by the as-of moment, in the asked slice: where it stood then.
with stays as (
    select
        * exclude (
            converted_at, exited_at, left_at, stayed, exit, reason, returned_at, holds_until, next_skipped,
            skipped_before
        ),
        -- also after as-of: compared with earlier moments only
        case when $drops_skipped and next_skipped then exited_at else left_at end as leaves_at,
        case
            when $drops_skipped and next_skipped then cast(epoch(exited_at) - epoch(entered_at) as integer) else stayed
        end as stays_seconds,
        case
            when $is_newest and not $drops_skipped then converted_at
            when converted_at <= $as_of and not ($drops_skipped and next_skipped) then converted_at
        end as converted_at,
        case when $is_newest or exited_at <= $as_of then exited_at end as exited_at,
        case when $is_newest or exited_at <= $as_of then exit end as exit,
        case when $is_newest or exited_at <= $as_of then reason end as reason,
        case when $is_newest or returned_at <= $as_of then returned_at end as returned_at,
        least(coalesce(holds_until, $as_of), $as_of) as held_at
    from stage_episodes
    where entered_at <= $as_of and not ($drops_skipped and skipped_before)
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
        stays.*,
        case when $is_newest or stays.leaves_at <= $as_of then stays.leaves_at end as left_at,
        case when $is_newest then stays.last_person else held.person end as person,
        case when $is_newest then stays.last_team else held.team end as team,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else stays.fit end)
        end as fit_band
    from stays
    left join held
        on
            $asks_holder
            and not $is_newest
            and stays.lead = held.lead
            and stays.held_at >= held.held_from
            and stays.held_at < held.held_to
    left join fit_points on stays.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
