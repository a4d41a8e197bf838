-- One row per cell of a lead that any of `$fit_rules` hold of, and word of 32 rules: which, as bits, and their points.
with listed as (
    select unnest(
        cast($fit_rules as struct(
            place integer, column_name varchar, texts varchar[], numbers double[], low double, high double,
            pattern varchar, points double
        )[])
    ) as rule
),

rules as (
    select rule.* from listed
),

described as (
    select
        lead_id as lead_key,
        cast(columns(
            lambda c: c = 'lead_id' or list_contains(cast($fit_columns as varchar[]), lower(c))
        ) as varchar)
    from lead_attributes
),

cells as (
    select
        lead_key,
        lower(column_name) as column_name,
        cell
    from (unpivot described on columns(* exclude (lead_key)) into name column_name value cell)
),

-- a whole number is told as 50 and as 50.0, as it comes from a text or from a number; no rule holds of an empty text
told as (
    select
        column_name,
        cell,
        nullif(lower(trim(cell, e' \t\r\n')), '') as text,
        try_cast(cell as double) as number,
        case when number is not null then regexp_replace(text, '\.0$', '') else text end as plain
    from cells
    group by column_name, cell
),

holding as (
    select
        told.column_name,
        told.cell,
        rules.place // 32 as word,
        sum(cast(1 as bigint) << (rules.place % 32)) as bits,
        sum(rules.points) as points
    from told
    inner join rules
        on
            told.column_name = rules.column_name
            and (
                list_contains(rules.texts, told.text)
                or list_contains(rules.texts, told.plain)
                or list_contains(rules.numbers, told.number)
                or told.number between rules.low and rules.high
                or told.text like rules.pattern escape '\'
                or told.plain like rules.pattern escape '\'
            )
    group by told.column_name, told.cell, rules.place // 32
)

select
    cells.lead_key,
    holding.word,
    holding.bits,
    holding.points
from cells
inner join holding on cells.column_name = holding.column_name and cells.cell = holding.cell
