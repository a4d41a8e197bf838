-- One row per lead: all that it is found by, folded as in `folded.sql`, each word behind a space.
-- The id has the first line; name, company and e-mail domain have the second.
with named as (
    select
        lead,
        strip_accents(lower(lead_id)) as id,
        strip_accents(lower(concat_ws(' ', lead_name, company, email_domain))) as names
    from leads
),

seen as (
    select
        lead,
        regexp_replace(id, '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g') as id,
        regexp_replace(names, '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g') as names
    from named
)

select
    lead,
    ' ' || trim(regexp_replace(id, '[^\p{L}\p{N}]+', ' ', 'g'))
    || chr(10)
    || ' ' || trim(regexp_replace(names, '[^\p{L}\p{N}]+', ' ', 'g')) as told
from seen
order by lead
