-- One row per kind of oddity that was kept and counts as the specification says, with how often it occurs.
select
    'activity before creation' as warning,
    occurrences
from early_activities
union all
select
    'stage change before creation' as warning,
    count(*) as occurrences
from clean_stage_changes
inner join leads on clean_stage_changes.lead_id = leads.lead_id
where clean_stage_changes.entered_at < leads.created_at
union all
select
    'assignment before creation' as warning,
    count(*) as occurrences
from clean_assignments
inner join leads on clean_assignments.lead_id = leads.lead_id
where clean_assignments.assigned_at < leads.created_at
union all
select
    'opportunity before creation' as warning,
    count(*) as occurrences
from clean_opportunities
inner join leads on clean_opportunities.lead_id = leads.lead_id
where clean_opportunities.created_at < leads.created_at
union all
select
    'opportunity change before creation' as warning,
    count(*) as occurrences
from clean_opportunity_changes
inner join clean_opportunities
    on clean_opportunity_changes.opportunity_id = clean_opportunities.opportunity_id
where clean_opportunity_changes.changed_at < clean_opportunities.created_at
union all
select
    'unknown forecast category' as warning,
    count(distinct deal) as occurrences
from deal_states
where ending = 'open' and recorded_category not in (select unnest($forecast_texts))
union all
select
    'deal stage without category' as warning,
    count(distinct deal) as occurrences
from deal_states
where
    ending = 'open'
    and recorded_category is null
    and stage is not null
    and stage not in (select unnest($forecast_stages))
union all
select
    note as warning,
    count(*) as occurrences
from episode_notes
group by note
