-- Macros that the snapshot keeps, so that every statement reads slices, filters, bands and stages alike.

-- A row's value of the dimension that a question divides by; null where it divides by none.
create macro slice_of(dimension, source, campaign, country, industry, marketing_role, team, person, fit_band) as
case dimension
    when 'source' then source
    when 'campaign' then campaign
    when 'country' then country
    when 'industry' then industry
    when 'marketing_role' then marketing_role
    when 'team' then team
    when 'person' then person
    when 'fit_band' then fit_band
end;

-- Whether a row passes the filters, lists of values by dimension: it has one of the values in each dimension that has
-- any. The value '' stands for a row without one.
create macro in_scope(filters, source, campaign, country, industry, marketing_role, team, person, fit_band) as
(len(filters.source) = 0 or list_contains(filters.source, coalesce(source, '')))
and (len(filters.campaign) = 0 or list_contains(filters.campaign, coalesce(campaign, '')))
and (len(filters.country) = 0 or list_contains(filters.country, coalesce(country, '')))
and (len(filters.industry) = 0 or list_contains(filters.industry, coalesce(industry, '')))
and (len(filters.marketing_role) = 0 or list_contains(filters.marketing_role, coalesce(marketing_role, '')))
and (len(filters.team) = 0 or list_contains(filters.team, coalesce(team, '')))
and (len(filters.person) = 0 or list_contains(filters.person, coalesce(person, '')))
and (len(filters.fit_band) = 0 or list_contains(filters.fit_band, coalesce(fit_band, '')));

-- The fit band of a number of fit points: the last of the rising bands whose lower bound they reach, with the tolerance
-- of all comparisons of points (1e-6); null below the first.
create macro fit_band_of(bands, fit) as
list_filter(
    cast(bands as struct(lower double, band varchar)[]), lambda b: b.lower <= fit + 1e-6
)[-1].band;

-- The rank of a stage in the funnel's order; after these of an exit, in the order of a tie. All other statements call
-- stages and exits by their names.
create macro stage_rank(stage) as
case stage
    when 'new_name' then 1
    when 'engaged' then 2
    when 'target' then 3
    when 'mql' then 4
    when 'sales_lead' then 5
    when 'opportunity' then 6
    when 'customer' then 7
    when 'recycled' then 8
    when 'postponed' then 9
    when 'disqualified' then 10
    when 'lost' then 11
end;

-- Whether it is only estimated when an episode reached a stage, or the first one after it where that was skipped.
-- `reached_ranks` and `estimated_ranks` are sets of ranks, each rank r a bit 1 << r of a number. The first two factors
-- keep the ranks reached from `from_rank` on; x & -x keeps the lowest of them.
create macro is_estimated_from(reached_ranks, estimated_ranks, from_rank) as
(reached_ranks & -(1 << from_rank) & -(reached_ranks & -(1 << from_rank)) & estimated_ranks) <> 0;

-- The second whose holder of the lead answers for a step: the last one before the stage was left, but not before it was
-- entered; `otherwise` where it is not left.
create macro last_held(entered_at, left_at, otherwise) as
case when left_at is null then otherwise else greatest(left_at - interval '1' second, entered_at) end;
