-- One row per open opportunity that is not omitted, naming its lead: those that need a decision, or all of them.
select
    slice,
    lead_id,
    opportunity_id,
    name as deal,
    person,
    category,
    stage as deal_stage,
    amount,
    close_date,
    flags
from deals_told
where
    category <> 'omitted'
    and case coalesce($figure, 'open_deals')
        when 'need_decision' then flags <> '' and class in ('in', 'overdue', 'undated')
        else true
    end
order by slice asc nulls last, amount desc nulls last, opportunity_id asc
