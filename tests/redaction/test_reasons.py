"""Every span says which stage found it."""

from __future__ import annotations

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor
from copilot.redaction.found import Found, Stage

TEXT = "Mara Quill wrote from [[X_1]] as mara@example.com; later Peter Johnson answered her."


def test_each_stage_is_named(redactor: Redactor) -> None:
    known = [KnownIdentity("CUSTOMER", "Mara Quill")]
    (redaction,) = redactor.redact([TEXT], known=known, restore=RestoreMap()).redactions
    said = {TEXT[span.start : span.end]: span.why.partition(":")[0] for span in redaction.spans}
    assert said == {
        "Mara Quill": "record",
        "[[X_1]]": "looks like a placeholder",
        "mara@example.com": "rule",
        "Peter Johnson": "names model",
    }


def test_a_reason_of_its_own_says_more_than_the_stage() -> None:
    assert Found(0, 4, "CARD", Stage.RULE, why="rule: Luhn").reason() == "rule: Luhn"


def test_of_two_findings_for_one_stretch_the_surer_gives_reason_and_score(
    redactor: Redactor,
) -> None:
    text = "Hello,\nmy name is Peter Johnson and I wait."
    (redaction,) = redactor.redact([text], known=(), restore=RestoreMap()).redactions
    assert [(span.why, span.score) for span in redaction.spans] == [("rule", 0.9)]
