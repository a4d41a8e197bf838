-- One row per change of one lead's opportunities by the as-of moment, in time.
select
    opportunity_versions.valid_from as at,
    opportunity_versions.version = 1 as is_first,
    nullif(opportunity_versions.stage, '') as stage,
    opportunity_versions.amount,
    opportunity_versions.currency
from opportunity_versions
inner join leads on opportunity_versions.lead = leads.lead
where leads.lead_id = $lead_id and opportunity_versions.valid_from <= $as_of
order by opportunity_versions.valid_from, opportunity_versions.opportunity_id, opportunity_versions.version
