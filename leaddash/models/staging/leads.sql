-- One row per lead; `lead` numbers them by creation and stands for the lead in every other table.
select
    cast(row_number() over (order by created_at, lead_id) as integer) as lead,
    lead_id,
    created_at,
    source,
    campaign,
    country,
    industry,
    employees,
    annual_revenue,
    job_title,
    seniority,
    email_domain,
    account_id,
    budget,
    authority,
    need,
    timeline_days,
    marketing_role,
    priority,
    lead_name
from clean_leads
