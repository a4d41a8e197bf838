-- One row per opportunity and part of the bridge of the pipeline that it is in, naming its lead: of one part, if named.
select
    movement_parts.slice,
    movement_cases.lead_id,
    movement_cases.opportunity_id,
    movement_cases.name,
    movement_cases.person,
    movement_cases.team,
    movement_parts.movement,
    movement_parts.amount,
    case when movement_cases.a_ending = 'open' then movement_cases.a_close_date end as close_date_before,
    movement_cases.b_close_date as close_date,
    movement_cases.b_category as category
from movement_parts
inner join movement_cases on movement_parts.deal = movement_cases.deal
where $movement is null or movement_parts.movement = $movement
order by
    movement_parts.slice asc nulls last,
    movement_parts.movement asc,
    abs(movement_parts.amount) desc,
    movement_cases.opportunity_id asc
