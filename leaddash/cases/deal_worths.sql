-- One row per opportunity and stretch in which nothing about it changed: its category, and its amount in our currency.
-- An amount in a currency without a rate is none of ours.
with texts as (
    select unnest(cast($category_texts as struct(said varchar, category varchar)[]), recursive := true)
),

stages_called as (
    select unnest(cast($stage_categories as struct(said varchar, category varchar)[]), recursive := true)
),

rates as (
    select unnest(
        cast($rates as struct(currency varchar, numerator hugeint, denominator hugeint)[]), recursive := true
    )
)

select
    deal_states.* exclude (stage, amount),
    coalesce(deal_states.stage, '') as stage,
    case
        when deal_states.ending = 'won' then 'closed'
        when deal_states.ending = 'lost' then 'omitted'
        when deal_states.recorded_category is not null then coalesce(texts.category, 'pipeline')
        else coalesce(stages_called.category, 'pipeline')
    end as category,
    case
        when rates.denominator = rates.numerator then deal_states.amount
        else converted(deal_states.amount, rates.numerator, rates.denominator)
    end as amount,
    rates.currency is null as is_unconverted,
    deal_states.amount is null and rates.currency is not null as is_missing
from deal_states
left join texts on deal_states.recorded_category = texts.said
left join stages_called on deal_states.stage = stages_called.said
left join rates on coalesce(deal_states.currency, $currency) = rates.currency
