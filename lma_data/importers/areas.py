"""One key for every area, whatever code a publisher uses.

Countries and territories: ISO3 (Kosovo XKX, Channel Islands XCX). World: WLD. UN regions and groups: their M49 code as
three digits ("002" Africa, "747" Northern Africa and Western Asia, "199" LDC). UN DESA groups that have no M49 code:
"UN" and the location code ("UN901" more developed regions). World Bank groups: the Bank's own code (HIC, SSF, …).
ILO groupings: "ilo-region:", "ilo-broad:" or "ilo-subregion:" and the ILO's name ("ilo-region:arab-states").
What is not a place: XXA stateless, UNK unknown, OTH other origins. All keys, with names: dataset geography/areas.
"""

from __future__ import annotations

import pandas as pd

UNSD_HEADER = [
    "Global Code",
    "Global Name",
    "Region Code",
    "Region Name",
    "Sub-region Code",
    "Sub-region Name",
    "Intermediate Region Code",
    "Intermediate Region Name",
    "Country or Area",
    "M49 Code",
    "ISO-alpha2 Code",
    "ISO-alpha3 Code",
    "Least Developed Countries (LDC)",
    "Land Locked Developing Countries (LLDC)",
    "Small Island Developing States (SIDS)",
]

WORLD = "WLD"
# Areas that publishers have and today's M49 list has not: key, M49 or UN location code.
OUTSIDE_M49 = {"XKX": "412", "XCX": "830", "ANT": "530", "SCG": "891", "CSK": "200", "YUG": "890", "SUN": "810"}


class Areas:
    """Translates the codes of publishers; unknown ones raise, so that none is dropped in silence."""

    def __init__(self, m49: pd.DataFrame) -> None:
        self.m49 = m49
        self._iso3_of_m49: dict[str, str] = dict(
            zip(self.m49["M49 Code"].str.zfill(3), self.m49["ISO-alpha3 Code"], strict=True)
        )
        self._iso3_of_m49 |= {m49: iso3 for iso3, m49 in OUTSIDE_M49.items()}
        self._iso3_of_iso2: dict[str, str] = dict(
            zip(self.m49["ISO-alpha2 Code"], self.m49["ISO-alpha3 Code"], strict=True)
        )
        self._iso3_of_iso2["XK"] = "XKX"
        self.iso3 = set(self._iso3_of_m49.values())
        groups = ("Region Code", "Sub-region Code", "Intermediate Region Code")
        self.group_codes = {code for column in groups for code in self.m49[column] if code}

    def from_m49(self, code: int | str) -> str:
        """An M49 code as a key: 4 -> AFG, 1 -> WLD, 2 -> "002". KeyError where M49 has no such code."""
        text = str(code).zfill(3)
        if text == "001":
            return WORLD
        return self._iso3_of_m49[text] if text in self._iso3_of_m49 else self._group(text)

    def _group(self, code: str) -> str:
        if code in self.group_codes:
            return code
        raise KeyError(code)

    def from_iso2(self, code: str) -> str:
        """An ISO2 code, in either case, as a key. KeyError where there is none."""
        return self._iso3_of_iso2[code.upper()]
