-- Macros that the snapshot keeps, so that every statement reads amounts, periods and close dates alike.

-- An amount of money at `numerator / denominator` (hugeint) each, to the cent, half away from zero.
create macro converted(amount, numerator, denominator) as
cast(
    sign(amount)
    * cast((cast(abs(amount) * 100 as hugeint) * numerator * 2 + denominator) // (denominator * 2) as decimal(35, 0))
    * cast(0.01 as decimal(3, 2))
    as decimal(18, 2)
);

-- The first date of the fiscal period, of so many months and of years that begin in a month, in which a date lies.
create macro fiscal_first(day, months, year_starts) as
cast(
    date_trunc('month', day) - to_months(cast((month(day) - year_starts + 12) % months as integer)) as date
);

-- The class of an open opportunity by its close date, at a local date `today`, against the period [first, after).
create macro deal_class(close_date, today, first, after) as
case
    when close_date is null then 'undated'
    when close_date < today then 'overdue'
    when close_date < first then 'earlier'
    when close_date < after then 'in'
    else 'later'
end;

-- Whether an open opportunity of a class is of the period [since, until) asked about at a moment: while the period runs
-- no overdue one is forgotten.
create macro is_of(class, asked_at, since, until) as
class = 'in' or (class = 'overdue' and asked_at >= since and asked_at < until);
