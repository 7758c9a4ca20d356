from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

import mtqa
from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import SentenceScore
from mtqa.domain.text import Sentence, Token
from mtqa.scoring import Companions, score_document, score_sentence, word_count
from mtqa.scoring.calibration import shipped_calibration
from mtqa.scoring.sentences import text_pairs

TEXT = "Le maire est parti."
SENTENCE = Sentence(0, 0, TEXT, 0, len(TEXT), tuple(Token(word, 0, 1) for word in (*TEXT[:-1].split(), ".")))
MAJOR = Issue("FR103", "x", "grammar", Severity.MAJOR, 0, 2, "Le", "m")
WEIGHTS = SeverityWeights()


def test_without_anything_to_compare_the_score_is_fluency() -> None:
    score = score_sentence(SENTENCE, [MAJOR], Companions(), WEIGHTS)
    assert (score.adequacy_0_100, score.score_0_100, score.metrics) == (None, score.fluency_0_100, ())
    assert (score.penalty, score.band) == (5, "fair")


def test_a_perfect_round_trip_has_full_marks_and_signatures() -> None:
    score = score_sentence(SENTENCE, [], Companions(round_trip=TEXT), WEIGHTS)
    values = {metric.name: metric.value for metric in score.metrics}
    assert values["chrF2"] == pytest.approx(100) and values["BLEU"] == pytest.approx(100) and values["TER"] == 0
    assert score.adequacy_0_100 == pytest.approx(100)
    assert all("version:" in metric.signature for metric in score.metrics)


def test_a_round_trip_does_not_hide_that_the_back_translation_is_no_translation_of_the_source() -> None:
    companions = Companions(back_translation="A dog.", source="The mayor left.", round_trip=TEXT)
    score = score_sentence(SENTENCE, [], companions, WEIGHTS)
    trip = score_sentence(SENTENCE, [], Companions(round_trip=TEXT), WEIGHTS)
    assert score.adequacy_0_100 is not None and trip.adequacy_0_100 is not None
    assert score.adequacy_0_100 < trip.adequacy_0_100 / 2
    assert [metric.against for metric in score.metrics][::3] == ["back-translation / source", "round trip / French"]


def scored(issues: list[Issue] | None = None, **agreements: float | None) -> SentenceScore:
    return score_sentence(SENTENCE, issues or [], Companions(**agreements), WEIGHTS)  # type: ignore[arg-type]


def test_less_agreement_never_scores_higher_and_the_source_counts_more() -> None:
    falling = [1.0, 0.9, 0.5, 0.1, 0.0]
    for kind in ("source_agreement_0_1", "translation_agreement_0_1"):
        scores = [scored(**{kind: value}) for value in falling]
        assert [score.adequacy_0_100 for score in scores] == pytest.approx([100 * value for value in falling])
        assert all(one.score_0_100 > other.score_0_100 for one, other in pairwise(scores))
    source = scored(source_agreement_0_1=0.5, translation_agreement_0_1=1.0).score_0_100
    assert source < scored(source_agreement_0_1=1.0, translation_agreement_0_1=0.5).score_0_100


def test_an_issue_lowers_the_score_whatever_the_sentence_is_compared_with() -> None:
    for value in (1.0, 0.5, 0.0):
        assert scored([MAJOR], source_agreement_0_1=value).score_0_100 < scored(source_agreement_0_1=value).score_0_100


def test_evidence_lowers_adequacy_and_score_but_no_fluency() -> None:
    lost = Issue("BT103", "number", "accuracy-evidence", Severity.MAJOR, 0, 2, "Le", "m", confidence=1.0)
    without, with_it = scored(source_agreement_0_1=0.8), scored([lost], source_agreement_0_1=0.8)
    assert with_it.adequacy_0_100 == pytest.approx(40)  # a major issue's worth of evidence halves it
    assert with_it.score_0_100 < without.score_0_100
    assert (with_it.fluency_0_100, with_it.penalty) == (without.fluency_0_100, without.penalty)


def test_a_document_scores_as_its_words_do_where_only_some_sentences_have_a_source() -> None:
    scores = [scored(source_agreement_0_1=0.7), scored()]
    document = score_document([SENTENCE] * 2, scores, [Companions()] * 2)
    assert document.score_0_100 == pytest.approx(sum(score.score_0_100 for score in scores) / 2)
    assert document.adequacy_0_100 == pytest.approx(70)


def test_the_document_is_penalised_per_100_words() -> None:
    scores = [
        score_sentence(SENTENCE, [MAJOR], Companions(), WEIGHTS),
        score_sentence(SENTENCE, [], Companions(), WEIGHTS),
    ]
    document = score_document([SENTENCE, SENTENCE], scores, [Companions(), Companions()])
    assert document.words == 8  # the full stop is no word
    assert document.penalty_per_100_words == pytest.approx(100 * 5 / 8)
    assert document.band == "poor"  # more than a critical issue in a hundred words
    assert document.fluency_0_100 == pytest.approx(sum(score.fluency_0_100 for score in scores) / 2)


def test_twice_the_document_scores_the_same() -> None:
    scores = [
        score_sentence(SENTENCE, [MAJOR], Companions(), WEIGHTS),
        score_sentence(SENTENCE, [], Companions(), WEIGHTS),
    ]
    once = score_document([SENTENCE] * 2, scores, [Companions()] * 2)
    twice = score_document([SENTENCE] * 4, scores * 2, [Companions()] * 4)
    assert once.score_0_100 == twice.score_0_100


def test_the_interval_holds_the_score_and_narrows_with_length() -> None:
    scores = [
        score_sentence(SENTENCE, [MAJOR], Companions(), WEIGHTS),
        score_sentence(SENTENCE, [], Companions(), WEIGHTS),
    ]
    short = score_document([SENTENCE] * 4, scores * 2, [Companions()] * 4)
    long = score_document([SENTENCE] * 400, scores * 200, [Companions()] * 400)
    assert short.interval_0_100 is not None and long.interval_0_100 is not None
    for document, (low, high) in ((short, short.interval_0_100), (long, long.interval_0_100)):
        assert low <= document.score_0_100 <= high
    assert long.interval_0_100[1] - long.interval_0_100[0] < (short.interval_0_100[1] - short.interval_0_100[0]) / 4
    assert score_document([SENTENCE] * 4, scores * 2, [Companions()] * 4).interval_0_100 == short.interval_0_100
    assert score_document([SENTENCE], scores[:1], [Companions()]).interval_0_100 is None


def test_a_document_in_another_language_scores_nothing() -> None:
    """Regression: nothing was checked in its sentences, and each but the first scored 100."""
    text = "The mayor said on Tuesday that the town will build two schools. The residents want a park too. It rains."
    (document,) = mtqa.check(text).documents
    assert [issue.code for sentence in document.sentences for issue in sentence.issues] == ["FR403"]
    assert {(sentence.score.score_0_100, sentence.score.band) for sentence in document.sentences} == {(0.0, "poor")}
    assert (document.score.score_0_100, document.score.band) == (0.0, "poor")


def test_a_sentence_too_long_to_be_checked_scores_nothing() -> None:
    (document,) = mtqa.check("mot, " * 1500).documents
    assert (document.score.score_0_100, document.score.band) == (0.0, "poor")


def test_an_unchecked_sentence_is_not_saved_by_its_comparison() -> None:
    score = score_sentence(SENTENCE, [], Companions(round_trip=TEXT), WEIGHTS, unread=True)
    assert (score.score_0_100, score.band) == (0.0, "poor")


# --- what is compared, weighed and left out


def sentence(text: str) -> Sentence:
    """A sentence whose tokens are its words and its last mark."""
    words = [*text[:-1].split(), text[-1]]
    return Sentence(0, 0, text, 0, len(text), tuple(Token(word, 0, len(word)) for word in words))


def test_each_comparison_needs_both_of_its_sides() -> None:
    def pairs(**texts: str) -> list[str]:
        return [name for _, _, name in text_pairs("Oui.", Companions(**texts))]

    assert pairs() == pairs(source="Yes.") == pairs(back_translation="Yes.") == []
    assert pairs(source="Yes.", back_translation="") == []
    assert pairs(source="Yes.", back_translation="Yes.") == ["back-translation / source"]
    assert pairs(round_trip="Oui.", reference="Si.") == ["round trip / French", "French / reference"]
    assert text_pairs("Oui.", Companions(reference="Si.")) == [("Oui.", "Si.", "French / reference")]
    assert text_pairs("Oui.", Companions(round_trip="Si."))[0][:2] == ("Si.", "Oui.")


def test_a_reference_alone_is_shown_and_tells_nothing_of_adequacy() -> None:
    score = score_sentence(SENTENCE, [], Companions(reference=TEXT), WEIGHTS)
    assert [metric.against for metric in score.metrics] == ["French / reference"] * 3
    assert score.adequacy_0_100 is None and score.score_0_100 == score.fluency_0_100


def test_what_was_not_checked_takes_every_point_and_keeps_its_comparisons() -> None:
    for words, penalty in ((4, 100.0), (100, 100.0), (150, 150.0)):
        unread = score_sentence(sentence("mot " * words + "."), [], Companions(reference="Un."), WEIGHTS, unread=True)
        assert (unread.score_0_100, unread.fluency_0_100, unread.adequacy_0_100) == (0, 0, None)
        assert (unread.penalty, unread.band, len(unread.metrics)) == (penalty, "poor", 3)


@pytest.mark.parametrize(
    ("code", "evidence", "unread"),
    [
        ("FR403", (), True),
        ("FR502", (), False),
        ("BT103", (), False),
        ("FR101", ("rule too-long",), True),
        ("FR101", ("rule agreement",), False),
    ],
)
def test_the_issues_tell_what_was_not_checked(code: str, evidence: tuple[str, ...], unread: bool) -> None:
    found = Issue(code, "x", "grammar", Severity.MINOR, 0, 2, "Le", "m", evidence=evidence)
    assert (score_sentence(SENTENCE, [found], Companions(), WEIGHTS).score_0_100 == 0) is unread


def test_a_network_that_found_nothing_has_read_the_sentence() -> None:
    calibration = shipped_calibration()
    by_rules = score_sentence(SENTENCE, [], Companions(), WEIGHTS).fluency_0_100
    by_network = score_sentence(SENTENCE, [], Companions(), WEIGHTS, expected_errors=0.0).fluency_0_100
    assert by_rules == 100 * calibration.rules.chance(0)
    assert by_network == 100 * calibration.network.chance(0) != by_rules
    known = Companions(source_agreement_0_1=1.0)
    graded = [score_sentence(SENTENCE, [], known, WEIGHTS, expected_errors=errors) for errors in (None, 0.0)]
    assert [score.score_0_100 for score in graded] == [
        100 * calibration.rules_grade.grade(0, 4, 1.0), 100 * calibration.network_grade.grade(0, 4, 1.0),
    ]  # fmt: skip


def test_the_grade_counts_evidence_with_the_issues_of_the_french() -> None:
    lost = Issue("BT103", "number", "accuracy-evidence", Severity.MAJOR, 0, 2, "Le", "m", confidence=0.8)
    score = scored([replace(MAJOR, confidence=0.5), lost], source_agreement_0_1=1.0)
    adequacy = 1 / (1 + 0.8)  # 0.8 of a major issue's worth
    assert score.adequacy_0_100 == pytest.approx(100 * adequacy)
    load = 0.5 * 5 + 0.8 * 5
    assert score.score_0_100 == pytest.approx(100 * shipped_calibration().rules_grade.grade(load, 4, adequacy))
    bands = [scored([replace(lost, confidence=sure)], source_agreement_0_1=1.0).band for sure in (0.8, 1.0)]
    assert score.penalty == 5 and bands == ["good", "fair"]


def test_words_weigh_and_signs_do_not() -> None:
    long, short, signs = sentence("Le maire est parti hier matin pour la mer."), sentence("Non !"), sentence("… !")
    assert [word_count(one) for one in (long, short, signs)] == [9, 1, 0]
    scores = [score_sentence(one, found, Companions(), WEIGHTS) for one, found in ((long, []), (short, [MAJOR]))]
    good, bad = (score.score_0_100 for score in scores)
    document = score_document([long, short], scores, [Companions()] * 2)
    assert document.score_0_100 == document.fluency_0_100 == pytest.approx((9 * good + bad) / 10)
    assert (document.words, document.sentences, document.adequacy_0_100) == (10, 2, None)
    assert document.penalty_per_100_words == pytest.approx(50) and document.band == "poor"
    with_signs = score_document([long, signs], scores, [Companions()] * 2)  # counts as one word
    assert with_signs.score_0_100 == pytest.approx((9 * good + bad) / 10) and with_signs.words == 9
    only_signs = score_document([signs], scores[1:], [Companions()])
    assert (only_signs.words, only_signs.penalty_per_100_words) == (0, 500)


def test_a_document_without_sentences_has_no_fault() -> None:
    empty = score_document([], [], [])
    assert (empty.score_0_100, empty.fluency_0_100, empty.adequacy_0_100) == (100, 100, None)
    assert (empty.penalty_per_100_words, empty.words, empty.sentences, empty.metrics) == (0, 0, 0, ())
    assert empty.interval_0_100 is None and empty.band == "good"


def test_a_document_is_compared_where_its_sentences_are() -> None:
    companions = [Companions(round_trip="Le maire est parti."), Companions(), Companions(reference="Il est parti.")]
    scores = [score_sentence(SENTENCE, [], one, WEIGHTS) for one in companions]
    document = score_document([SENTENCE] * 3, scores, companions)
    assert [metric.against for metric in document.metrics] == ["round trip / French"] * 3 + ["French / reference"] * 3
    assert [metric.value for metric in document.metrics[:3]] == pytest.approx([100, 100, 0])
    assert document.metrics[3].value == pytest.approx(scores[2].metrics[0].value)


def test_a_sentence_without_its_score_or_companions_is_not_passed_over() -> None:
    scores = [score_sentence(SENTENCE, [], Companions(), WEIGHTS)] * 2
    for given in ((scores[:1], [Companions()] * 2), (scores, [Companions()])):
        with pytest.raises(ValueError, match="zip"):
            score_document([SENTENCE] * 2, *given)
