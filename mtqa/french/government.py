"""Which complements a French verb takes: direct object, prepositions, clauses, infinitives.

The sources list what was found, and none is complete: a frame that shows a complement is good evidence that it is
right, one that lacks it is weak evidence that it is wrong. scripts/build_government.py writes the table.
"""

from dataclasses import dataclass
from functools import cache

from mtqa.french.artefact import read_checked


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """All the complements listed for a verb, over all its senses."""

    direct_object: bool
    prepositions: tuple[str, ...]  # of noun complements, sorted: "à", "avec", "dans", "de" ...
    que_indicative: bool
    que_subjunctive: bool
    infinitive_bare: bool  # pouvoir venir
    infinitive_a: bool  # commencer à venir
    infinitive_de: bool  # cesser de venir
    auxiliary_etre: bool  # être venu
    well_described: bool  # False: only known as "transitive" from a word list, the rest is unknown

    @property
    def takes_a(self) -> bool:
        """Whether a noun complement with "à" is listed."""
        return "à" in self.prepositions

    @property
    def takes_de(self) -> bool:
        """Whether a noun complement with "de" is listed."""
        return "de" in self.prepositions

    @property
    def que_clause(self) -> bool:
        return self.que_indicative or self.que_subjunctive


def government(lemma: str, pronominal: bool = False) -> VerbFrame | None:
    """The frame of an infinitive ("obéir"), or of its pronominal use (souvenir: "se souvenir de").

    None for a verb no source describes. Raises ArtefactError where the table is missing or damaged.
    """
    line = _table().get(f"se {lemma}" if pronominal else lemma)
    if line is None:
        return None
    letters, _, prepositions = line.partition("\t")
    described = letters.strip("w") != "" or prepositions != ""
    return VerbFrame(
        direct_object="d" in letters or (not described and "w" in letters),
        prepositions=tuple(prepositions.split(",")) if prepositions else (),
        que_indicative="i" in letters,
        que_subjunctive="s" in letters,
        infinitive_bare="n" in letters,
        infinitive_a="a" in letters,
        infinitive_de="e" in letters,
        auxiliary_etre="E" in letters,
        well_described=described,
    )


@cache
def _table() -> dict[str, str]:
    """Lemma -> letters TAB prepositions. Letters: d direct object, i/s que with indicative/subjunctive, n bare
    infinitive, a/e infinitive with à/de, l infinitive with another preposition, E auxiliary être, w transitive
    according to a word list."""
    lines = read_checked("lexicon_government", ".tsv").decode().splitlines()
    return dict(line.split("\t", 1) for line in lines)
