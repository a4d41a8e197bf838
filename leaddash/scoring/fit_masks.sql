-- One row per lead and word of 32 fit rules of which any holds: those that do, bit n of word w for the rule 32 w + n.
select
    leads.lead,
    fit_cells.word,
    cast(sum(fit_cells.bits) as bigint) as bits
from fit_cells
inner join leads on fit_cells.lead_key = leads.lead_id
group by leads.lead, fit_cells.word
order by leads.lead, fit_cells.word
