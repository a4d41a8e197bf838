-- One row per unknown stage without a hint: the nearest known stage beside it.
update refused set hint = hints.hint
from (
    select
        unnest($values) as value,
        unnest($hints) as hint
) as hints
where refused.reason = 'unknown stage' and refused.value = hints.value
