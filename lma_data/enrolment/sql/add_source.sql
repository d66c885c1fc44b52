-- One incoming source; how its rows fare is not yet known.
INSERT INTO incoming_source
SELECT $id, $batch, $cohort, $position, $place, $said, $unmended, $kin, $sha256, $report, $system, $language, $version, $authority, $as_of,
    $rows, 0, 0, 0, $set_aside
