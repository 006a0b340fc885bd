"""Names where the words around them say so: greetings, titles, relatives, closings."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.redaction.found import Found, Stage
from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.words import NOT_A_NAME

_TITLES = {"mr", "mrs", "ms", "dr", "prof", "herr", "frau", "sr", "sra", "mme"}
# Capital letters of the Latin alphabets.
CAPITALS = r"A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
_WORD = rf"(?:[{CAPITALS}]['’](?=[{CAPITALS}]))?[{CAPITALS}][^\W\d_]{{1,20}}(?:['’-][^\W\d_]{{2,20}}){{0,2}}"
_JOINT = r"(?:(?:de|del|della|di|da|dos|la|le|van|von|der|den|ten|el|bin|al|zu|y)[ ])"
_NAME = rf"(?:[{CAPITALS}]\.?[ ])?{_WORD}(?:[ ][{CAPITALS}]\b\.?(?=[ ]{_WORD})|[ ]{_WORD}|[ ]{_JOINT}{{1,2}}{_WORD}){{0,3}}"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Sr|Sra|Srta|Señor|Señora|Mme|Monsieur|Madame|Don|Doña)"
)

_GREETING = re.compile(
    r"(?:^|[\n.!?,:>]\s{0,3})(?:(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thank you(?: so much)?,|thanks,|you[’']re welcome,|hallo|liebe[r]?|"
    r"moin|guten (?:tag|morgen|abend)|sehr geehrte[r]?|hola|buen(?:os|as) (?:días|tardes|noches)|"
    rf"estimad[oa]|querid[oa]|bonjour|bonsoir|salut|cher|chère|ciao|gentile))[ ,]{{1,2}}(?:{_TITLE}\.?[ ])?({_NAME})"
)
_TITLED = re.compile(rf"\b{_TITLE}\.?[ ]({_NAME})")
_INTRODUCED = re.compile(
    r"\b(?i:name is|name's|this is|(?:calls?|called|named) (?:me|him|her)|i am|i'm|name:|full name:|customer name:|speaking with|spoke (?:to|with)|"
    r"ich heiße|ich bin|name ist|me llamo|mi nombre es|soy|je m'appelle|je suis|mi chiamo|"
    rf"signed,?|from:|to:|contact:|attn:?|cc:)[ ]{{1,2}}(?:{_TITLE}\.?[ ])?({_NAME})"
)
# "my husband Gethin", "mein Vater, Dieter Vogt", "mi hija Lucía"
_RELATED = re.compile(
    r"\b(?i:(?:my|our|his|her|their) (?:late |own |little |old(?:er|est)? |young(?:er|est)? |elder |best )?(?:husband|wife|partner|spouse|"
    r"fianc[ée]e?|girlfriend|boyfriend|father|mother|dad|mum|mom|son|daughter|brother|sister|grand(?:father|mother|son|daughter|pa|ma|dad)|"
    r"uncle|aunt|cousin|nephew|niece|child|baby|friend|neighbour|neighbor|colleague|assistant|boss|landlord|flatmate|roommate)|"
    r"(?:mein|unser|sein|ihr)(?:e[mnr]?)? (?:mann|ehemann|ehefrau|freund|freundin|verlobter?|vater|mutter|papa|mama|sohn|tochter|bruder|schwester|opa|oma|großvater|großmutter|"
    r"onkel|tante|kollegen?|kollegin|chef|chefin|nachbarn?|nachbarin)|"
    r"(?:mi|nuestr[oa]|su) (?:marido|esposo|esposa|mujer|novi[oa]|pareja|padre|madre|hij[oa]|herman[oa]|abuel[oa]|tí[oa]|amig[oa]|colega|jef[ea]|vecin[oa])|"
    r"(?:mon|ma|notre|son|sa) (?:mari|femme|épou(?:x|se)|compagne|compagnon|copain|copine|père|mère|fils|fille|frère|sœur|grand-père|grand-mère|oncle|tante|ami|amie|collègue|chef|voisine?))"
    rf",? ({_NAME})"
)
_NAMED = re.compile(
    r"(?i:\bname is|\bname's|\bnamed (?:him|her)|\bname ist|\bich heiße|\bme llamo|\bmi nombre es|\bje m'appelle|\bmr\.|\bmrs\.|\bms\.)"
    r" ([^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2})"
)
_LAST_LINE = re.compile(r"\n[ \t]{0,3}[-–—~]{0,2}[ ]?([^\W\d_]{2,20})[ \t.]{0,3}\n?\Z")
_CLOSING = re.compile(
    r"(?i:(?:best|kind|warm|many)? ?regards|best wishes|best|thanks|thank you|many thanks|cheers|sincerely|"
    r"yours(?: truly| sincerely| faithfully)?|(?:viele|liebe|beste|freundliche) grüße|mit freundlichen grüßen|lg|mfg|"
    r"vg|gruß|danke|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|gracias|cordialement|merci|bien à vous|"
    rf"saluti)[,.!]?[ \t]{{0,3}}\n\s{{0,6}}[-–—~]{{0,2}}[ ]?({_NAME})[ \t]{{0,3}}(?=\n|$|[,|(])"
)


def name_findings(text: str) -> Iterator[Found]:
    """PERSON findings behind such words; the title itself stays readable."""
    yield from _in_small_letters(text)
    for pattern in (_GREETING, _TITLED, _INTRODUCED, _RELATED, _CLOSING):
        for match in pattern.finditer(text):
            kept = name_part(match[1])
            if kept:
                start = match.start(1) + match[1].index(kept)
                yield Found(start, start + len(kept), "PERSON", Stage.RULE, score=0.9)


def _in_small_letters(text: str) -> Iterator[Found]:
    """Words of the lists after "my name is", and a first name that is the last line."""
    for match in _NAMED.finditer(text):
        words = re.findall(r"\S+", match[1])
        while words and not kind_of(words[-1]) & (Kind.FIRST | Kind.LAST):
            words.pop()
        if words and not kind_of(words[0]) & Kind.WORD:
            end = match.start(1) + len(" ".join(words))
            yield Found(match.start(1), end, "PERSON", Stage.RULE, score=0.8)
    alone = _LAST_LINE.search(text)
    if alone and alone[1].islower() and kind_of(alone[1]) == Kind.FIRST:
        yield Found(alone.start(1), alone.end(1), "PERSON", Stage.RULE, score=0.8)


def name_part(text: str) -> str:
    """The leading words of `text` that can be a name; "" when the first one cannot."""
    end = 0
    for word in re.finditer(r"\S+", text):
        if not can_be_a_name(word[0]):
            break
        end = word.end()
    return text[:end].rstrip(".,;:!?")


def can_be_a_name(word: str) -> bool:
    """False for words in the list of those that stand where names do, codes and capitals."""
    bare = word.strip(".,;:!?()\"'").removesuffix("'s").removesuffix("’s")
    if not bare or any(char.isdigit() or char in "@/_\\#<>[]{}=+*&|" for char in bare):
        return False
    # All capitals and capitals inside a word are products, codes and file names: USB, AquaPure, iPhone.
    if bare.lower() in NOT_A_NAME or (len(bare) > 2 and bare.isupper()):
        return False
    return kind_of(bare) != Kind.WORD


def name_parts(full: str) -> list[tuple[str, str]]:
    """("FIRST", "Dana") and ("LAST", "Whitfield") of a full name.

    A part counts with three letters or more and a capital at its start, and says nothing else.
    """
    words = [word.strip(".,;:()\"'") for word in full.split()]
    words = [word for word in words if word and word.lower() not in _TITLES]
    if len(words) < 2:
        return []
    parts = [("FIRST", words[0]), ("LAST", words[-1])]
    return [(part, word) for part, word in parts if _is_name_word(word)]


def _is_name_word(word: str) -> bool:
    return len(word) >= 3 and word[0].isupper() and word.lower() not in NOT_A_NAME
