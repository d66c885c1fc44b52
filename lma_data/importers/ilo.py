"""ILO: global estimates on migrant workers (figures quoted from four editions) and flows of workers (ILOSTAT).

The global estimates are read from texts that quote the reports; each figure keeps its source. The flows are a hand
copy of ILOSTAT: its arithmetic is checked here, and a total that does not hold must be one that ILOSTAT has so.
"""

from __future__ import annotations

import pandas as pd

from lma_data.importers import importer
from lma_data.importers.raw import ImportProblem, Raw

# ── global estimates ─────────────────────────────────────────────────────────────────────────────────────────────────

ESTIMATES = "ilo/ilo_global_estimates_from_text.csv"
ESTIMATES_HEADER = [
    "edition",
    "published",
    "ref_year",
    "dimension",
    "category",
    "value",
    "unit",
    "source_key",
    "status",
]
SOURCES = "ilo/ilo_global_estimates_sources.csv"
SOURCES_HEADER = ["source_key", "url", "nature"]

# Number of the edition: its month of publication, its reference year, and what the ILO calls those it counts.
EDITIONS = {
    "1": ("2015-12", 2013, "migrant-workers"),
    "2": ("2018-12", 2017, "migrant-workers"),
    "3": ("2021-06", 2019, "migrant-workers"),
    "4": ("2024-12", 2022, "migrants-in-labour-force"),
}
BACK_CAST_YEARS = {2013, 2017, 2019}  # the fourth edition re-estimates them with its own model

COUNTED = "counted"  # stands for the edition's own name of those it counts
PARTICIPATION = ("labour-force-participation-rate", "migratory-status", "migrants", "both")

# The file's dimension and category -> indicator, dimension, category, sex.
FIGURES: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("total", "international migrants"): ("international-migrants", "total", "total", "both"),
    ("total", "migrants aged 15+"): ("migrants-15-plus", "total", "total", "both"),
    ("total", "migrant workers"): ("migrant-workers", "total", "total", "both"),
    ("total", "migrants in the labour force"): ("migrants-in-labour-force", "total", "total", "both"),
    ("total", "employed migrants"): ("employed-migrants", "total", "total", "both"),
    ("total", "unemployed migrants"): ("unemployed-migrants", "total", "total", "both"),
    # Migrants in the labour force over migrants aged 15 and over: the participation rate by another name.
    ("total", "migrant workers as share of migrants 15+"): PARTICIPATION,
    ("total", "migrant workers as share of all workers"): ("migrant-share-of-workers", "total", "total", "both"),
    ("total", "migrant workers as share of labour force"): ("migrant-share-of-labour-force", "total", "total", "both"),
    ("total", "migrants as share of labour force"): ("migrant-share-of-labour-force", "total", "total", "both"),
    ("sex", "men"): (COUNTED, "sex", "male", "male"),
    ("sex", "women"): (COUNTED, "sex", "female", "female"),
    ("age", "15-24"): (COUNTED, "age", "15-24", "both"),
    ("age", "25-54"): (COUNTED, "age", "25-54", "both"),
    ("age", "25-64"): (COUNTED, "age", "25-64", "both"),
    ("age", "55-64"): (COUNTED, "age", "55-64", "both"),
    ("age", "65+"): (COUNTED, "age", "65-plus", "both"),
    ("sector non-migrants", "industry"): ("employed-non-migrants", "sector", "industry", "both"),
    ("sector non-migrants", "agriculture"): ("employed-non-migrants", "sector", "agriculture", "both"),
    ("sector women", "services"): ("employed-migrants", "sector", "services", "female"),
    ("sector men", "services"): ("employed-migrants", "sector", "services", "male"),
    ("labour force participation rate", "migrants"): PARTICIPATION,
    ("migrant share of employment", "men"): ("migrant-share-of-employment", "sex", "male", "male"),
    ("migrant share of employment", "women"): ("migrant-share-of-employment", "sex", "female", "female"),
    ("annual growth", "2013-2017"): ("annual-growth", "period", "2013-2017", "both"),
    ("annual growth", "2017-2019"): ("annual-growth", "period", "2017-2019", "both"),
}
INCOME_GROUPS = {
    "high income": "high-income",
    "upper-middle income": "upper-middle-income",
    "lower-middle income": "lower-middle-income",
    "low income": "low-income",
}
REGIONS = {
    "Africa": "africa",
    "Americas": "americas",
    "Arab States": "arab-states",
    "Asia and the Pacific": "asia-pacific",
    "Arab States + Asia and the Pacific": "arab-states-and-asia-pacific",
    "Europe and Central Asia": "europe-central-asia",
}
SUBREGIONS = {
    "Arab States": "arab-states",
    "Eastern Asia": "eastern-asia",
    "Northern America": "northern-america",
    "Northern Southern and Western Europe": "northern-southern-western-europe",
    "Northern America + Northern Southern and Western Europe": "northern-america-and-northern-southern-western-europe",
}
SECTORS = {
    "agriculture": "agriculture",
    "industry": "industry",
    "services": "services",
    "domestic work (within services)": "domestic-work",
}
GROUPS = {  # people of a rate: category, sex
    "migrants": ("migrants", "both"),
    "non-migrants": ("non-migrants", "both"),
    "migrant men": ("migrants", "male"),
    "migrant women": ("migrants", "female"),
}
for _name, _key in INCOME_GROUPS.items():
    FIGURES["income group", _name] = (COUNTED, "income-group", _key, "both")
    FIGURES["migrant share of labour force", _name] = ("migrant-share-of-labour-force", "income-group", _key, "both")
for _name, _key in REGIONS.items():
    FIGURES["region", _name] = (COUNTED, "region", _key, "both")
for _name, _key in SUBREGIONS.items():
    FIGURES["broad subregion share", _name] = (COUNTED, "subregion", _key, "both")
    FIGURES["migrant share of workers", _name] = ("migrant-share-of-workers", "subregion", _key, "both")
    FIGURES["migrant share of labour force", _name] = ("migrant-share-of-labour-force", "subregion", _key, "both")
for _name, _key in SECTORS.items():
    FIGURES["sector", _name] = (COUNTED, "sector", _key, "both")
for _name, (_key, _sex) in GROUPS.items():
    for _rate in ("labour force participation rate", "unemployment rate", "employment-to-population ratio"):
        FIGURES[_rate, _name] = (_rate.replace(" ", "-"), "migratory-status", _key, _sex)

# What a percentage is of -> the indicators that may be given so.
UNITS: dict[str, tuple[str, set[str]]] = {
    "million": (
        "million persons",
        {
            "international-migrants",
            "migrants-15-plus",
            "migrant-workers",
            "migrants-in-labour-force",
            "employed-migrants",
            "unemployed-migrants",
        },
    ),
    "percent": (
        "percent",
        {
            "migrant-workers",
            "migrants-in-labour-force",
            "labour-force-participation-rate",
            "unemployment-rate",
            "employment-to-population-ratio",
            "migrant-share-of-workers",
            "migrant-share-of-labour-force",
        },
    ),
    "percent of migrant workers": ("percent", {"migrant-workers"}),
    "percent of migrants in labour force": ("percent", {"migrants-in-labour-force"}),
    "percent of employed migrants": ("percent", {"employed-migrants"}),
    "percent of employed migrant women": ("percent", {"employed-migrants"}),
    "percent of employed migrant men": ("percent", {"employed-migrants"}),
    "percent of employed non-migrants": ("percent", {"employed-non-migrants"}),
    "percent of all workers": ("percent", {"migrant-share-of-workers"}),
    "percent of labour force": ("percent", {"migrant-share-of-labour-force"}),
    "percent of male employment": ("percent", {"migrant-share-of-employment"}),
    "percent of female employment": ("percent", {"migrant-share-of-employment"}),
    "percent per year": ("percent per year", {"annual-growth"}),
}

# The file's status -> status, note in English, note in French.
STATUSES: dict[str, tuple[str, str | None, str | None]] = {
    "quoted": ("quoted", None, None),
    "quoted (UN News misprints 36.5)": (
        "quoted",
        "The ILO figure as AFP gives it; another text of the time misprints it.",
        "Chiffre de l’OIT donné par l’AFP ; un autre texte de l’époque comporte une coquille.",
    ),
    'quoted (excerpt ends at "13.9% dans les")': (
        "quoted",
        "The excerpt breaks off before the name of the subregion, which the context gives.",
        "L’extrait s’interrompt avant le nom de la sous-région, que donne le contexte.",
    ),
    'quoted (ILO release says "about 24")': (
        "quoted",
        "The ILO release rounds it to a whole million.",
        "Le communiqué de l’OIT l’arrondit au million.",
    ),
    "quoted (also S20)": (
        "quoted",
        "Found in a second text too (S20).",
        "Se trouve aussi dans un second texte (S20).",
    ),
    "quoted (4th-edition back-cast)": (
        "quoted",
        "Re-estimated for an earlier year with the model of the fourth edition; not the figure of that year’s edition.",
        "Réestimé pour une année antérieure avec le modèle de la quatrième édition ; "
        "ce n’est pas le chiffre de l’édition de cette année-là.",
    ),
    "quoted (4th-edition series)": (
        "quoted",
        "Growth of the fourth edition’s own series of migrants in the labour force.",
        "Croissance de la série propre à la quatrième édition (migrants dans la main-d’œuvre).",
    ),
    "quoted (single secondary source)": (
        "quoted",
        "Found in a single secondary text.",
        "Se trouve dans un seul texte secondaire.",
    ),
    "DERIVED 49.0 (middle) - 33.0 (upper-middle)": (
        "derived",
        "Derived: 49.0 million in middle-income countries less 33.0 million in upper-middle-income ones.",
        "Dérivé : 49,0 millions dans les pays à revenu intermédiaire, "
        "moins 33,0 millions dans ceux de la tranche supérieure.",
    ),
}
DERIVED = 16.0  # 49.0 - 33.0, the one figure that no text states

SOURCES_FR = {
    "S1": "dépêche WAM reprenant le communiqué de l’OIT de 2015",
    "S2": "ONU Info, sur le rapport de l’OIT de 2015",
    "S3": "résumé de presse du rapport de l’OIT de 2015",
    "S4": "dépêche PTI sur le rapport de l’OIT de 2015",
    "S5": "AFP (en français), sur le rapport de l’OIT de 2015",
    "S6": "texte de presse reprenant le communiqué de l’OIT de 2018",
    "S7": "presse, sur le rapport de l’OIT de 2018",
    "S8": "ONU Info (en français), sur le rapport de l’OIT de 2018",
    "S9": "fiche de bibliothèque sur le rapport de l’OIT de 2021",
    "S10": "ONU Türkiye, reprise du communiqué de l’OIT de 2021",
    "S11": "dépêche ANI citant le rapport de l’OIT de 2021",
    "S12": "texte de Prensa Latina sur le communiqué de l’OIT de 2021",
    "S13": "résumé de l’État de la migration dans le monde 2022 (OIM), citant l’OIT (2021)",
    "S14": "note de graphique citant l’OIT (2021)",
    "S15": "presse citant le rapport de l’OIT de 2024",
    "S16": "ONU Maurice, reprise du communiqué de l’OIT de 2024",
    "S17": "texte de presse reprenant le communiqué de l’OIT de 2024",
    "S18": "notes d’étude résumant le rapport de l’OIT de 2024",
    "S19": "notes d’étude résumant le rapport de l’OIT de 2024",
    "S20": "presse, sur le rapport de l’OIT de 2024",
    "S21": "notes d’étude résumant le rapport de l’OIT de 2024",
    "S22": "notes d’étude résumant le rapport de l’OIT de 2024",
}


@importer("ilo/global-estimates")
def global_estimates(raw: Raw) -> pd.DataFrame:
    """Every figure quoted from the four editions, with the text it was read in."""
    table = raw.csv(ESTIMATES, ESTIMATES_HEADER)
    table["value"] = raw.numbers(ESTIMATES, table, "value", missing=())
    sources = _sources(raw)
    rows = [_estimate(line, row, sources) for line, row in enumerate(table.to_dict("records"), start=2)]
    return pd.DataFrame(rows).astype({"edition": "int16", "reference_year": "int16"})


def _sources(raw: Raw) -> dict[str, tuple[str, str]]:
    """Key of a source -> its address and its nature in English."""
    table = raw.csv(SOURCES, SOURCES_HEADER)
    unknown = sorted(set(table["source_key"]) - set(SOURCES_FR))
    if unknown:
        raise ImportProblem(f"{SOURCES}: sources without a French name: {', '.join(unknown)}")
    return {row["source_key"]: (row["url"], row["nature"]) for row in table.to_dict("records")}


def _estimate(line: int, row: dict, sources: dict[str, tuple[str, str]]) -> dict:
    def known(column: str, found: object, table: dict) -> tuple:
        if found not in table:
            raise ImportProblem(f"{ESTIMATES}, line {line}, {column}: {found!r} is not known")
        return table[found]

    published, reference_year, counted = known("edition", row["edition"], EDITIONS)
    if row["published"] != published:
        raise ImportProblem(f"{ESTIMATES}, line {line}, published: expected {published}, found {row['published']!r}")
    year = _year(ESTIMATES, line, row["ref_year"])
    if year != reference_year and not (row["edition"] == "4" and year in BACK_CAST_YEARS):
        raise ImportProblem(f"{ESTIMATES}, line {line}, ref_year: {year} is not a year of edition {row['edition']}")

    indicator, dimension, category, sex = known("dimension, category", (row["dimension"], row["category"]), FIGURES)
    if indicator == COUNTED:
        # The fourth edition gives sectors for the employed only.
        indicator = "employed-migrants" if dimension == "sector" and row["edition"] == "4" else counted
    unit, measures = known("unit", row["unit"], UNITS)
    if indicator not in measures:
        raise ImportProblem(f"{ESTIMATES}, line {line}, unit: {row['unit']!r} does not fit {indicator}")
    if unit == "percent" and not 0 <= row["value"] <= 100:
        raise ImportProblem(f"{ESTIMATES}, line {line}, value: {row['value']} is not a percentage")

    status, note_en, note_fr = known("status", row["status"], STATUSES)
    if status == "derived" and row["value"] != DERIVED:
        raise ImportProblem(f"{ESTIMATES}, line {line}, value: expected the derived {DERIVED}, found {row['value']}")
    url, nature = known("source_key", row["source_key"], sources)
    return {
        "edition": int(published[:4]),
        "reference_year": year,
        "indicator": indicator,
        "dimension": dimension,
        "category": category,
        "sex": sex,
        "unit": unit,
        "value": row["value"],
        "status": status,
        "source_key": row["source_key"],
        "source_en": nature,
        "source_fr": SOURCES_FR[row["source_key"]],
        "url": url,
        "note_en": note_en,
        "note_fr": note_fr,
    }


def _year(name: str, line: int, text: str) -> int:
    if not (text.isdigit() and len(text) == 4):
        raise ImportProblem(f"{name}, line {line}: {text!r} is not a year")
    return int(text)


# ── flows of workers (ILOSTAT) ───────────────────────────────────────────────────────────────────────────────────────

FLOWS = "ilo/ilostat_ilms_extract_2026-02.csv"
FLOWS_HEADER = ["indicator", "ref_area", "sex", "classif1", "time", "obs_value"]
OUTFLOWS, OUTFLOWS_BY_SECTOR, INFLOWS_BY_SECTOR = "MNA_OEMP_SEX_CDS_NB", "MNA_OEMP_SEX_ECO_NB", "MFL_NEMP_SEX_ECO_NB"
YEARS = range(1980, 2025)

SEX = {"SEX_T": "both", "SEX_F": "female", "SEX_M": "male"}
SECTOR = {
    "ECO_SECTOR_TOTAL": "total",
    "ECO_SECTOR_AGR": "agriculture",
    "ECO_SECTOR_NAG": "non-agriculture",
    "ECO_SECTOR_IND": "industry",
    "ECO_SECTOR_SER": "services",
    "ECO_SECTOR_X": "not-classified",
}
DESTINATION_GROUPS = {"TOTAL", "X", "CIS", "USACAN"}
OUTSIDE_M49 = {"TWN"}

# Area-years whose parts do not make the total in ILOSTAT itself, looked up there again one by one.
SEXES_DIFFER = {("ARM", 2018), ("PAK", 2023)}
DESTINATIONS_DIFFER = {
    ("CPV", 2021),
    ("LKA", 2023),
    ("MDA", 2023),
    ("PAK", 2015),
    ("RUS", 2019),
    ("TGO", 2017),
}
INFLOW_SECTORS_DIFFER = {
    *(("DEU", year) for year in (2018, 2021, 2022, 2023, 2024)),
    *(("MLT", year) for year in (2019, 2020, 2023)),
    *(("MYS", year) for year in (2007, 2010, 2011, 2012, 2013, 2020)),
    ("NOR", 2020),
    ("PHL", 2023),
    ("THA", 2015),
}
# Malta reports what looks like everybody employed, except for 2021; Thailand's series breaks twice.
STOCK_LIKE = {("MLT", year) for year in (2018, 2019, 2020, 2022, 2023, 2024)}
BREAKS = {("THA", 2015), ("THA", 2023)}
ROUNDING = 1  # persons: parts in thousands with three decimals


@importer("ilo/outflows")
def outflows(raw: Raw) -> pd.DataFrame:
    """Nationals who left for employment, by destination; women and men for the total only."""
    frame = _flows(raw, OUTFLOWS)
    frame["destination"] = frame["classif1"].str.removeprefix("CDS_DES_")
    raw.areas.check_iso3(FLOWS, frame["destination"], also=DESTINATION_GROUPS | OUTSIDE_M49)
    if (frame.loc[frame["sex"] != "both", "destination"] != "TOTAL").any():
        raise ImportProblem(f"{FLOWS}: {OUTFLOWS} has women or men by destination, expected for the total only")
    totals = frame[frame["destination"] == "TOTAL"]
    sexes = _check_parts(totals, "sex", "both", ["female", "male"], SEXES_DIFFER)
    # Either sex may be missing; only area-years with both are compared.
    by_destination = frame[frame["sex"] == "both"]
    parts = sorted(set(by_destination["destination"]) - {"TOTAL"})
    destinations = _check_parts(by_destination, "destination", "TOTAL", parts, DESTINATIONS_DIFFER, all_parts=False)
    is_total = (frame["destination"] == "TOTAL") & (frame["sex"] == "both")
    frame["remark"] = _remarks(
        frame,
        {
            "sexes-differ": (frame["destination"] == "TOTAL") & _among(frame, sexes),
            "parts-differ": is_total & _among(frame, destinations),
        },
    )
    return frame[["area", "year", "sex", "destination", "persons", "remark"]]


@importer("ilo/outflows-by-sector")
def outflows_by_sector(raw: Raw) -> pd.DataFrame:
    """Nationals who left for employment, by broad sector of activity."""
    frame = _by_sector(raw, OUTFLOWS_BY_SECTOR)
    _check_parts(frame, "sector", "total", SECTOR_PARTS, set(), all_parts=False)
    return frame[["area", "year", "sector", "persons"]]


@importer("ilo/inflows-by-sector")
def inflows_by_sector(raw: Raw) -> pd.DataFrame:
    """Foreign citizens who arrived and are employed, by broad sector of activity."""
    frame = _by_sector(raw, INFLOWS_BY_SECTOR)
    differ = _check_parts(frame, "sector", "total", SECTOR_PARTS, INFLOW_SECTORS_DIFFER, all_parts=False)
    frame["remark"] = _remarks(
        frame,
        {
            "parts-differ": (frame["sector"] == "total") & _among(frame, differ),
            "series-break": _among(frame, BREAKS),
            "stock-like": _among(frame, STOCK_LIKE),
        },
    )
    return frame[["area", "year", "sector", "persons", "remark"]]


SECTOR_PARTS = ["agriculture", "industry", "services", "not-classified"]


def _by_sector(raw: Raw, indicator: str) -> pd.DataFrame:
    frame = _flows(raw, indicator)
    if (frame["sex"] != "both").any():
        raise ImportProblem(f"{FLOWS}: {indicator} has women or men, expected both together only")
    frame["sector"] = _mapped(frame["classif1"], SECTOR, "classif1")
    wide = frame.pivot(index=["area", "year"], columns="sector", values="persons")
    if "non-agriculture" in wide:
        non_agriculture = wide.reindex(columns=["agriculture", "non-agriculture"]).fillna(0).sum(axis=1)
        given = wide["non-agriculture"].notna()
        wrong = wide.index[given & ((wide["total"] - non_agriculture).abs() > ROUNDING)]
        if len(wrong):
            raise ImportProblem(f"{FLOWS}: {indicator}: agriculture and the rest do not make the total: {list(wrong)}")
    return frame


def _flows(raw: Raw, indicator: str) -> pd.DataFrame:
    """The rows of one indicator, in persons (the file has thousands, with at most three decimals)."""
    table = raw.csv(FLOWS, FLOWS_HEADER)
    known = {OUTFLOWS, OUTFLOWS_BY_SECTOR, INFLOWS_BY_SECTOR}
    if unknown := sorted(set(table["indicator"]) - known):
        raise ImportProblem(f"{FLOWS}: unknown indicators: {', '.join(unknown)}")
    thousands = raw.numbers(FLOWS, table, "obs_value", missing=())
    persons = (thousands * 1000).round()
    if wrong := [line for line, one in enumerate((persons / 1000 - thousands).abs() > 1e-9, start=2) if one]:
        raise ImportProblem(f"{FLOWS}, line {wrong[0]}, obs_value: more than three decimals")
    if (persons < 0).any():
        raise ImportProblem(f"{FLOWS}, line {int((persons < 0).to_numpy().argmax()) + 2}, obs_value: below zero")
    years = [_year(FLOWS, line, text) for line, text in enumerate(table["time"], start=2)]
    if outside := sorted(set(years) - set(YEARS)):
        raise ImportProblem(f"{FLOWS}, column 'time': {outside[0]} is outside {YEARS[0]}-{YEARS[-1]}")
    raw.areas.check_iso3(FLOWS, table["ref_area"])
    frame = table.assign(area=table["ref_area"], year=pd.Series(years, dtype="int16"), persons=persons.astype("Int64"))
    frame["sex"] = _mapped(table["sex"], SEX, "sex")
    chosen = frame[frame["indicator"] == indicator].reset_index(drop=True)
    repeated = chosen.duplicated(["area", "year", "sex", "classif1"])
    if repeated.any():
        first = chosen.loc[repeated, ["area", "year", "sex", "classif1"]].iloc[0].to_dict()
        raise ImportProblem(f"{FLOWS}: {indicator} has a row twice: {first}")
    return chosen


def _mapped(column: pd.Series, names: dict[str, str], header: str) -> pd.Series:
    if unknown := sorted(set(column) - set(names)):
        raise ImportProblem(f"{FLOWS}, column {header!r}: unknown codes: {', '.join(unknown)}")
    return column.map(names)


def _check_parts(
    frame: pd.DataFrame,
    column: str,
    total: str,
    parts: list[str],
    known: set[tuple[str, int]],
    all_parts: bool = True,
) -> set[tuple[str, int]]:
    """The area-years whose parts do not make the total; ImportProblem for one that is not known to differ.

    With all_parts, only area-years that have every part are compared; otherwise those that have any.
    """
    wide = frame.pivot(index=["area", "year"], columns=column, values="persons").reindex(columns=[total, *parts])
    given = wide[parts].notna()
    comparable = wide[total].notna() & (given.all(axis=1) if all_parts else given.any(axis=1))
    gap = (wide[parts].fillna(0).sum(axis=1) - wide[total]).abs()
    differ = {(area, int(year)) for area, year in wide.index[comparable & (gap > ROUNDING)]}
    if new := sorted(differ - known):
        raise ImportProblem(f"{FLOWS}: the parts by {column} do not make the total for {new}")
    return differ


def _among(frame: pd.DataFrame, chosen: set[tuple[str, int]]) -> pd.Series:
    pairs = zip(frame["area"], frame["year"], strict=True)
    return pd.Series([(area, int(year)) in chosen for area, year in pairs], index=frame.index)


def _remarks(frame: pd.DataFrame, remarks: dict[str, pd.Series]) -> pd.Series:
    """The remarks that apply to each row, joined by a blank; missing where there is none."""
    found = [" ".join(name for name, applies in remarks.items() if applies[row]) for row in frame.index]
    return pd.Series([text or None for text in found], index=frame.index, dtype="object")
