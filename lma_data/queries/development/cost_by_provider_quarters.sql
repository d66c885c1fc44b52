-- Which quarters have prices by kind of provider, and what is left out of their means?
-- One row: a quarter. No parameters.
-- Columns: quarter (as 2014Q2), hidden (services that do not disclose their exchange rate), hidden_bank (of these, banks'),
-- left_out (services from the Russian Federation), with_them (percent: the mean cost of US$ 200 if they were counted).
SELECT
    quarter,
    count(*) FILTER (WHERE NOT transparent) AS hidden,
    count(*) FILTER (WHERE NOT transparent AND provider = 'bank') AS hidden_bank,
    count(*) FILTER (WHERE transparent AND sender = 'RUS') AS left_out,
    avg(cost_200) FILTER (WHERE transparent) AS with_them
FROM worldbank.prices_by_provider_2011_2014
GROUP BY quarter
ORDER BY quarter
