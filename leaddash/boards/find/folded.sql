-- One row: texts as they are compared, in small letters without accents, their words one space apart.
select
    list_transform(
        cast($texts as varchar[]),
        lambda text: trim(regexp_replace(strip_accents(lower(text)), '[^\p{L}\p{N}]+', ' ', 'g'))
    ) as folded
