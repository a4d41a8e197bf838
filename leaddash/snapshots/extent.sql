-- One row: where the data begin, and the newest moment of any table.
with moments as (
    select max(created_at) as newest from clean_leads
    union all
    select max(occurred_at) as newest from clean_activities
    union all
    select max(entered_at) as newest from clean_stage_changes
    union all
    select max(assigned_at) as newest from clean_assignments
    union all
    select max(created_at) as newest from clean_opportunities
    union all
    select max(changed_at) as newest from clean_opportunity_changes
)

select
    (select min(created_at) from clean_leads) as first_moment,
    max(newest) as newest_moment
from moments
