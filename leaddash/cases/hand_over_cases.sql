-- One row per hand-over of the period in the asked slice: its moments by as-of.
with described as (
    select
        clocks_known.*,
        people.team,
        people.calendar,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else clocks_known.fit end)
        end as fit_band
    from clocks_known
    left join people on clocks_known.person = people.person_id
    left join fit_points on clocks_known.lead = fit_points.lead
    where
        clocks_known.event = $response_event
        and clocks_known.started_at >= $since
        and clocks_known.started_at < $closed
)

select
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice,
    lead,
    episode,
    person,
    coalesce(list_position($calendar_names, calendar), 1) as calendar,
    started_at,
    start_estimated,
    case when not touched_before then touched_at end as touched_at,
    contacted_at,
    touched_before,
    ended_at,
    went_on_at,
    -- untouched, it left another way when it went on or ended, whichever came first
    least(ended_at, went_on_at) as left_at,
    case
        when went_on_at is not null then is_estimated_from(reached_ranks, estimated_ranks, stage_rank('sales_lead'))
        else exit_estimated
    end as left_estimated,
    $as_of as seen_at,
    exit,
    reason,
    is_no_lead,
    coalesce(sales_lead_at, opportunity_at, customer_at) as qualified_at,
    customer_at as won_at,
    source,
    fit_band
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
