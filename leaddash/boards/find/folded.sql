-- One row: texts as they are compared, in small letters without accents and what nobody sees, a space between words.
select
    list_transform(
        cast($texts as varchar[]),
        lambda text: trim(
            regexp_replace(
                regexp_replace(strip_accents(lower(text)), '[\p{Cf}\x00-\x08\x0e-\x1f\x7f]+', '', 'g'),
                '[^\p{L}\p{N}]+',
                ' ',
                'g'
            )
        )
    ) as folded
