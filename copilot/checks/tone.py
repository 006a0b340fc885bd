"""Words that a customer may take badly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.records import Finding, ReplyKind, Severity

_SHOUTS = re.compile(r"!{2,}|\b(?:[A-ZÄÖÜ]{4,}[ ,]+){2,}[A-ZÄÖÜ]{3,}\b")
_LECTURES = (
    # told before
    r"(?:as|like) (?:i|we)(?:['’]ve| have)? (?:already )?(?:said|told|explained|mentioned|written)",
    r"(?:i|we)(?:['’]ve| have)? already (?:said|told|explained|written|answered)",
    r"wie (?:ich|wir)?(?: ihnen)? ?(?:ja |doch )?(?:bereits|schon)[^.!?\n]{0,20}?"
    r"(?:gesagt|erklärt|geschrieben|mitgeteilt)",
    r"hab(?:e|en) (?:ich|wir)?[^.!?\n]{0,20}(?:bereits|schon)[^.!?\n]{0,20}(?:gesagt|erklärt)",
    r"(?:ya|como) (?:ya )?(?:se lo|te lo|le|les) (?:he |hemos )?(?:dicho|dije|dijimos|expliqu\w+|"
    r"explicado)",
    r"(?:je|nous) (?:vous )?(?:l['’]\s?|le )?(?:ai|avons) déjà (?:dit|expliqué|écrit)",
    r"comme je vous l['’]ai (?:déjà )?dit",
    # not us
    r"(?:not|n['’]t) (?:our|my) (?:problem|concern|fault)|(?:cannot|can['’]?t|can not) help it",
    r"nothing to do with us|dafür (?:können|kann) (?:wir|ich) nichts|nicht unser(?:e)? "
    r"(?:problem|schuld|sache)",
    r"no es (?:nuestr[oa] (?:problema|culpa|asunto)|problema nuestro|culpa nuestra)",
    r"pas (?:de )?notre (?:problème|faute|affaire)",
    # you
    r"you should(?: have|['’]ve) (?!no\b|some|any|an?\b|the|your|been able|received|got|had|"
    r"it\b)|"
    r"you (?:must have )?failed to|calm down|obviously|"
    r"you(?:r own| are at) fault|you don['’]t understand|if you had (?:bothered|read|looked|"
    r"listened|followed)|(?:your own|own) (?:fault|mistake)",
    r"sie hätten|hätten sie [^.!?\n]{1,60}(?:wäre|hätten|müssten)|beruhigen sie sich|"
    r"ihre eigene schuld|selbst schuld|wer lesen kann|doch (?:wohl )?(?:deutlich|klar|eindeutig)",
    r"debería haber|si (?:usted )?hubiera (?:leído|mirado)|cálmese|(?:es )?culpa suya",
    r"vous auriez dû|si vous aviez (?:lu|regardé)|calmez-vous|(?:c['’]est )?(?:de )?votre "
    r"(?:propre )?faute|il suffi(?:t|sait) de lire",
    # contempt and impatience
    r"common sense|(?:as )?(?:everybody|everyone|anybody|anyone) (?:with|knows|can see)|"
    r"stop (?:asking|writing|calling|complaining)|enough of this|for the last time",
    r"hören sie (?:endlich )?auf|zum letzten mal|bekanntlich|gesunder menschenverstand",
    r"deje de|por última vez|sentido común|como todo el mundo sabe|arrêtez de|"
    r"pour la dernière fois|bon sens|tout le monde sait",
)
_BLAMES = re.compile(rf"\b(?:{'|'.join(_LECTURES)})\b", re.IGNORECASE)


def tone(desk: Desk) -> Iterator[Finding]:
    if desk.kind is not ReplyKind.PUBLIC_REPLY:
        return
    quotes = " ".join(one.quote for each in desk.sentences for one in each.evidence)
    for pattern, what in ((_SHOUTS, "shouts"), (_BLAMES, "blames or lectures the customer")):
        for found in pattern.finditer(desk.text):
            if found[0] not in quotes:
                yield Finding(
                    "tone",
                    Severity.ACCEPT,
                    *found.span(),
                    f"“{found[0].strip()}” {what}.",
                    "Say it more calmly, or accept it.",
                )
