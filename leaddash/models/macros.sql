-- What every statement says of the slice a row belongs to, kept in the snapshot.

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

-- Whether a row passes the filters: repeated values of one dimension mean or, dimensions mean and; '' is the missing.
create macro in_scope(asked, source, campaign, country, industry, marketing_role, team, person, fit_band) as
(len(asked.source) = 0 or list_contains(asked.source, coalesce(source, '')))
and (len(asked.campaign) = 0 or list_contains(asked.campaign, coalesce(campaign, '')))
and (len(asked.country) = 0 or list_contains(asked.country, coalesce(country, '')))
and (len(asked.industry) = 0 or list_contains(asked.industry, coalesce(industry, '')))
and (len(asked.marketing_role) = 0 or list_contains(asked.marketing_role, coalesce(marketing_role, '')))
and (len(asked.team) = 0 or list_contains(asked.team, coalesce(team, '')))
and (len(asked.person) = 0 or list_contains(asked.person, coalesce(person, '')))
and (len(asked.fit_band) = 0 or list_contains(asked.fit_band, coalesce(fit_band, '')));

-- The band that holds a fit, by its lower bound; below the first there is none.
create macro fit_band_of(bands, fit) as
list_filter(
    cast(bands as struct(lower double, band varchar)[]), lambda b: b.lower <= fit + 1e-6
)[-1].band;

-- The rank of a stage in the funnel's order, then of an exit in the order of a tie: only here they are numbered.
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

-- Whether the moment at which an episode reached a stage or a later one is estimated; ranks are bits of a number.
create macro is_estimated_from(reached_ranks, estimated_ranks, from_rank) as
(reached_ranks & -(1 << from_rank) & -(reached_ranks & -(1 << from_rank)) & estimated_ranks) <> 0;

-- The last second before a stage is left, by whose holder the step is judged; of a stay of no time that second.
create macro last_held(entered_at, left_at, otherwise) as
case when left_at is null then otherwise else greatest(left_at - interval '1' second, entered_at) end;
