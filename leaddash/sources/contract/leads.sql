-- One row per lead as read: typed, with the first problem that refuses it and the values set empty.
with parsed as (
    select
        source_rows.*,
        moment_of(created_at, $zone) as _moment
    from source_rows
)

select
    * exclude (_moment) replace (
        text_of(lead_id) as lead_id,
        _moment as created_at,
        text_of(source) as source,
        text_of(campaign) as campaign,
        text_of(country) as country,
        text_of(industry) as industry,
        number_of(employees) as employees,
        number_of(annual_revenue) as annual_revenue,
        text_of(job_title) as job_title,
        text_of(seniority) as seniority,
        text_of(email_domain) as email_domain,
        text_of(account_id) as account_id,
        truth_of(budget) as budget,
        truth_of(authority) as authority,
        truth_of(need) as need,
        number_of(timeline_days) as timeline_days,
        text_of(marketing_role) as marketing_role,
        text_of(priority) as priority,
        text_of(lead_name) as lead_name,
        text_of(company) as company
    ),
    coalesce(missing('lead_id', lead_id), bad_moment('created_at', created_at, _moment, $horizon)) as _problem,
    repairs_of([
        bad_number('employees', employees),
        bad_number('annual_revenue', annual_revenue),
        bad_number('timeline_days', timeline_days),
        bad_truth('budget', budget),
        bad_truth('authority', authority),
        bad_truth('need', need)
    ]) as _repairs
from parsed
