-- One row per lead: all that it is found by, folded as in `folded.sql`, each word behind a space; its name by itself.
-- The id has the first line; name, company and e-mail domain have the second.
with named as (
    select
        lead,
        strip_accents(lower(lead_id)) as id,
        strip_accents(lower(coalesce(lead_name, ''))) as name,
        strip_accents(lower(concat_ws(' ', company, email_domain))) as others
    from leads
),

seen as (
    select
        lead,
        regexp_replace(id, '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g') as id,
        regexp_replace(name, '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g') as name,
        regexp_replace(others, '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g') as others
    from named
),

split as (
    select
        lead,
        ' ' || trim(regexp_replace(id, '[^\p{L}\p{N}]+', ' ', 'g')) as id,
        ' ' || trim(regexp_replace(name, '[^\p{L}\p{N}]+', ' ', 'g')) as name,
        ' ' || trim(regexp_replace(others, '[^\p{L}\p{N}]+', ' ', 'g')) as others
    from seen
)

select
    lead,
    name,
    id || chr(10) || name || others as told
from split
order by lead
