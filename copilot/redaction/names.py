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

# Who letters to many people greet.
_ROLE = (
    r"(?:Parent|Student|Pupil|Guest|Resident|Passenger|Applicant|Subscriber|Tenant|Neighbou?r|Shareholder|Reader|Participant|"
    r"Travell?er|Visitor|Candidate|Supplier|Partner|Owner|Patient|Citizen|Taxpayer|Employee)s?"
)
_GREETING = re.compile(
    r"(?:^|[\n.!?,:>]\s{0,3})(?:(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thank you(?: so much)?,|thanks,|you[’']re welcome,|hallo|liebe[r]?|"
    r"moin|guten (?:tag|morgen|abend)|sehr geehrte[r]?|hola|buen(?:os|as) (?:días|tardes|noches)|"
    rf"estimad[oa]|querid[oa]|bonjour|bonsoir|salut|cher|chère|ciao|gentile))[ ,]{{1,2}}(?!{_ROLE}\b)(?:{_TITLE}\.?[ ])?({_NAME})"
)
_TITLED = re.compile(rf"\b(?:{_TITLE}\.?|(?:mr|mrs|ms|dr|prof)\.)[ ]({_NAME})")
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
# "Vitoria, can you look into it?": whom a message begins with.
_CALLED = re.compile(
    rf"(?:^|\n)[ \t>]{{0,3}}({_WORD}),[ ](?:can|could|would|will|do|did|are|is|have|please|thanks|thank|what|why|how|where|when|I|I'm|I’m|we|my|you|your|the|this|it)\b"
)
# Lines of a conversation: a time or nothing, who says it, and what.
_SPEAKER = re.compile(
    rf"^[ \t>*]{{0,4}}(?:[\[(]?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:[ ]?[AaPp]\.?[Mm]\.?)?[\])]?[ ,-]{{0,3}})?({_WORD}(?:[ ]{_WORD})?):[ ](?=[^\W\d_]+[’']?[^\W\d_]*[ ,.!?])",
    re.MULTILINE,
)
_OWN_WORDS = re.compile(
    r"(?:I|I['’](?:m|ve|d|ll)|we|We|my|My|hi|Hi|hello|Hello|thanks|Thanks|yes|Yes|no|No)\b"
)
# The last line, behind a sentence that has ended.
_SIGNED = re.compile(rf"[.!?,][ \t]{{0,3}}\n\s{{0,6}}[-–—~]{{0,2}}[ ]?({_NAME})[ \t.]{{0,3}}\n?\Z")
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
    yield from _called(text)
    yield from _speakers(text)
    yield from _signed(text)
    for pattern in (_GREETING, _TITLED, _INTRODUCED, _RELATED, _CLOSING):
        for match in pattern.finditer(text):
            kept = _with_last_name(name_part(match[1]), match[1])
            if kept:
                start = match.start(1) + match[1].index(kept)
                yield Found(start, start + len(kept), "PERSON", Stage.RULE, score=0.9)


def _with_last_name(kept: str, written: str) -> str:
    """With an ordinary word behind a first name: "Dr. Justin Beet"."""
    if kind_of(kept) != Kind.FIRST or " " in kept:
        return kept
    rest = written[len(kept) :].split()
    is_last = len(rest) == 1 and rest[0].istitle() and rest[0].lower() not in NOT_A_NAME
    return written.rstrip() if is_last and kind_of(rest[0]) == Kind.WORD else kept


def _called(text: str) -> Iterator[Found]:
    for match in _CALLED.finditer(text):
        kind = kind_of(match[1])
        if can_be_a_name(match[1]) and (kind & Kind.FIRST or not kind & Kind.WORD):
            yield _by_rule(match)


def _speakers(text: str) -> Iterator[Found]:
    """Who speaks in a conversation: one of them has a name of the lists, or speaks of himself."""
    spoken = [match for match in _SPEAKER.finditer(text) if can_be_a_name(match[1].split()[0])]
    several = len(spoken) > 1 and any(
        kind_of(match[1].split()[0]) == Kind.FIRST for match in spoken
    )
    for match in spoken:
        own_words = _OWN_WORDS.match(text, match.end()) is not None
        if several or (own_words and not any(kind_of(w) & Kind.WORD for w in match[1].split())):
            yield _by_rule(match)


def _signed(text: str) -> Iterator[Found]:
    """A last line that is a name: a word of the lists alone or beside words in none."""
    match = _SIGNED.search(text)
    if match is None or len(match[1].split()) > 3 or name_part(match[1]) != match[1]:
        return
    kinds = [kind_of(word) for word in match[1].split()]
    if any(kind and not kind & Kind.WORD for kind in kinds) or (
        len(kinds) == 1 and kinds[0] & Kind.FIRST
    ):
        yield _by_rule(match)


def _by_rule(match: re.Match[str]) -> Found:
    return Found(match.start(1), match.end(1), "PERSON", Stage.RULE, score=0.9)


def _in_small_letters(text: str) -> Iterator[Found]:
    """Words of the lists after "my name is", and a first name that is the last line."""
    for match in _NAMED.finditer(text):
        words = re.findall(r"\S+", match[1])
        while words and not kind_of(words[-1]) & (Kind.FIRST | Kind.LAST):
            words.pop()
        if words and (not kind_of(words[0]) & Kind.WORD or _ends_there(text, match, words)):
            end = match.start(1) + len(" ".join(words))
            yield Found(match.start(1), end, "PERSON", Stage.RULE, score=0.8)
    alone = _LAST_LINE.search(text)
    if alone and alone[1].islower() and kind_of(alone[1]) == Kind.FIRST:
        yield Found(alone.start(1), alone.end(1), "PERSON", Stage.RULE, score=0.8)


def _ends_there(text: str, match: re.Match[str], words: list[str]) -> bool:
    """Whether nothing is said about the word: "my name is vitoria" and not "is vitoria wrong"."""
    end = match.start(1) + len(" ".join(words))
    goes_on = re.match(
        r"[ ]?(?:$|[.,;!?\n]|(?:and|but|und|y|et|aber|pero|mais)\b)", text[end : end + 6]
    )
    return (
        goes_on is not None and words[0] not in NOT_A_NAME and bool(kind_of(words[0]) & Kind.FIRST)
    )


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
