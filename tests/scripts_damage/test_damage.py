"""Every kind of damage on sentences made for it: what it changes, and what it labels."""

from random import Random

import pytest

from damage import KINDS, Damager, Draft, Morphology, round_trip
from damage.damager import WITH_OTHER
from damage.variation import vary
from mtqa.detecting.neural import pieces
from mtqa.detecting.neural.labels import LABELS

# form: readings (lemma, tag) in the tags of ../shared/data/lexicon/french_tags.txt; just what the examples need
READINGS = {
    "le": [("le", "D m s"), ("le", "R pers obj 3 m s")],
    "la": [("le", "D f s"), ("le", "R pers obj 3 f s")],
    "les": [("le", "D e p"), ("le", "R pers obj 3 p")],
    "un": [("un", "D m s")],
    "une": [("un", "D f s")],
    "il": [("il", "R pers suj 3 m s")],
    "maire": [("maire", "N e s")],
    "maires": [("maire", "N e p")],
    "voiture": [("voiture", "N f s")],
    "voitures": [("voiture", "N f p")],
    "école": [("école", "N f s")],
    "écoles": [("école", "N f p")],
    "sécurité": [("sécurité", "N f s")],
    "conseil": [("conseil", "N m s")],
    "rouge": [("rouge", "J e s")],
    "rouges": [("rouge", "J e p")],
    "ouvert": [("ouvrir", "V ppa m s")],
    "ouverte": [("ouvrir", "V ppa f s")],
    "ouverts": [("ouvrir", "V ppa m p")],
    "ouvertes": [("ouvrir", "V ppa f p")],
    "ouvre": [("ouvrir", "V ind pres 3 s")],
    "ouvrent": [("ouvrir", "V ind pres 3 p")],
    "ouvrir": [("ouvrir", "V inf")],
    "ouvrant": [("ouvrir", "V ppr")],
    "est": [("être", "V etre ind pres 3 s")],
    "a": [("avoir", "V avoir ind pres 3 s")],
    "pour": [("pour", "P")],
    "vienne": [("venir", "V sub pres 3 s")],
    "vient": [("venir", "V ind pres 3 s")],
    "viendra": [("venir", "V ind futu 3 s")],
    "venait": [("venir", "V ind impa 3 s")],
    "viendrait": [("venir", "V con pres 3 s")],
    "aide": [("aider", "V ind pres 3 s")],
    "lève": [("lever", "V ind pres 3 s")],
    "parlent": [("parler", "V ind pres 3 p")],
    "parle": [("parler", "V ind pres 3 s")],
    "dit": [("dire", "V ind pres 3 s")],
    "voisin": [("voisin", "N m s")],
    "voisins": [("voisin", "N m p")],
    "demain": [("demain", "A")],
    "port": [("port", "N m s")],
}
EXAMPLES = {
    "verb-form": ("Le maire nous ouvre une école.", {"FR101"}),
    "participle-form": ("Le maire a ouvert une école pour ouvrir la voiture.", {"FR101"}),
    "subject-verb": ("Le maire demain ouvre une école.", {"FR103"}),
    "tense-mood": ("Il faut que le maire vienne demain.", {"FR110"}),
    "tense-of-time": ("Demain, le maire viendra.", {"FR110"}),
    "missing-verb": ("Le maire est demain sur le port.", {"FR102"}),
    "determiner-agreement": ("Il ouvre la voiture demain.", {"FR104"}),
    "noun-number": ("Il ouvre la voiture demain.", {"FR104"}),
    "adjective": ("Il ouvre la voiture rouge demain.", {"FR104"}),
    "participle": ("La voiture est ouverte demain.", {"FR105"}),
    "participle-after-avoir": ("Le maire a ouvert une école.", {"FR105"}),
    "missing-determiner": ("Il ouvre la voiture demain.", {"FR106", "FR301"}),
    "preposition": ("Il parle de Paris à Marie.", {"FR107"}),
    "pronoun": ("Voici le maire qui parle.", {"FR108"}),
    "object-pronoun": ("Demain il les aide enfin.", {"FR108"}),
    "missing-pronoun": ("Demain il se lève enfin.", {"FR108"}),
    "negation": ("Le maire ne parle pas de Paris.", {"FR109"}),
    "elision": ("Il parle à l'école du port.", {"FR112"}),
    "adjective-first": ("Il ouvre une voiture rouge demain.", {"FR111"}),
    "adjective-after": ("Il ouvre une petite voiture demain.", {"FR111"}),
    "adverb-first": ("Les maires ouvrent demain.", {"FR111"}),
    "double-subject": ("Les maires ouvrent une école.", {"FR108"}),
    "noun-string": ("Il parle au conseil de sécurité demain.", {"FR111"}),
    "neighbours": ("Il parle souvent du maire.", {"FR111"}),
    "moved-word": ("Il parle de la voiture du maire au port.", {"FR111"}),
    "clitic-after-verb": ("Demain il les ouvre enfin.", {"FR111"}),
    "fragment": ("Le maire parle, et le port écoute toujours.", {"FR203"}),
    "repetition": ("Le maire parle du port.", {"FR204"}),
    "stray-capital": ("Il ouvre une voiture demain.", {"FR301"}),
    "lost-capital": ("Il parle de Marseille demain.", {"FR302"}),
    "doubled-mark": ("Il parle, puis écoute.", {"FR304"}),
    "stray-comma": ("Il parle de la voiture.", {"FR304"}),
    "missing-boundary": ("Il parle de la voiture.", {"FR201"}),
    "splice": ("Il parle de la voiture du maire.", {"FR202"}),
    "attracted-verb": ("Le maire parle de la voiture.", {"FR103"}),
    "untranslated": ("Il parle de la voiture.", {"FR401"}),
}
OTHER = "Demain les écoles ouvrent leurs portes aux maires."
NAMES = [name for name, *_ in (*KINDS, *WITH_OTHER)]


def cut(text: str) -> list[str]:
    return pieces.forms(text, pieces.cut(text))


@pytest.fixture(scope="module")
def morphology() -> Morphology:
    return Morphology(READINGS, set(READINGS))


@pytest.fixture(scope="module")
def damager(morphology: Morphology) -> Damager:
    return Damager(morphology, [cut(OTHER)], ["we want the weather tomorrow".split()])


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_changes_the_sentence_and_labels_what_it_changed(name: str, damager: Damager) -> None:
    text, codes = EXAMPLES[name]
    right = cut(text)
    seen = set()
    for seed in range(60):
        draft = Draft(right)
        if damager.apply(name, draft, Random(seed)):
            assert draft.forms != right
            assert len(draft.forms) == len(draft.labels)
            assert {code for code in draft.labels if code} <= codes
            seen |= {code for code in draft.labels if code}
    assert seen, f"{name} never found a place"
    assert seen <= set(LABELS)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("adjective-first", "Il ouvre une voiture rouge demain.", "Il ouvre une [rouge] [voiture] demain ."),
        ("noun-string", "Il parle au conseil de sécurité demain.", "Il parle au [sécurité] [conseil] demain ."),
        ("adjective-after", "Il ouvre une petite voiture demain.", "Il ouvre une [voiture] [petite] demain ."),
        ("adverb-first", "Les maires ouvrent demain.", "Les maires [demain] [ouvrent] ."),
        ("missing-verb", "Le maire est demain sur le port.", "Le maire [demain] sur le port ."),
        ("tense-mood", "Il faut que le maire vienne demain.", "Il faut que le maire [vient] demain ."),
        ("tense-mood", "Il dit qu'elle vient demain.", "Il dit qu' elle [vienne] demain ."),
        ("tense-mood", "Demain, si le maire vient, il parle.", "Demain , si le maire [viendra] , il parle ."),
        ("tense-mood", "Demain, si le maire venait, il parle.", "Demain , si le maire [viendrait] , il parle ."),
        ("tense-of-time", "Demain, le maire viendra.", "Demain , le maire [venait] ."),
        ("object-pronoun", "Demain il les aide enfin.", "Demain il [leur] aide enfin ."),
        ("missing-pronoun", "Demain il se lève enfin.", "Demain il [lève] enfin ."),
        ("subject-verb", "Le maire demain ouvre une école.", "Le maire demain [ouvrent] une école ."),
    ],
)
def test_where_there_is_one_way_to_be_wrong(name: str, text: str, wanted: str, damager: Damager) -> None:
    draft = Draft(cut(text))
    done = any(damager.apply(name, draft, Random(seed)) for seed in range(40))
    shown = " ".join(f"[{f}]" if label else f for f, label in zip(draft.forms, draft.labels, strict=True))
    assert done
    assert shown == wanted


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tense-mood", "Il demande si le maire vient."),  # the si of a question takes any tense
        ("tense-of-time", "Le maire viendra peut-être."),
        ("participle-after-avoir", "Le maire l'a ouvert."),  # l'a ouverte may be right
        ("object-pronoun", "Demain il les dit enfin."),  # so may leur dit
    ],
)
def test_what_might_be_right_is_left_alone(name: str, text: str, damager: Damager) -> None:
    draft = Draft(cut(text))
    assert not any(damager.apply(name, draft, Random(seed)) for seed in range(40))


def test_plus_is_not_lost_before_que(damager: Damager) -> None:
    for seed in range(40):  # il ne reste que le maire is as right
        draft = Draft(cut("Il ne reste plus que le maire."))
        damager.apply("negation", draft, Random(seed))
        assert "plus" in draft.forms


def test_a_lengthened_sentence_is_right_and_keeps_its_words(damager: Damager) -> None:
    right = cut("Les voisins parlent de la voiture.")
    found = {" ".join(damager.lengthen(right, Random(seed))) for seed in range(40)}
    assert len(found) > 3
    for text in found:
        assert text.startswith("Les voisins ")
        assert text.endswith(" parlent de la voiture .")
    assert any(" qui " in text for text in found)


def test_the_attracted_verb_alone_is_labelled(damager: Damager) -> None:
    seen = 0
    for seed in range(60):
        draft = Draft(cut("Le voisin parle de la voiture."))
        if damager.apply("attracted-verb", draft, Random(seed)):
            seen += 1
            assert [form for form, code in zip(draft.forms, draft.labels, strict=True) if code] == ["parlent"]
    assert seen


def test_the_same_seed_gives_the_same_damage(damager: Damager) -> None:
    right = cut("Le maire demain ouvre une école rouge pour le conseil de sécurité de Marseille.")
    first, second = (damager.damage(right, Random(11)) for _ in range(2))
    assert (first.forms, first.labels) == (second.forms, second.labels)
    assert any(first.labels)


def test_damage_leaves_its_input_alone(damager: Damager) -> None:
    right = cut("Le maire ouvre une école rouge.")
    kept = list(right)
    for seed in range(30):
        damager.damage(right, Random(seed))
    assert right == kept


def test_a_kind_can_be_left_out(morphology: Morphology) -> None:
    everything_else = frozenset(NAMES) - {"stray-capital"}
    damager = Damager(morphology, [cut(OTHER)], [["weather"]], without=everything_else)
    for seed in range(20):
        codes = set(damager.damage(cut("Il ouvre une voiture demain."), Random(seed)).labels)
        assert codes <= {"", "FR301"}


def test_variations_stay_within_the_words_given() -> None:
    right, other = cut("Il parle du port, le maire écoute."), cut(OTHER)
    allowed = {form.lower() for form in (*right, *other)} | {'"', ":", "-"}
    for seed in range(200):
        assert {form.lower() for form in vary(right, Random(seed), other)} <= allowed


def test_round_trip_labels_what_is_surely_wrong_and_ignores_paraphrase(morphology: Morphology) -> None:
    right = cut("Il ouvre souvent la voiture rouge du maire demain, et les maires parlent ensemble.")
    back = cut("Il ouvrent souvent voiture rouge du magistrat demain, et les maires parlent ensemble.")
    labels = round_trip.labels(right, back, morphology)
    assert labels is not None
    by_form = dict(zip(back, labels, strict=True))
    assert by_form["ouvrent"] == "FR103"
    assert by_form["voiture"] == "FR106"
    assert by_form["magistrat"] is None
    assert by_form["rouge"] == by_form["demain"] == ""


def test_round_trip_gives_up_where_little_is_left(morphology: Morphology) -> None:
    assert round_trip.labels(cut("Il parle."), cut("Une autre phrase entière"), morphology) is None
