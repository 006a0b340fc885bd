"""restore(redact(x)) == x for any text: 10,000 through all stages but the statistical pass, and
SUPPORT_COPILOT_REDACTION_TEXTS (300) through the whole redactor; `make fuzz-quick` takes 10,000.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from copilot.records import KnownIdentity, RestoreMap
from copilot.redaction.analyzer import Redactor
from copilot.redaction.found import Found, Stage, settle
from copilot.redaction.known import KnownFinder, identities_of
from copilot.redaction.placeholders import MARK, PLACEHOLDER, Placeholders, restore
from copilot.redaction.rules import find_rules

TEXTS, AT_ONCE = 10_000, 10
WHOLE = int(os.environ.get("SUPPORT_COPILOT_REDACTION_TEXTS", "300"))

KNOWN = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("AGENT", "Émile D'Arcy-Weiß"),
    KnownIdentity("EMAIL", "dana@example.com"),
    KnownIdentity("PHONE", "+44 7700 900461"),
    KnownIdentity("ADDRESS", "14 Harbour Lane, Bristol"),
    KnownIdentity("ORDER", "A-88213"),
    KnownIdentity("PLAIN", "Polaris"),
    KnownIdentity("CUSTOMER", "[[X_1]]"),
    KnownIdentity("ACCOUNT", "]]"),
)
WORDS = (
    *("Dana Whitfield", "DANA", "dana@example.com", "Whitfeld's", "Émile", "A-88213", "a88213"),
    *("[[CUSTOMER_1]]", "[[MARK_1]]", "[[CUSTOMER_1_FIRST]]", "[[", "]]", "_1]]", "[", "]", "[[[["),
    *("[[CUSTOMER_", "CUSTOMER_1", "[[A_\u0661]]", "[[PERSON_0]]", "[[ORDER_99999999999999]]"),
    *("4111 1111 1111 1111", "DE89370400440532013000", "07700 900461", "10.0.0.1"),
    *("00:1B:44:11:3A:B7", "My password is hunter2", "call 020 7946 0018", "12 Baker Street"),
    *("Hi John Smith,\n", " order #12345-X ", "Polaris", "DANA POLARIS", "\nBest regards\nDana\n"),
    *("\u202e", "\x00", "\r\n", "\u2028", "\u200f", "\ud800", "e\u0301", "ß", "ﬁ", "\ufeff", "İ"),
    *("https://x.example/?token=abcdef123456", "sk_live_abcdefghijklmnop", "\t", "  ", "'", "-"),
)  # fmt: skip
glued = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text(st.characters(), max_size=8),
        st.text("[]_ABC0123 \n", max_size=12),
    ),
    max_size=5,
).map("".join)
together = st.lists(glued, min_size=AT_ONCE, max_size=AT_ONCE)
quick = settings(
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


def hidden(texts: Sequence[str], before: RestoreMap) -> tuple[list[str], RestoreMap]:
    """The texts through marks, record, rules, settling and placeholders."""
    finder, given_out = KnownFinder(KNOWN, identities_of(before)), Placeholders(before)
    done = []
    for text in texts:
        marks = [Found(*m.span(), MARK, Stage.MARK) for m in PLACEHOLDER.finditer(text)]
        found = settle([*marks, *finder.find(text), *find_rules(text)])
        assert all(a.end <= b.start for a, b in pairwise(found))
        out, at = [], 0
        for one in found:
            given_ = given_out.give(
                one.type, text[one.start : one.end], owner=one.owner, part=one.part
            )
            out += [text[at : one.start], given_]
            at = one.end
        done.append("".join([*out, text[at:]]))
    return done, given_out.restore_map()


@settings(quick, max_examples=TEXTS // AT_ONCE)
@given(together)
def test_any_text_comes_back(texts: list[str]) -> None:
    redacted, restore_map = hidden(texts, RestoreMap())
    assert [restore(text, restore_map) for text in redacted] == texts


@settings(quick, max_examples=max(WHOLE // AT_ONCE, 1))
@given(together)
def test_any_text_comes_back_from_the_whole_redactor(redactor: Redactor, texts: list[str]) -> None:
    first = redactor.redact(texts[:5], known=KNOWN, restore=RestoreMap())
    second = redactor.redact(texts, known=KNOWN, restore=first.restore)
    whole = second.restore
    assert [restore(one.text, whole) for one in second.redactions] == texts
    assert [restore(one.text, whole) for one in first.redactions] == texts[:5]
    for text, one in zip(texts, second.redactions, strict=True):
        assert [s.start for s in one.spans] == sorted(s.start for s in one.spans)
        originals = dict(whole.originals)
        assert all(originals[s.placeholder] == text[s.start : s.end] for s in one.spans)
