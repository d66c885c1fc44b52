-- What did sending US$ 200 and US$ 500 cost by kind of provider? Services that disclose their exchange rate, each once; without
-- those from the Russian Federation, which the publisher's global average of the time leaves out.
-- One row: all services, a kind of provider, or a part of the kind "other", which holds all kinds with few services.
-- Parameter: $quarter (as 2014Q2).
-- Columns: kind (all, bank, mto, mto-post, post, other), part (of "other": the provider as the publisher has it, else NULL),
-- cost_200, cost_500 (percent of the amount sent, simple means), services, services_500 (how many are in each mean).
WITH counted AS (
    SELECT
        provider,
        CASE WHEN provider IN ('bank', 'mto', 'mto-post', 'post') THEN provider ELSE 'other' END AS kind,
        cost_200,
        cost_500
    FROM worldbank.prices_by_provider_2011_2014
    WHERE quarter = $quarter AND transparent AND sender <> 'RUS'
),
means AS (
    SELECT
        coalesce(kind, 'all') AS kind,
        provider AS part,
        avg(cost_200) AS cost_200,
        avg(cost_500) AS cost_500,
        count(cost_200) AS services,
        count(cost_500) AS services_500
    FROM counted
    GROUP BY GROUPING SETS ((), (kind), (kind, provider))
)
SELECT kind, part, cost_200, cost_500, services, services_500
FROM means
WHERE part IS NULL OR kind = 'other'
ORDER BY kind = 'all' DESC, kind = 'other', CASE WHEN kind <> 'other' THEN cost_200 END DESC, part NULLS FIRST
