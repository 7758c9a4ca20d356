"""Forms and readings of French words, for making wrong forms of right ones.

Only forms that Lexique knows are produced, so that damage does not teach the network that rare forms are wrong.
"""

import lzma
from collections import defaultdict
from pathlib import Path
from random import Random

DETERMINERS = frozenset(
    "le la les l' un une des du ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs "
    "quelques plusieurs chaque aucun aucune".split()
)
CLITICS = frozenset(
    "je j' tu il elle on nous vous ils elles ce c' ne n' se s' me m' te t' le la les l' lui leur y en qui".split()
)


class Morphology:
    """Readings (lemma, tag) of forms, and forms of lemmas; tags as in ../shared/data/lexicon/french_tags.txt."""

    def __init__(self, readings: dict[str, list[tuple[str, str]]], producible: set[str]) -> None:
        self.readings = readings
        self.forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for form, entries in readings.items():
            if form in producible:
                for lemma, tag in entries:
                    self.forms[lemma].append((form, tag))

    @classmethod
    def read(cls, lexicon: Path) -> "Morphology":
        """From the folder ../shared/data/lexicon."""
        readings: dict[str, list[tuple[str, str]]] = defaultdict(list)
        with lzma.open(lexicon / "languagetool_french_lexicon.tsv.xz", "rt", encoding="utf-8") as handle:
            for line in handle:
                form, lemma, tag = line.rstrip("\n").split("\t")
                readings[form].append((lemma, tag))
        with lzma.open(lexicon / "lexique383.tsv.xz", "rt", encoding="utf-8") as handle:
            producible = {line.split("\t", 1)[0] for line in handle}
        return cls(dict(readings), producible)

    def tags(self, form: str) -> list[str]:
        """All tags of a form, also of its lower-case form."""
        entries = self.readings.get(form) or self.readings.get(form.lower()) or ()
        return [tag for _, tag in entries]

    def variants(self, rng: Random, form: str, accepts: str, wanted: str) -> str | None:
        """A different form of the same lemma.

        `accepts` is the start of the tags by which `form` is read; among the lemma's forms one whose tag starts with
        `wanted` is drawn. None where there is none.
        """
        found = {
            other
            for lemma, tag in self.readings.get(form.lower(), ())
            if tag.startswith(accepts)
            for other, other_tag in self.forms.get(lemma, ())
            if other_tag.startswith(wanted) and other != form.lower()
        }
        return rng.choice(sorted(found)) if found else None

    def finite(self, form: str) -> tuple[str, str] | None:
        """(lemma, tag) of the form's first finite indicative, subjunctive or conditional reading."""
        for lemma, tag in self.readings.get(form.lower(), ()):
            if is_finite(tag):
                return lemma, tag
        return None

    def only(self, form: str, categories: str) -> bool:
        """Whether every reading of the form has one of these category letters (and there is one)."""
        tags = self.tags(form)
        return bool(tags) and all(tag[0] in categories for tag in tags)

    def any(self, form: str, categories: str) -> bool:
        """Whether some reading of the form has one of these category letters."""
        return any(tag[0] in categories for tag in self.tags(form))


def is_finite(tag: str) -> bool:
    """Whether a tag is of a finite verb other than an imperative."""
    return tag[0] == "V" and (" ind " in tag or " sub " in tag or " con " in tag)
