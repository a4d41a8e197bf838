-- One row per model MQL of the asked slice under the asked rules and, `is_agreed`, under the agreed ones.
select
    scoped_passes.slice,
    model_mqls.lead,
    model_mqls.episode,
    model_mqls.mql_at,
    model_mqls.is_agreed
from model_mqls
inner join scoped_passes on model_mqls.lead = scoped_passes.lead and model_mqls.episode = scoped_passes.episode
