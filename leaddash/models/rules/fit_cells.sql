-- One row per cell of a lead that any of `$fit_rules` hold of, and word of 32 rules: which, as bits, and their points.
-- Rules are tried on the distinct values of each column, which are far fewer than its cells.
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

-- `plain` is a number without its `.0`: a column of texts says 50 where one of numbers says 50.0. No rule holds of an
-- empty text.
distinct_values as (
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
        distinct_values.column_name,
        distinct_values.cell,
        rules.place // 32 as word,
        sum(cast(1 as bigint) << (rules.place % 32)) as bits,
        sum(rules.points) as points
    from distinct_values
    inner join rules
        on
            distinct_values.column_name = rules.column_name
            and (
                list_contains(rules.texts, distinct_values.text)
                or list_contains(rules.texts, distinct_values.plain)
                or list_contains(rules.numbers, distinct_values.number)
                or distinct_values.number between rules.low and rules.high
                or distinct_values.text like rules.pattern escape '\'
                or distinct_values.plain like rules.pattern escape '\'
            )
    group by distinct_values.column_name, distinct_values.cell, rules.place // 32
)

select
    cells.lead_key,
    holding.word,
    holding.bits,
    holding.points
from cells
inner join holding on cells.column_name = holding.column_name and cells.cell = holding.cell
