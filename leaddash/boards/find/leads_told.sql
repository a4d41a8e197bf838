-- One row per lead: all that it is found by, folded as in `folded.sql`, each word behind a space.
-- The id has the first line; name, company and e-mail domain have the second.
with named as (
    select
        lead,
        coalesce(lead_id, '') as lead_id,
        concat_ws(' ', lead_name, company, email_domain) as names
    from leads
)

select
    lead,
    ' ' || trim(regexp_replace(strip_accents(lower(lead_id)), '[^\p{L}\p{N}]+', ' ', 'g'))
    || chr(10)
    || ' ' || trim(regexp_replace(strip_accents(lower(names)), '[^\p{L}\p{N}]+', ' ', 'g')) as told
from named
order by lead
