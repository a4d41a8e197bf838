-- One row per lead; `lead` numbers them by creation and stands for the lead in every other table.
-- Of data that do not name companies, a company is called as its account.
select
    lead_numbers.lead,
    clean_leads.lead_id,
    clean_leads.created_at,
    clean_leads.source,
    clean_leads.campaign,
    clean_leads.country,
    clean_leads.industry,
    clean_leads.employees,
    clean_leads.annual_revenue,
    clean_leads.job_title,
    clean_leads.seniority,
    clean_leads.email_domain,
    clean_leads.account_id,
    clean_leads.budget,
    clean_leads.authority,
    clean_leads.need,
    clean_leads.timeline_days,
    clean_leads.marketing_role,
    clean_leads.priority,
    clean_leads.lead_name,
    coalesce(clean_leads.company, clean_leads.account_id) as company
from clean_leads
inner join lead_numbers on clean_leads.lead_id = lead_numbers.lead_id
order by lead_numbers.lead
