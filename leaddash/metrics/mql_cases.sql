-- One row per model MQL of the asked slice under the asked rules and, `is_agreed`, under the agreed ones.
select
    any_value(scoped_stages.slice) as slice,
    model_mqls.lead,
    model_mqls.episode,
    model_mqls.mql_at,
    model_mqls.is_agreed
from model_mqls
inner join scoped_stages on model_mqls.lead = scoped_stages.lead and model_mqls.episode = scoped_stages.episode
group by model_mqls.lead, model_mqls.episode, model_mqls.mql_at, model_mqls.is_agreed
