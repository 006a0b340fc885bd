"""What stands beside people's names, and how names end: the words that tell them from things."""

# ruff: noqa: E501 - a pattern is easier to read unbroken
from __future__ import annotations

import re

CONTACT = re.compile(r"[ ]?[(<\[][ ]?(?:mailto:)?[\w.+-]{1,64}@")
DOING = re.compile(
    r"[ ](?:said|says|wrote|writes|told|asked|asks|called|replied|answered|explained|mentioned|"
    r"worked|lives|lived|was born|went|helped)\b"
)
TOLD = re.compile(r"\b(?:by|told|tell|asked?|met|contacted|called|named|starring|said to) $")
# What somebody does where a thing that begins a sentence does not.
GOES_ON = re.compile(
    r"(?:['’]s)?[ ](?:has|had|will|would|can|could|does|did|is|was|never|also|lives|works|and I|wrote|writes|called|calls|told|"
    r"asked|asks|said|says|received|ordered|bought|paid|wants|needs|got|gave|moved|left|died|forgot|signed|promised|"
    r"replied|answered|explained|helped|sent)\b|"
    r"['’]s[ ][a-z]"
)
SOMEBODY = re.compile(
    r"\b(?:according to|on behalf of|(?:addressed|made out|belongs?|assigned) to|"
    r"(?:in|under) the name(?: of)?|(?:thank|remind|invite|notify|inform|greet|married|writing for)|"
    r"(?:wife|husband|widow|son|daughter|mother|father|card) of|(?:spoken?|talked|chatted) (?:to|with)|heard from|dealt with|"
    r"(?:signed|placed|ordered|written|sent|received|taken)(?: for)? by|(?:gift|present) for|"
    r"(?i:(?:customer|user|cardholder|owner|recipient|sender|caller|contact)(?: name)?:)) $"
)
# What is said of people alone.
LIVES = re.compile(
    r"[ ](?:lives|lived|was born|is married|got married|passed away|phoned|(?:called|told|asked|emailed|phoned|texted) (?:me|us|you)|"
    r"wrote (?:to )?(?:me|us|you)|and I)\b|['’]s[ ](?:wife|husband|son|daughter|mother|father|phone number|email address|home address)\b"
)
PLACE = re.compile(
    r"[ ](?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Park|County|City|Island|State|"
    r"University|College|School|Hospital|Hotel|Airport|Station|Orchestra|Band|Inc|Ltd|LLC|Corp|GmbH|AG|Group|"
    r"Foundation|Institute|Bank|River|Lake|Bay|Beach|Valley|Award|Prize|Law|Center|Centre)\b"
)
AMONG = re.compile(r"(?:,|,? (?:and|und|y|e|et|or|oder|&))[ ]")
# Endings that family names have in many countries and other words seldom have.
NAME_ENDING = re.compile(
    r"[^\W\d_]{2}(?:sson|sd[oó]ttir|ov[aá]|ev[aá]|enko|chuk|yan|dze|shvili|ovi[cčć]|evi[cčć]|i[čć]|"
    r"[dklnrtv]sen|[bcdklnprtwz]ska|[aei]va|[aiy]ev|auskas|aitis|evi[cč]ius|"
    r"escu|o[gğ]lu|opoulos|akis|sk[aáiýy]|czyk|wicz|[vw]ich|o?vna|nen|quist|kvist|ström|gaard|gård|"
    r"[klnrsty][eo]v|ín|ez|mann|huber|me[iy]er|eiro|elli|etti|ucci|aldi)$"
)
OPENING = re.compile(r"(?:^|[\n.!?:;•*>\"“„«(\[-])[\s\"'“„«(]*$")
AFTER = re.compile(r",?[ ](?:Jr|Sr|Esq)\b\.?|,?[ ](?:PhD|MD|DDS|DVM|MBA|CPA|II|III|IV)\b")
