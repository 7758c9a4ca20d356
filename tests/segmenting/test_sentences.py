"""Sentence boundaries: examples by what decides them, and that no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.segmenting import split_text

# "‖" stands where the text is cut.
EXAMPLES = {
    "titles and initials": "M. Dupont a vu le Dr. Roy, Mme. Li et MM. Bo et Ka.‖ J. F. Kennedy et G.W. Bush aussi.",
    "an initial and a word that starts a sentence": "Le plan B.‖ Il a suivi le RER A.‖ La ligne est fermée.",
    "abbreviations that go on": "Voir p. ex. Paris, env. dix, cf. Annexe, av. J.-C. ou apr. J.-C. en Gaule.",
    "numbers after abbreviations": "L'art. 12 al. 3, p. 5 et vol. IV.‖ C'est de l'art.‖ Un vol.‖ Il rit.",
    "abbreviations that may end": "Des pommes, etc.‖ Il part.‖ Des poires, etc. et rien.‖ Apple Inc.‖ Le fisc.",
    "a sigle is no abbreviation": "Les projets RTE.‖ Mais je pense.‖ Le PR.‖ Il gagne.",
    "numbers": "Il paie 3.5 euros pour 1.234,56 grammes.‖ En 2020.‖ 300 personnes.",
    "units": "Il fait 30 °C.‖ La mer monte.‖ Il part à 6 h.‖ Les vagues.",
    "enumerations": "1. Le projet est prêt.‖ 2. La suite vient.‖ a) Un b) deux.‖ IV. Le roi.",
    "guillemets close a sentence": "« C'est dit. »‖ Il part.‖ « Oui ! »‖ Elle rit.‖ (Il pleut.)‖ Bien.",
    "a quotation inside a sentence": "« Que faire ? » se demande-t-il.‖ « C'est fini. », dit-elle.‖ « Bon ! » a-t-il dit.",
    "several sentences in guillemets": "« Il pleut.‖ Il vente.‖ C'est la mer. »‖ Fin.",
    "straight quotes": 'Il dit "oui".‖ "Non."‖ Elle rit.‖ " Un.‖ Deux. "‖ Il part.‖ "Viens !" dit-il.',
    "runs of marks": "Quoi ?!‖ Non !!!‖ Vraiment ? !‖ Ah...‖ Il part ?...‖ Elle reste.",
    "ellipses go on in lower case": "Il hésite... puis part.‖ Ah… oui.‖ Un record de... 145 ans.‖ Fin (...) du texte [...].",
    "an omission begins a sentence": "Il part.‖ (...) Elle reste.",
    "colon and semicolon": "Il dit : Oui ; Non : Peut-être ; fin.",
    "exclamation in a name": "Il cherche sur Yahoo! France.‖ Bien.",
    "a remark in brackets": "Il est (enfin !) venu et (sic !) reparti (?) hier.",
    "dialogue": "– Tu viens ?‖ – Non.‖ — Alors ! dit-il.",
    "glued": "C'est à l'AFP.‖Aucune décision.‖Il dit \"oui\".‖Le chef rit (fort).‖En 2020.‖Une loi à 27%.‖Il voit M. Li.‖M. Bo.",
    "glued after other marks": "Qui vient ?‖Le roi !‖« Oui. »‖Il rit...‖Elle part…‖Bon.",
    "not glued": "U.S.A, lemonde.fr, Node.js, ASP.NET, J.-C., R.I.P, vers 5 p.m. et M.Dupont, v2.3.‖ Fin.",
    "an address": "Voir http://a.fr/B.C?D=E!F et Jean.Dupont@X.fr et www.A.fr.‖ Fin.‖ https://a.fr",
    "an address before a glued sentence": "Il lance make.org.‖Entre eux, rien.",
    "two points": "avec la Russie..‖ Président Joe Biden continuer.‖ Il rit..‖ et part.",
    "a lower-case fragment": "Le conseil de sécurité.‖ et attaché de presse.‖ Le chat (noir).‖ les chiens.‖ En 1924.‖ la presse.",
    "no lower-case fragment after a short unknown abbreviation": "Le min. et le gouv. et la prép. et l'hémoc. vont bien.",
    "no mark, no boundary": "près de la frontière ukrainienne Au cours des derniers mois",
    "a brand in lower case": "C'est prêt.‖ iPhone et eBay montent.",
}  # fmt: skip

LINES = {
    "a heading": "Titre du jour‖\nUn texte suit.‖\nUn autre.",
    "an empty line": "sans point‖\n\nni majuscule",
    "a list": "Il faut :‖\n- du pain ;‖\n- du vin.",
    "a line that goes on": "Le président\na parlé.‖ Bien.",
    "hard-wrapped prose": (
        "Le gouvernement a annoncé mardi que les travaux de la ligne qui relie\n"
        "Marseille à Nice seraient achevés au printemps prochain, soit deux ans\n"
        "Avant la date prévue par le contrat.‖ La région paie."
    ),
    "carriage returns": "Titre‖\r\nSuite du texte.‖\r\n\r\nfin",
}


@pytest.mark.parametrize("example", [*EXAMPLES.values(), *LINES.values()], ids=[*EXAMPLES, *LINES])
def test_examples(example: str) -> None:
    text = example.replace("‖", "")
    assert [text[start:end] for start, end in split_text(text)] == [part.strip() for part in example.split("‖")]


def test_only_the_named_part_is_split_and_offsets_are_absolute() -> None:
    text = "Avant. Un. Deux. Après."
    assert split_text(text, 7, 16) == [(7, 10), (11, 16)]


def test_a_part_that_ends_before_its_closing_mark_stays_in_its_bounds() -> None:
    assert split_text('Il rit. » "', 0, 7) == [(0, 7)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_white_space_has_no_sentence(text: str) -> None:
    assert split_text(text) == []


FRENCH_LIKE = st.text(alphabet="aéMALI.!?…,:«»\"'’()[]–- \u00a0\u202f\n\r\u202810", max_size=80)


@given(st.one_of(st.text(max_size=80), FRENCH_LIKE), st.integers(0, 20), st.integers(0, 20))
def test_spans_are_in_order_and_cover_all_visible_text(text: str, before: int, after: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    position = start
    for left, right in split_text(text, start, end):
        assert position <= left < right <= end
        assert not text[position:left].strip()
        assert text[left:right] == text[left:right].strip()
        position = right
    assert not text[position:end].strip()


@given(FRENCH_LIKE)
def test_a_part_is_split_as_if_it_stood_alone(text: str) -> None:
    """What stands outside the block must not change its sentences."""
    padded = split_text(f"Ah. ({text}) Oh.", 5, 5 + len(text))
    assert [(start - 5, end - 5) for start, end in padded] == split_text(text)
