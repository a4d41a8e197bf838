-- One row per lead: its fit points under `$fit_rules`, no less than the floor and no more than the cap.
with rules as (select unnest($fit_rules, recursive := true)),

cells as (
    select
        lead,
        lower(column_name) as column_name,
        lower(cell) as cell
    from (
        unpivot (select * from lead_attributes where $refits)
        on columns(* exclude (lead)) :: varchar into name column_name value cell
    )
    where lower(column_name) in (select column_name from rules)
),

earned as (
    select
        cells.lead,
        sum(rules.points) as points
    from cells
    inner join rules
        on
            cells.column_name = rules.column_name
            and (
                list_contains(rules.texts, cells.cell)
                or list_contains(rules.numbers, try_cast(cells.cell as double))
                or try_cast(cells.cell as double) between rules.low and rules.high
                or cells.cell like rules.pattern escape '\'
            )
    group by cells.lead
)

select
    leads.lead,
    greatest($fit_least, least($fit_most, coalesce(earned.points, 0))) as fit
from leads
left join earned on leads.lead = earned.lead
where $refits
