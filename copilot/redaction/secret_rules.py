"""Passwords, keys, tokens and codes: by the words before them or by their maker's prefix."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log2

from copilot.redaction.found import Found, Stage

_IS = r"\s{0,3}(?::|=|-|–|#|is|are|was|ist|lautet|war|es|era|est|è)?\s{0,3}[\"'“„»`]?"
_SAID_IN_WORDS = (
    r"password|passwd|passphrase|passcode|pass ?word|pwd|passwort|kennwort|zugangscode|contraseña|contrasena|clave|"
    r"mot de passe|mdp|senha|wachtwoord|hasło|lösenord|adgangskode|salasana|parola d'ordine"
)
_CODE = (
    r"pin(?:[- ]?(?:code|number|nummer))?|cvv2?|cvc2?|csc|security code|verification code|one[- ]time (?:pass)?(?:code|password)|"
    r"otp|2fa code|mfa code|auth(?:entication|enticator)? code|login code|sms[- ]?code|backup code|recovery code|activation code|"
    r"tan|mtan|puk|prüfziffer|bestätigungscode|sicherheitscode|einmalcode|zugangscode|freischaltcode|"
    r"código de (?:verificación|seguridad|acceso|activación)|clave dinámica|code de (?:vérification|sécurité|confirmation)|code secret"
)
_KEY = (
    r"api[ _-]?key|api[ _-]?token|access[ _-]?key(?:[ _-]?id)?|access[ _-]?token|refresh[ _-]?token|secret[ _-]?(?:access[ _-]?)?key|"
    r"client[ _-]?secret|app[ _-]?secret|webhook[ _-]?secret|signing[ _-]?secret|secret|token|bearer|auth[ _-]?token|auth[ _-]?key|"
    r"private[ _-]?key|encryption[ _-]?key|license[ _-]?key|licence[ _-]?key|product[ _-]?key|session[ _-]?id|jsessionid|phpsessid|"
    r"seed phrase|recovery key|api-schlüssel|lizenzschlüssel|produktschlüssel|schlüssel|zugangstoken|clave (?:de )?(?:api|licencia)|clé (?:d['’])?api|clé de licence"
)
_SAYS = (
    r"(?::|=|\bis\b|\bwas\b|\bto\b|\bist\b|\blautet\b|\bwar\b|\bes\b|\bera\b|\best\b|\bé\b|\bè\b)"
)
_ABOUT = r"(?:\s{1,3}(?:for|to|für|zum|para|pour|de|del|of|on)\s[^\n:=]{1,40}?)?(?:\s(?:now|still|jetzt|ahora))?"
# What people say about a password instead of telling it.
_NOT_TOLD = frozenset(
    """
    a about above again all allowed already also always an and any anything are as asked at auto
    bad be because been before being below blank broken but by cannot case changed correct
    correctly could different does doesn empty entered enough everything exactly expired failing
    false fine for forgotten from getting good gone has have here hidden i if in incorrect
    insecure invalid it just kept known long longer lost maybe me missing more must my needed
    never new no not nothing now of off ok okay old on once one only or our out please
    protected required requested reset right safe same saved secret secure set short shown so
    some something still stored strong sure temporary that the there they this to too unknown
    until up updated used valid very visible weak what when which will with working wrong yes you
    your falsch nicht richtig abgelaufen vergessen gesperrt ungültig korrekt noch immer neu weg
    und oder die der das ein eine mein zu kurz incorrecta correcta incorrecto correcto mal válida
    inválida la el una un mi no caducada olvidada incorrect correct le un une mon pas plus
    expiré oublié invalide bon mauvais faux
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read
)
_MAKERS = (
    r"sk-(?:proj-|ant-|live-)?[\w-]{16,200}|(?:sk|pk|rk)_(?:live|test)_\w{10,200}|gh[pousr]_\w{20,255}|github_pat_\w{20,255}|"
    r"glpat-[\w-]{15,100}|xox[abeprs]-[\w-]{10,250}|xapp-[\w-]{10,250}|A(?:KIA|SIA|IDA|ROA)[0-9A-Z]{12,32}|AIza[\w-]{20,60}|"
    r"ya29\.[\w.-]{20,400}|eyJ[\w-]{8,2000}\.[\w-]{4,2000}(?:\.[\w-]{0,2000})?|SG\.[\w-]{10,60}\.[\w-]{10,120}|AC[0-9a-f]{32}|"
    r"key-[0-9a-f]{32}|npm_\w{30,60}|pypi-[\w-]{30,300}|dop_v1_[0-9a-f]{40,80}|hf_\w{20,60}|shp(?:at|ss|ca|pa)_[0-9a-fA-F]{20,60}|"
    r"sq0(?:atp|csp)-[\w-]{20,60}|EAAC\w{30,300}|ATATT3\w[\w=-]{30,300}|hooks\.slack\.com/services/[\w/]{20,120}|AccountKey=[\w+/=]{20,120}|"
    r"[0-9]{8,10}:AA[\w-]{30,40}|[a-z]{2,12}_(?:live|test|prod|sandbox)_[A-Za-z0-9]{14,200}"
)


@dataclass(frozen=True, slots=True)
class SecretRule:
    """Hides the group "word", or else group 1, of `pattern` where `check` agrees; without one of the cues none fits."""

    pattern: re.Pattern[str]
    check: Callable[[re.Match[str]], bool] | None
    cues: tuple[str, ...]


def _is_told(match: re.Match[str]) -> bool:
    """Whether a word behind "password is" is the password, and not what is said about it."""
    word = match["word"].rstrip(".,;:!?)")
    plain = word.strip("\"'*").lower()
    if plain in _NOT_TOLD or word.startswith(("http", "[[", "<")):
        return False
    odd = any(not char.isalpha() for char in word) or not (word.islower() or word.istitle())
    if odd or match["says"] in {":", "="}:
        return not plain.endswith(("'t", "’t"))
    end = match.end("word")
    ends = match.string[end : end + 2]
    return not plain.endswith("ed") and (not ends.strip(" ") or ends[0] in ".,;!)\n\"'”“")


def _has_digit(match: re.Match[str]) -> bool:
    return any(char.isdigit() for char in match[1])


def _is_random(match: re.Match[str]) -> bool:
    """At least three bits a sign and signs of two kinds: no words joined by dashes."""
    text = match[1]
    if len(text) < 8 or not _has_digit(match):
        return False
    shares = [text.count(char) / len(text) for char in set(text)]
    return -sum(share * log2(share) for share in shares) >= 2.5


def _is_made_up(match: re.Match[str]) -> bool:
    """Letters and digits with a sign between them or capitals within: no word, no product."""
    word = match[1]
    kinds = {char.isdigit() for char in word if char.isalnum()}
    odd = not word.isalnum() or not (word.islower() or word.isupper() or word.istitle())
    return len(kinds) == 2 and odd


def _rule(pattern: str, check: Callable[[re.Match[str]], bool] | None, *cues: str) -> SecretRule:
    return SecretRule(re.compile(pattern, re.IGNORECASE), check, cues)


_CUES: tuple[str, ...] = (
    "pass",
    "pwd",
    "kennwort",
    "zugang",
    "contrase",
    "clave",
    "mdp",
    "senha",
    "wachtwoord",
)
_CUES += ("hasło", "lösen", "adgang", "salasana", "parola")

RULES: tuple[SecretRule, ...] = (
    SecretRule(re.compile(r"(-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE|MESSAGE)(?: BLOCK)?-----[^-]{1,20000}(?:-----END [A-Z0-9 ]{0,60}-----)?)"), None, ("-----begin",)),
    SecretRule(re.compile(rf"(?<![\w-])({_MAKERS})(?![\w])"), None, ("sk", "pk_", "rk_", "gh", "glpat", "xox", "xapp", "ia", "aida", "aroa", "aiza", "ya29", "eyj", "sg.", "ac", "key-", "npm_", "pypi-", "dop_", "hf_", "shp", "sq0", "eaac", "atatt", "slack", "accountkey", ":aa", "_live_", "_test_", "_prod_", "_sandbox_")),
    _rule(rf"\b(?:{_SAID_IN_WORDS})s?\b{_ABOUT}\s{{0,3}}(?P<says>{_SAYS})\s{{0,3}}[\"'“„»«`]?[ ]?(?P<word>[^\s\"'“”„«»`]{{2,80}}[^\s\"'“”„«»`.,;!?)])", _is_told, *_CUES),
    _rule(rf"\b(?:{_CODE})\b(?:\s(?:for|für|para|pour)\s[\w ]{{1,30}}?)?{_IS}(\d[\d -]{{1,8}}\d|[A-Z0-9]{{4,10}})\b", _has_digit, "pin", "cvv", "cvc", "csc", "code", "otp", "tan", "puk", "prüf", "código", "clave"),
    _rule(rf"\b(?:{_KEY})\b{_IS}([A-Z0-9+/_.=~-]{{8,2000}})(?![\w])", _is_random, "key", "token", "secret", "bearer", "session", "sessid", "schlüssel", "clave", "clé"),
    _rule(r"[?&#;](?:[\w-]{0,30}(?:token|key|secret|sig|signature|password|passwd|pwd|auth|code|session|sid|otp|ticket|hash|nonce|jwt)[\w-]{0,10})=([^\s&#\"'<>]{4,2000})", None, "="),
    _rule(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/@:]{1,80}:([^\s/@]{1,80})@", None, "://"),
    _rule(r"/(?:reset|verify|confirm|activate|invite|unsubscribe|magic|login|password|token)[\w-]{0,20}/([\w-]{16,400})(?![\w.])", _is_random, "/"),
    _rule(r"\b(?:the|my|your|der|dein|ihr|mein|el|mi|tu|su|le|mon|votre|this|that) (?:\w{1,15} )?(?:code|otp|pin|tan|código|passcode)(?: (?:I got|you sent|erhalten habe))?[ ]?(?::|is|was|ist|lautet|es|est)\s{0,2}(\d{3}[ -]?\d{1,5}|[A-Z0-9]{6,8})\b", _has_digit, "code", "otp", "pin", "tan", "código"),
    _rule(r"\b(?:the|my|your|der|den|el|le) (?:code|otp|tan|código) (\d{3}[ -]\d{3}|\d{6,8})(?![\w-])", None, "code", "otp", "tan", "código"),
    # "The new password, so that you can set it: ..." tells it a few words later.
    _rule(rf"\b(?:{_SAID_IN_WORDS})\b[^\n:=.!?]{{1,60}}:\s{{1,3}}[\"'“„»«`]?([^\s\"'“”„«»`:/]{{5,80}}[^\s\"'“”„«»`:/.,;!?)])", _is_made_up, *_CUES),
    # One-time codes have six digits or more; what else is called a code says whose (error code).
    _rule(r"(?:^|[.,;!?\n(]\s{0,2}|\b(?:and|und|y|et) )(?:code|código)(?: is| ist| es| est|:)\s{1,2}(\d{3}[ -]?\d{3}|\d{7,8})(?![\w-])", None, "code", "código"),
    _rule(r"\b(\d{4,8})\s(?:is your|ist ihr|ist dein|es tu|es su|est votre)\s[\w -]{0,30}(?:code|pin|otp|tan|código)\b", None, "code", "pin", "otp", "tan", "código"),
    _rule(r"\b(?:logged? ?in|sign(?:ed)? ?in|credentials?|zugangsdaten|anmeldedaten|credenciales|identifiants)\b[^\n]{0,20}?[:=]?\s{1,2}[\w.@+-]{3,60}\s?[/|,:]\s?([^\s/|]{0,30}[\d!$%&*#][^\s/|]{0,30})", None, "log", "sign", "credential", "daten", "credencial", "identifiant"),
)  # fmt: skip


def find_secrets(text: str) -> Iterator[Found]:
    """Findings of type SECRET, without the words that tell what they are."""
    small = text.lower()
    for rule in RULES:
        if any(cue in small for cue in rule.cues):
            for match in rule.pattern.finditer(text):
                if rule.check is None or rule.check(match):
                    told = "word" in rule.pattern.groupindex
                    start, end = match.span("word" if told else 1)
                    if told and text[end : end + 1] == "!" and not text[start:end].isalpha():
                        end += 1  # more often of the password than of the sentence
                    yield Found(start, end, "SECRET", Stage.RULE)
