-- One row per lead of which a fit rule holds: which of `$fit_rules` do, as bits of words, the first rules in the first.
select
    leads.lead,
    fit_cells.word,
    cast(sum(fit_cells.bits) as bigint) as bits
from fit_cells
inner join leads on fit_cells.lead_key = leads.lead_id
group by leads.lead, fit_cells.word
order by leads.lead, fit_cells.word
