-- One row per promise of the asked slice, on the clock of who held the lead when it began.
with described as (
    select
        promise_starts.*,
        people.team,
        people.calendar,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else promise_starts.fit end)
        end as fit_band
    from promise_starts
    left join people on promise_starts.person = people.person_id
    left join fit_points on promise_starts.lead = fit_points.lead
)

select
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice,
    place,
    promise,
    runs_working,
    target_seconds,
    tier,
    lead,
    episode,
    person,
    coalesce(list_position($calendar_names, calendar), 1) as calendar,
    started_at,
    stop_at,
    left_at,
    gone_on_at,
    kept_by,
    withdraws,
    start_estimated or stop_estimated as is_estimated
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
