"""The French lexicon: readings of forms, forms of lemmas, frequencies.

Nothing is unpacked at load; a look-up searches the sorted table and is then cached, so that the memory used grows
with the vocabulary of the texts and not with that of the language. scripts/build_lexicon.py writes the artefact.
"""

import re
from collections.abc import Iterator
from functools import cache
from sys import intern
from typing import Any

import numpy as np

from mtqa.french.analysis import Analysis, feature_code, parse_feature_code
from mtqa.french.artefact import Arrays, read_checked, unpack
from mtqa.french.form_table import FormTable

FREQUENCY_STEPS_PER_DOUBLING = 11  # one byte holds log2(1 + count) up to 23, within 3.2 % of the count
CAPITAL_STEPS = 254
# The forms of about three thousand sentences of news, a few MB; fewer cost time. A paradigm takes 10 KB.
CACHED_FORMS = 16_000
CACHED_PARADIGMS = 500

# Capitals are often printed without their accent: Etat, Ecole, A.
_ACCENTED = {"a": "àâ", "c": "ç", "e": "éèê", "i": "î", "o": "ô"}
_NUMBER = re.compile(r"[+\-−]?\d+(?:[\s\u00a0\u202f.,:/]\d+)*[a-zA-Z%]{0,2}")
_ORDINAL = re.compile(r"(?:\d+|[IVXLC]+)(?:er|re|ère|e|ème|nd|nde|es|ers|res)")
_ROMAN = re.compile(r"(?=[IVXLCM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_PREFIX = re.compile(r"(?:ex|vice|anti|non|mi|demi|semi|mini|super|ultra|pro|auto|contre|sous|avant|après|\w+o)-(.+)")


class Lexicon:
    """What is known of French words. `Lexicon.load()` gives the shipped one, shared by all callers."""

    def __init__(self, data: bytes) -> None:
        meta, arrays = unpack(data)
        self._table = FormTable(arrays["pool"].tobytes(), arrays["block_starts"], meta["forms"])
        self._arrays: Arrays = arrays
        self._endings: list[str] = meta["endings"]
        self._features = [parse_feature_code(code) for code in meta["features"]]
        self._million_tokens: float = meta["tokens"] / 1e6
        self._known: dict[str, tuple[Analysis, ...]] = {}
        self._occurrences: dict[str, tuple[float, float | None]] = {}
        self._listed: dict[str, bool] = {}
        self._paradigms: dict[tuple[str, str], tuple[tuple[str, Analysis], ...]] = {}

    @staticmethod
    @cache
    def load() -> "Lexicon":
        """The shipped lexicon. Raises ArtefactError where it is missing or damaged."""
        return Lexicon(read_checked("lexicon"))

    def analyses(self, form: str) -> tuple[Analysis, ...]:
        """Every reading of `form`, () for an unknown word.

        A typographic apostrophe is read as a straight one, "oe" also as "œ". A form with capitals has the readings
        it has as written and those of its lower-case form ("Tours": the city, tours, turns). Numbers, ordinals and
        Roman numerals are NUM or ADJ. An unknown compound has the readings of its last part after a prefix
        (ex-ministre), else the noun readings of its first (ministre-président), under its own form as lemma.
        """
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= CACHED_FORMS:
                self._known.clear()
            found = self._known[form] = self._analyse(form)
        return found

    def knows(self, form: str) -> bool:
        """Whether the form has a reading, as it stands or as a compound all of whose parts have one."""
        found = self._listed.get(form)
        if found is None:
            if len(self._listed) >= CACHED_FORMS:
                self._listed.clear()
            found = self._listed[form] = self._is_listed(form)
        return found

    def _is_listed(self, form: str) -> bool:
        plain = _straight(form)
        stored = self._stored(plain) or self._stored(plain.lower())
        if stored or "-" not in plain[1:-1] or _numeral(plain):
            return bool(stored or self.analyses(form))
        prefixed = _PREFIX.fullmatch(plain.lower())
        parts = [prefixed[1]] if prefixed else [part for part in plain.split("-") if part]
        return bool(parts) and all(self.analyses(part) for part in parts)

    def frequency(self, form: str) -> float:
        """Occurrences per million words of news, debates and read speech, whatever the case; 0.0 when unseen."""
        return self._occurrence(form)[0]

    def capital_share(self, form: str) -> float | None:
        """Share (0..1) of the form's occurrences inside a sentence of news or speech that carry a capital.

        None where it was seen inside a sentence fewer than three times.
        """
        return self._occurrence(form)[1]

    def _occurrence(self, form: str) -> tuple[float, float | None]:
        """Frequency and capital share."""
        found = self._occurrences.get(form)
        if found is None:
            if len(self._occurrences) >= CACHED_FORMS:
                self._occurrences.clear()
            found = self._occurrences[form] = self._count(self._index_any_case(form))
        return found

    def _count(self, index: int) -> tuple[float, float | None]:
        if index < 0:
            return 0.0, None
        count: float = 2.0 ** (int(self._arrays["frequency"][index]) / FREQUENCY_STEPS_PER_DOUBLING) - 1.0
        step = int(self._arrays["capital"][index])
        return count / self._million_tokens, (step - 1) / CAPITAL_STEPS if step else None

    def forms(self, lemma: str, category: str, **features: str) -> tuple[str, ...]:
        """The inflected forms of a lemma that show the features asked for, the most frequent first.

        forms("réunir", "VERB", mood="ind", tense="pres", person="3", number="s") is ("réunit",). A gender or number
        that a form does not show fits any (Analysis.agrees). Unknown lemmas have no forms.
        """
        fitting = {form for form, reading in self.paradigm(lemma, category) if reading.agrees(**features)}
        return tuple(sorted(fitting, key=lambda form: (-self.frequency(form), form)))

    def paradigm(self, lemma: str, category: str) -> tuple[tuple[str, Analysis], ...]:
        """Every (form, reading) of a lemma in a category; () for an unknown lemma."""
        key = (lemma, category)
        found = self._paradigms.get(key)
        if found is None:
            if len(self._paradigms) >= CACHED_PARADIGMS:
                self._paradigms.clear()
            found = self._paradigms[key] = tuple(self._inflect(_straight(lemma), category))
        return found

    def _inflect(self, lemma: str, category: str) -> Iterator[tuple[str, Analysis]]:
        index = self._table.find(lemma)
        lemmas = self._arrays["lemma_index"]
        position = int(np.searchsorted(lemmas, index)) if index >= 0 else len(lemmas)
        if position < len(lemmas) and lemmas[position] == index:
            for cut, ending, feature in self._items("paradigm", int(self._arrays["paradigm_of_lemma"][position])):
                own_category, values = self._features[feature]
                if own_category == category:
                    form = lemma[: len(lemma) - cut] + self._endings[ending]
                    yield form, Analysis(lemma, category, *values)

    def feature_codes(self) -> set[str]:
        """Every feature code that some reading has."""
        return {feature_code(category, values) for category, values in self._features}

    def most_frequent(self, count: int) -> list[str]:
        """The `count` most frequent lower-case forms, most frequent first."""
        frequency = self._arrays["frequency"]
        order = np.argsort(-frequency.astype(np.int16), kind="stable")[:count]
        wanted = {int(index) for index in order}
        texts = {index: form for index, form in enumerate(self._table) if index in wanted}
        return [texts[int(index)] for index in order]

    def _analyse(self, form: str) -> tuple[Analysis, ...]:
        plain = _straight(form)
        found = list(self._stored(plain))
        lower = plain.lower()
        if lower != plain:
            found += self._stored(lower)
            if plain.isupper() and len(plain) > 3:
                found += self._stored(plain.capitalize())
        if not found and "oe" in lower:
            return self._analyse(re.sub("oe", lambda pair: "œ" if pair[0][0] == "o" else "Œ", plain, flags=re.I))
        if not found and lower[:1] in _ACCENTED and plain[0] != lower[0]:
            found = [own for first in _ACCENTED[lower[0]] for own in self._stored_any_case(first + plain[1:])]
        found += _numeral(plain)
        if not found and "-" in plain[1:-1]:
            found = self._compound(plain)
        return tuple(dict.fromkeys(found))

    def _stored_any_case(self, form: str) -> list[Analysis]:
        return self._stored(form[0].upper() + form[1:]) + self._stored(form.lower())

    def _stored(self, form: str) -> list[Analysis]:
        index = self._table.find(form)
        if index < 0:
            return []
        found = []
        for cut, ending, feature in self._items("class", int(self._arrays["class_of_form"][index])):
            category, values = self._features[feature]
            lemma = intern(form[: len(form) - cut] + self._endings[ending])  # shared by the forms that are cached
            found.append(Analysis(lemma, category, *values))
        return found

    def _items(self, kind: str, number: int) -> list[list[int]]:
        starts = self._arrays[f"{kind}_starts"]
        items: list[list[int]] = self._arrays[f"{kind}_items"][int(starts[number]) : int(starts[number + 1])].tolist()
        return items

    def _compound(self, form: str) -> list[Analysis]:
        prefixed = _PREFIX.fullmatch(form.lower())
        if prefixed:
            rest = form[len(form) - len(prefixed[1]) :]
            return [_with_lemma(reading, form) for reading in self.analyses(rest) if not reading.verb_form]
        first = form.split("-")[0]
        return [_with_lemma(reading, form) for reading in self.analyses(first) if reading.category in ("NOUN", "PROPN")]

    def _index_any_case(self, form: str) -> int:
        lower = _straight(form).lower()
        index = self._table.find(lower)
        if "oe" in lower and (index < 0 or not self._arrays["frequency"][index]):
            index = self._table.find(lower.replace("oe", "œ"))
        return index


def _straight(form: str) -> str:
    return form.replace("’", "'").replace("ʼ", "'").replace("‑", "-")


def _with_lemma(reading: Analysis, form: str) -> Analysis:
    values: tuple[Any, ...] = reading.features
    return Analysis(form, reading.category, *values)


def _numeral(form: str) -> list[Analysis]:
    if _NUMBER.fullmatch(form):
        return [Analysis(form, "NUM")]
    if _ORDINAL.fullmatch(form):
        return [Analysis(form, "ADJ", number="p" if form.endswith("s") else "s")]
    if _ROMAN.fullmatch(form):
        return [Analysis(form, "NUM"), Analysis(form, "ADJ")]
    return []
