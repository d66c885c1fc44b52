"""The country that is meant by a word for its people: Afghans, Népalais, Swiss; in both languages.

Most such words are a country's name with another ending; the others stand in a table. A word that would do for several
countries, as Congolese or Koreans, means none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from os.path import commonprefix

from lma_data import areas

LEAST = 5  # letters of a word that is made of a name
STEM = 4  # letters that it shares with the name, at least
ENDINGS = """
n ns ne nes nne nnes an ans ian ians ean eans ese i is ish
en ens enne ennes ien iens ienne iennes een eens eenne eennes ain ains aine aines ais aise aises ois oise oises
ane anes in ins ine ines ite ites
"""
# Words that are not made of a country's name, or that mean another country than the endings say; no plurals in s.
IRREGULAR = """
AFG afghan, afghane
ARE emirati, emirien
ARG argentines, argentin
BEL belgian, belge
BFA burkinabe
BGD bangladais, bangladaise, bengalis
BGR bulgare
BLR belarusian, belarussian, bielorusse
CAF central african, centrafricain, centrafricaine
CAN canadian, canadien, canadienne
CHE swiss, suisses
CIV ivorian, ivoirian, ivoirien, ivoirienne
COM comorien, comorienne
CPV cape verdean, cap verdien
CRI costa rican, costaricain, costaricien
CYP cypriot, chypriote
CZE czech, tcheque
DEU german, allemand, allemande
DNK dane, danish, danois, danoise
DOM dominicain, dominicaine
ECU equatorien, equatorienne
ESP spaniard, spanish, espagnol, espagnole
ETH ethiopian
FIN finn, finnish, finlandais
FRA french, frenchmen
GBR briton, british, britannique
GNB bissau guinean, bissau guineen
GNQ equatorial guinean, equato guineen
GRC greek, grec, grecque
GTM guatemalteque
HND honduran, hondurien
HRV croat, croate
IND indian, indien, indienne
IRL irish, irlandais
IRQ iraquien, iraquienne
ISL icelander, icelandic
ISR israeli
JAM jamaicain, jamaicaine
KAZ kazakh
KGZ kyrgyz, kirghiz, kirghize
KOR south korean, sud coreen
LAO laotian, laotien
LBN lebanese
LKA sri lankan, sri lankais
LUX luxembourger, luxembourgeois
LVA letton, lettone
MDA moldovan, moldave
MDG malagasy, malgache
MEX mexican, mexicain, mexicaine
MKD north macedonian
MMR burmese, birman, birmane
MNG mongol
MOZ mozambican, mozambicain
MUS mauritian, mauricien
NER nigerien, nigerienne
NIC nicaraguayen
NLD dutch, neerlandais, neerlandaise
NOR norwegian
NZL new zealander, neo zelandais
PAN panamanian, panameen
PER peruvian, peruvien, peruvienne
PHL filipino, filipina, philippine, philippin
PNG papua new guinean, papou
POL pole, polish
PRI puerto rican, portoricain
PRK north korean, nord coreen
PRT portuguese, portugais, portugaise
ROU roumain, roumaine
RUS russe
SAU saudi, saoudien, saoudienne
SEN senegalese, senegalais, senegalaise
SLE sierra leonean, sierra leonais
SLV salvadoran, salvadorean, salvadorien
SOM somali
SRB serb, serbe
SSD south sudanese, sud soudanais, sud soudanaise
SVK slovak, slovaque
SVN slovene
SWE swede, swedish
SWZ swazi
TGO togolese, togolais, togolaise
THA thai
TJK tajik, tadjik, tadjike
TKM turkmen, turkmene
TLS timorese, timorais
TUR turk, turkish, turc, turque
UKR ukrainian
USA american, americain, americaine
UZB uzbek, ouzbek, ouzbeke
XKX kosovar, kosovare
ZAF south african, sud africain, sud africaine
005 south american, sud americain
419 latin american, latino americain
"""
SEVERAL = {"dominican", "korean", "coreen", "romani"}  # of several countries, or of none


def country(word: str) -> str | None:
    """The key of the country of these nationals, a text as `areas.plain` makes it; None where there is none, or several."""
    one = word.removesuffix("s")
    if {word, one} & SEVERAL:
        return None
    return _irregular().get(word) or _irregular().get(one) or _made_of_names().get(word)


@cache
def _irregular() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in IRREGULAR.strip().splitlines():
        key, _, words = line.partition(" ")
        found |= dict.fromkeys(words.split(", "), key)
    return found


@cache
def _made_of_names() -> dict[str, str]:
    """Of two countries that a word could be made of, that with whose name it shares more letters: Nigerians, not Niger."""
    shared: dict[str, dict[str, int]] = {}
    for key, name in _names():
        for word in _with_endings(name):
            best = shared.setdefault(word, {})
            best[key] = max(best.get(key, 0), len(commonprefix([word, name])))
    found: dict[str, str] = {}
    for word, letters in shared.items():
        nearest = [key for key in letters if letters[key] == max(letters.values())]
        if len(nearest) == 1:
            found[word] = nearest[0]
    return found


def _names() -> Iterator[tuple[str, str]]:
    """The names of countries that are one word, former names too; no codes."""
    for area in areas.areas().values():
        if area.kind == "country":
            for called in {*area.names.values(), *area.labels.values(), *area.variants}:
                if re.fullmatch(r"\w+", called) and not called.isupper():
                    yield area.key, areas.plain(called)


def _with_endings(name: str) -> Iterator[str]:
    for stem in {name, re.sub(r"[aeiou]+$", "", name), re.sub(r"[aeiouy]+$", "", name)}:
        if len(stem) >= STEM:
            yield from (stem + ending for ending in ENDINGS.split() if len(stem + ending) >= LEAST)
