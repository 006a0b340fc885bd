"""Orders about the answer that a program writes: its form, what shall stand in it, other work."""

from __future__ import annotations

from copilot.assistance.orders import CLAUSE, order

_ANSWER = (
    r"(?:answers?|responses?|reply|replies|outputs?|completion|antwort(?:en)?|ausgabe|respuestas?|"
    r"salida|réponses?|sortie)"
)
_YOUR = (
    r"(?:your|every|each|any|all|the|this|its|deine[rnms]?|ihre[rnms]?|jede[rnms]?|die|der|tus?|"
    r"sus?|"
    r"cada|la|las|tes|ta|vos|votre|chaque|le|les)"
)
_OF_ANSWER = (
    r"\b"
    + _YOUR
    + r"\s+(?:\w+\s+){0,2}?(?:"
    + _ANSWER
    + r"|message's?|words|text|mensaje|nachricht)\b"
)
# What only a program is told to do with what it writes.
_CHANGE = (
    r"(?:replace|substitute|convert|render|transform|rewrite|introduce|misspell|scramble|jumble|"
    r"shuffle|rearrange|anagram|reverse|invert|encode|encrypt|cipher|remove|strip|omit|drop|group|"
    r"combine|"
    r"merge|split|insert|integrate|modify|alter|augment|enhance|incorporate|embed|weave|sprinkle|"
    r"tease|disguise|format|capitali[sz]e|translate|prefix|suffix|prepend|append|end|begin|start|"
    r"finish|conclude|open|close|repeat|limit|restrict|shift|swap|obfuscate|express|represent|"
    r"emphasi[sz]e|exaggerate|spice|personalize|supplement|enrich|expand|extend|use|"
    r"ersetze\w*|verschlüssele\w*|kodiere\w*|beginne\w*|beende\w*|ergänze\w*|baue?|integriere\w*|"
    r"reemplaz\w+|sustituy\w+|codific\w+|empiez\w+|comienz\w+|termin\w+|integr\w+|modific\w+|"
    r"remplace\w*|encode\w*|commence\w*|termine\w*|intègre\w*|modifie\w*)"
)
# A wish that customers have, too: "please include my order number in your reply".
_CUSTOMERS = (
    r"\b(?:include|add|mention|quote|attach|provide|give|tell|send|put|state|write|use|copy|cc|"
    r"confirm|"
    r"end|finish|nennen|schreiben|angeben|geben|schicken|senden|incluy\w*|indi\w+|env\w+|indiqu\w+|"
    r"mentionn\w+)\b[^.!?\n]{0,50}\b(?:(?:my|our|the|a|an|meine|unsere|die|das|mi|nuestro|el|la|"
    r"mon|"
    r"notre|le)\s+)(?:\w+\s+){0,3}?(?:numbers?|reference|ref|invoices?|labels?|address|dates?|"
    r"tracking|"
    r"receipts?|prices?|names?|amounts?|details|id|copy|screenshots?|colleagues?|case|ticket|order|"
    r"e-?mails?|nummer|rechnung|adresse|datum|número|factura|dirección|fecha|numéro|facture|"
    r"adresse|"
    r"form|document|offer|quote|contact|phone|hotline|serial)\b"
)
_THANKS = (
    r"\b(?:thank|thanks|await\w*|wait\w*|look(?:ing)? forward|appreciate|hope|hoping|received|got|"
    r"respond to|danke|warte|freue|gracias|espero|esperando|merci|attends?|attente|according|laut|"
    r"según|selon|since|after|before|until|regarding|concerning|following)\b[^.!?\n]{0,40}\b"
    r"(?:" + _ANSWER + r")\b"
)

ABOUT_ANSWERS = (
    order(
        "dictates the answer",
        r"\b(?:every|each|any|jede|alle|cada|toda|chaque|toute|your|deine|ihre|tu|su|votre|ta)\s+"
        r"(?:future\s+|next\s+|final\s+)?" + _ANSWER + r"\b[^.!?\n]{0,40}"
        r"\b(?:must|has to|have to|should|shall|muss|soll|debe|tiene que|doit)\s+(?:\w+\s+)?"
        r"(?:include|contain|end|begin|start|be|mention|say|consist|use|state|promise|offer|"
        r"enthalten|enden|beginnen|lauten|sein|mit|contener|terminar|empezar|incluir|ser|decir|"
        r"contenir|finir|commencer|inclure|être|dire)\b",
        r"\b(?:by|before|until|bis|antes de|avant) (?:\d|monday|tuesday|wednesday|thursday|friday|"
        r"tomorrow|the end|montag|freitag|morgen|mañana|lunes|demain)|\breach\b|\bbe (?:in|sent|"
        r"given|"
        r"within|received|postmarked|submitted)\b",
    ),
    order(
        "dictates the answer",
        CLAUSE + _CHANGE + r"\b(?:[^.!?\n]|\.(?=\w)){0,90}" + _OF_ANSWER,
        _CUSTOMERS,
    ),
    order(
        "dictates the answer",
        r"\bin (?:your|every|each|deiner|ihrer|tu|su|ta|votre) (?:next |final )?"
        + _ANSWER
        + r"\b,?\s+(?:please |also |always |bitte )?(?:suggest|mention|include|tell|recommend|"
        r"promote|"
        r"advertise|tease|hint|claim|pretend|add|use|write|refer|direct|invite|encourage|urge|warn|"
        r"announce|insert|convince|offer|say|erwähne|empfiehl|schreibe?|behaupte|menciona|"
        r"recomienda|"
        r"escribe|mentionne|recommande|écris)\b",
        _CUSTOMERS
        + r"|\b(?:said|wrote|told|mentioned|claimed|stated|promised)\b|\bconfirm\b|\blet me "
        r"know\b|\bexplain (?:how|why|what|whether)",
    ),
    order(
        "dictates the answer",
        CLAUSE + r"(?:add|include|insert|mention|write|put|print|paste|schreibe?|füge|escrib\w*|"
        r"añad\w*|incluy\w*|écri\w*|ajoute\w*|insère\w*)\b[^\n]{0,140}\b(?:to|in|into|at|as|zu|in|"
        r"an|a|"
        r"en|al|à|dans)\s+(?:(?:the )?(?:end|start|beginning|bottom|top) of\s+|ende\s+|(?:el "
        r")?(?:final|principio) de\s+|(?:la )?fin de\s+)?(?:your|every|each|deine[rn]?"
        r"|ihre[rn]?|tu|su|ta|votre|la)\s+(?:final\s+|next\s+)?" + _ANSWER + r"\b",
        _CUSTOMERS,
    ),
    order(
        "dictates the answer",
        CLAUSE + r"(?:answer|reply|respond|output|print|say|write|antworte\w*|schreibe?|sage?|gib|"
        r"responde|contesta|escribe|di|réponds|répondez|écris|dis|dites)\s+(?:me\s+|mir\s+|"
        r"back\s+)?"
        r"(?:only|just|exactly|nothing but|solely|with (?:only|just|the (?:exact )?(?:words?|"
        r"phrase|"
        r"sentence|following)|a single)|(?:nur|ausschließlich)(?: mit)?|mit den worten|únicamente|"
        r"solo|solamente|con las palabras|uniquement|seulement|exactement|par les mots|in the "
        r"style|"
        r"im stile?|en el estilo|dans le style|as a pirate|like a pirate|in (?:base64|rot13|morse|"
        r"binary|hex\w*|all caps|capitals|rhymes?|json|python|leet\w*|emojis?|pig latin))\b",
        r"\b(?:if|when|after|to me|by (?:e-?mail|phone)|to this (?:e-?mail|address)|per (?:mail|"
        r"e-mail|telefon)|error|fehler|yes or no|ja oder nein|if you|the menu|it says?|the app|the "
        r"printer|it prints?|just (?:say|write) (?:so|if|hello|something|when|it|yes|no|thanks))\b",
    ),
    order(
        "dictates the answer",
        CLAUSE + r"(?:output|print|say|write|respond with|reply with|answer with|display|gib aus|"
        r"schreibe?|sage?|antworte mit|di|escribe|responde con|dis|écris|réponds par)\s+(?:the "
        r"(?:word|"
        r"phrase|text|following)s?\s*:?\s*|das wort\s+|la palabra\s+|le "
        r"mot\s+)?[\"“”'‘’«»„][^\"“”«»\n]{2,80}"
        r"[\"“”'‘’«»]\s*(?:[.!]|$|and nothing|und sonst|y nada|et rien|instead|followed|to every|"
        r"at the)",
        r"\b(?:screen|button|error|menu|label|display shows|it (?:will|would|does)|when I|the "
        r"(?:printer|"
        r"app|software|program|message|letter|card))\b|^\W*(?:I|they|he|she|it)\b",
    ),
    order(
        "asks for other work than support",
        CLAUSE
        + r"(?:can you |could you |would you |will you |bitte )?(?:please )?(?:write|compose|draft|"
        r"create|generate|provide|produce|develop|make up|invent|craft|prepare|give me|show me|"
        r"tell|"
        r"schreibe?n?|verfasse\w*|erstelle\w*|dichte|generiere\w*|formuliere\w*|erzähle?|escrib\w+|"
        r"redacta"
        r"|crea|genera|inventa|cuenta|écri\w+|rédige\w*|compose\w*|crée|génère|"
        r"raconte)\s+(?:sie\s+|mir\s+|me"
        r"\s+|moi\s+|nun\s+|now\s+|us\s+|for me\s+)?(?:an?\s+|the\s+|some\s+|eine?n?\s+|una?\s+|"
        r"une?\s+|ein"
        r"\s+|kurze[sn]?\s+)?(?:\w+\s+){0,3}?(?:poems?|haikus?|limericks?|sonnet|(?:short |love |"
        r"bedtime )"
        r"stor(?:y|ies)|stor(?:y|ies) about|essays?|speech|novel|song|lyrics|jokes?|riddle|"
        r"screenplay|"
        r"dialogue between|blog post|tweets?|headline|manifesto|news article|recipe|introduction "
        r"(?:for|to) "
        r"an? essay|(?:python|java|javascript|php|sql|c\+\+|bash|shell|react|html|css|rust|perl) "
        r"(?:\w+ ){0,2}?(?:function|code|script|program|query|example|command|class)|c\+\+|"
        r"(?:function|script|program|code|example|command)s?\s+(?:to|that|of how to|in|"
        r"for)\s+(?:\w+ "
        r"){0,3}?(?:calculate|connect|sort|print|compute|convert|reverse|list|find|python|java\w*|"
        r"php|sql|"
        r"c\+\+|recurs\w+)|equivalent (?:for|of)|translation (?:for|of)|letter to an? (?:principal|"
        r"editor|president|politician|friend)|gedichte?|liebesgedicht|geschichte|aufsatz|essay|"
        r"rede|witz|"
        r"lied|rezept|plädoyer|manifest|überschrift|poemas?|cuentos?|ensayo|discurso|chiste|"
        r"canción|poème|"
        r"histoire|dissertation|discours|blague|chanson|recette)\b",
        r"\b(?:error|fails?|crash\w*|does(?:n't| not) work|your (?:shop|site|store|product|api|"
        r"docs|"
        r"documentation|manual)|bug|order|purchase)\b|\b(?:I|we) (?:want|try|tried|need) to\b",
    ),
    order(
        "asks for other work than support",
        CLAUSE
        + r"(?:translate|übersetze\w*|traduc\w+|tradui\w+)\s+(?:the\s+|this\s+|die\s+|den\s+|la\s+|"
        r"el\s+"
        r"|le\s+)?(?:following|folgende\w*|siguiente\w*|suivante?\w*|word|sentence|phrase|text|"
        r"satz)\b[^\n]{0,40}"
        r"(?:[:\"“'„«]|\b(?:into|to|in|ins|al|en)\b)|"
        r"\bhow do you say ['\"“‘]|^\W*what(?:'s| is) ['\"“‘][^'\"”’\n]{2,40}['\"”’] in (?:english|"
        r"french|"
        r"german|spanish|italian|japanese|russian|chinese|portuguese|latin|korean|arabic)\b|"
        r"\bprovide the (?:\w+ )equivalent (?:for|of)\b",
        r"\bmy (?:order|invoice|letter|contract|manual)\b",
    ),
    order(
        "asks for other work than support",
        r"\b(?:your (?:new|next|only|real|actual|current) task|new task\w* (?:follow|is|are)|deine "
        r"neue "
        r"aufgabe|neue (?:aufgaben?|anweisungen?)\b[^.!?\n]{0,12}\bfolg\w+|folgen neue (?:aufgaben|"
        r"anweisungen)|tu nueva tarea|ta nouvelle "
        r"tâche|votre nouvelle tâche|additional instructions?\s*[-:–]|new instructions?\s*[-:–])",
        r"\bthe (?:app|programme?|calendar|task list)\b",
    ),
    order(
        "dictates the answer",
        r"\b(?:just|only|instead|and|then) (?:output|print)\b\s*[\"“']|"
        r"\b(?:replace|swap|scramble|jumble|rearrange|reverse|misspell|anagram|substitute|change|"
        r"shift|encode|ersetze|vertausche|reemplaza|sustituye|"
        r"remplace)\b[^.!?\n]{0,20}\b(?:vowels?|"
        r"consonants?|every (?:\w+ )?(?:letter|word)|vokale|vocales|voyelles)\b|\b(?:linking|"
        r"pointing|directing|redirecting) (?:\w+ )?to\b"
        r"[^!?\n]{0,60}\byour " + _ANSWER + r"\b|"
        r"\b(?:repeat after me|sprich mir nach|repite después de mí|répète après moi)\b|"
        r"\b(?:insert|add|include|use|write (?:only )?in|sprinkle|replace \w+ "
        r"with)\b[^.!?\n]{0,30}\b"
        r"(?:emojis?|typos|misspellings|anagrams?|leet(?:speak)?|base64|rot13|caesar|morse code|"
        r"pig latin|"
        r"substitution cipher|reverse order)\b|\b(?:homophonic|alphanumeric|letter) "
        r"(?:substitution|"
        r"cipher)\b|\b(?:provide|give|write|send|deliver|render|express|"
        r"return)\b[^.!?\n]{0,20}\byour "
        r"(?:answer|reply|response|message|output)\b[^.!?\n]{0,30}\b(?:without (?:any )?(?:spaces|"
        r"punctuation|vowels)|in (?:anagram\w*|reverse|base64|code|cipher|morse|binary|hex\w*|"
        r"emojis?|"
        r"uppercase|capital)|using (?:\w+ )?(?:substitution|cipher|symbols|numbers|anagrams|"
        r"emojis?|code)|"
        r"with (?:intentional|random|deliberate) )",
    ),
)
