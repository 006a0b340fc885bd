"""Orders that speak to the program itself: to forget its rules, to be another, to tell or hide."""

from __future__ import annotations

from copilot.assistance.orders import CLAUSE, order

RULES = (
    r"(?:instructions?|rules?|guidelines?|prompts?|polic(?:y|ies)|restrictions?|commands?|orders|"
    r"directions|directives?|constraints|safeguards|filters|training|programming|assignments|"
    r"tasks|(?:system|previous|prior) (?:prompt|message)s?|"
    r"anweisung(?:en)?|instruktionen|regeln?|vorgaben?|vorschriften|befehle|aufgaben|auftr[aä]ge|"
    r"richtlinien?|angaben|instrucci[oó]n(?:es)?|reglas?|normas|directrices|[oó]rdenes|tareas|"
    r"pol[ií]ticas?|consignes?|r[eè]gles?|instructions|directives)"
)
PROGRAM = (
    r"(?:an?\s+)?(?:AI|A\.I\.|KI|IA|assistant|assistent\w*|asistente|chat ?bot|bot|chat ?gpt|"
    r"gpt\w*|"
    r"claude|gemini|copilot|language models?|sprachmodell|modelo de lenguaje|mod[eè]le de langage|"
    r"LLMs?|DAN|AI (?:system|model|tool|agent)|KI[- ]?(?:system|modell|assistent)\w*)\b"
)
_IGNORE = (
    r"(?:ignor(?:e|iere?n?|ieren sie|a|en|ez|er)|disregard|forget|override|bypass|overrule|discard|"
    r"abandon|skip|do not follow|don't follow|stop following|do not (?:obey|apply)|"
    r"pay no attention to|set aside|vergiss|vergessen(?: sie)?|missachten?(?: sie)?|umgehen?|"
    r"befolge(?:n sie)? (?:nicht|keine)|olvid[ae]n?|olvide(?:n|se)? (?:de )?|descart[ae]|omit[ae]|"
    r"no sigas|no siga|haz caso omiso (?:de|a)|oublie[zr]?|n[eé]glige[zr]?|"
    r"ne (?:tiens|tenez) pas compte d\w+|ne (?:suis|suivez) (?:pas|plus)|outrepasse[zr]?|"
    r"contourne[zr]?|passe[zr]? outre)"
)
_ASKING = (
    r"^\W*(?:(?:can|could|should|may|shall|do|must|why|how|when|where) (?:i|we|do|does|did|is|are)|"
    r"(?:soll|kann|darf|muss) (?:ich|man)|puedo|debo|dois-je|puis-je|est-ce que je)\b|"
    r"\b(?:my|our|meine[nr]?|unsere?[nr]?|mis?|nuestr[ao]s?|mon|ma|mes|nos)\s+"
    r"(?:\w+\s+){0,2}(?:instruction|rule|guideline|order|prompt|message|anweisung|regel|auftr|"
    r"bestell|angabe|instrucci|regla|pedido|consigne|commande|filter|(?:e-?)?mails?\b|nachricht|"
    r"correo|mensaje|courriel)|"
    r"\b(?:instructions?|rules?|orders?) (?:that )?(?:I|we) (?:sent|gave|wrote|put)\b"
)

TO_PROGRAM = (
    order(
        "asks to ignore the rules",
        CLAUSE + _IGNORE + r"\b[^.!?\n]{0,50}?\b" + RULES + r"\b",
        _ASKING,
    ),
    order(
        "asks to ignore the rules",
        r"\b(?:forget|ignore|disregard|abandon)\s+(?:about\s+)?(?:everything|all|"
        r"anything)\s+(?:the\s+)?"
        r"(?:\w+\s+)?(?:above|before|you|told|prior|previous|discussed|information|documents|"
        r"said)\b|"
        r"\bforget (?:about )?everything(?:,| and)|\bignore (?:the )?(?:above|everything)(?: and| "
        r"instead|,)|\bvergiss(?: nun| jetzt)? alles|\bvergessen sie(?: nun| jetzt)? alles|"
        r"\bolvid[ae]n?(?:te|se)? (?:de )?todo(?: lo| que| y)|\boublie[zr]? tout\b|"
        r"\b(?:obigen|vorherigen|bisherigen|previas|anteriores|précédentes)\s+(?:\w+\s+)?"
        r"(?:zu )?(?:ignorieren|vergessen)|\babweichend zu (?:den )?vorherigen|"
        r"\b(?:leave|lassen sie|laissez) (?:all |alle |toutes )?(?:the |les )?(?:previous|"
        r"vorherigen|"
        r"anciennes) (?:information|tasks|aufgaben)",
        r"\b(?:my|our|meine|unsere|mi|mon|notre) (?:\w+ )?(?:e-?mails?|messages?|tickets?|"
        r"nachricht|"
        r"mensaje|correo)\b|\bhow to forget\b",
    ),
    order(
        "asks to ignore the rules",
        r"\b(?:instructions?|rules?|guidelines?|polic(?:y|ies)|anweisungen|regeln|instrucciones|"
        r"reglas|"
        r"consignes|règles)\s+(?:above|before this|given (?:above|before)|oben)?\s*"
        r"(?:are|is|sind|ist|son|están|sont)\s+(?:now |all |hereby |jetzt |ab sofort |nun |ahora |"
        r"désormais )?(?:void|cancell?ed|suspended|obsolete|lifted|revoked|null|disabled|"
        r"aufgehoben|"
        r"ungültig|au(?:ss|ß)er kraft|anuladas|suspendidas|annulées|suspendues|caduques)",
    ),
    order(
        "tells the program what it is",
        r"\b(?:you are|you're|you will be|du bist|sie sind|bist du|eres|usted es|tu es|vous "
        r"êtes)\s+"
        r"(?:now\s+|jetzt\s+|nun\s+|ahora\s+|maintenant\s+|désormais\s+|ab sofort\s+|only\s+|"
        r"just\s+)?"
        r"(?:an?\s+|the\s+|eine?\s+|una?\s+|une?\s+)?(?:\w+\s+){0,3}?" + PROGRAM,
        r"\b(?:are you|is this) an?\b",
    ),
    order(
        "tells the program what it is",
        r"\b(?:from now on,? you(?:'re| are| will| must| should| only| always| never| (?:answer|"
        r"reply|respond|act|speak|obey))|"
        r"from now on,? (?:only |always |never )?(?:act|answer|respond|reply|behave|speak|ignore|"
        r"obey)|"
        r"you are now (?:in \w+ mode|free|unrestricted|jailbroken|going to (?:act|play|be|answer))|"
        r"(?:now|imagine|pretend|suppose) you are (?!out|in|at|on|my|all|not|able|saying|asking|"
        r"the "
        r"only)|(?:jetzt|nun) bist du|du bist (?:ab jetzt|nun|jetzt)|ab (?:jetzt|sofort) (?:bist|"
        r"antwortest) du|ahora eres|a partir de ahora,? (?:eres|debes|responde)|tu es "
        r"(?:maintenant|"
        r"désormais)|à partir de maintenant,? (?:tu|vous))\b",
        r"\bfrom now on,? you (?:will|should) (?:send|ship|deliver|get|receive|charge|invoice)\b",
    ),
    order(
        "tells the program what it is",
        CLAUSE
        + r"(?:pretend|act as if|act as|act like|role-?play(?:ing)? as|simulate (?:being|an?)|"
        r"behave (?:as|like)|stell dir vor|tu so|verhalte dich|fungiere|actúa como|finge|"
        r"fais semblant|agis comme|comporte-toi)\b[^.!?\n]{0,60}\b(?:AI|KI|IA|assistant|bot|"
        r"admin\w*|"
        r"developer|system|terminal|interpreter|translator|debater|no rules|unrestricted|entit|"
        r"hacker|manager|human|you are|you have|you can|du bist|eres|tu es)",
    ),
    order(
        "tells the program what it is",
        r"\bI want you to act as (?!soon|if|quick|fast)|\bact as an? (?:\w+ )?(?:interpreter|"
        r"terminal|"
        r"translator|console|compiler)\b|\bals [\w, -]+ fungieren|\byour (?:new )?(?:role|persona|"
        r"identity) is\b|"
        r"\b(?:enter|enable|activate|switch (?:in)?to|now in|go into)\s+(?:\w+\s+)?(?:developer|"
        r"debug|"
        r"maintenance|god|dan|jailbreak|admin|unrestricted|test|diagnostic)\s+mode\b|"
        r"\b(?:entwickler|wartungs|debug|admin)-?modus (?:aktivier|einschalt|an)|"
        r"\bmodo (?:desarrollador|administrador|de depuración)\b|\bmode (?:développeur|"
        r"administrateur)\b",
        r"\b(?:developer|debug|test|admin|maintenance|diagnostic) mode (?:on|of) (?:my|the|your)\b|"
        r"\b(?:I|we) (?:want to|have|had|need to|tried to|can(?:no|')t|did)\b|\b(?:how|where) "
        r"(?:do|can) I\b",
    ),
    order(
        "speaks to the program",
        r"(?:\bas (?:the |an? )(?:AI|assistant|language model|chatbot|LLM)\b|\bas (?:the "
        r")?system\b,|"
        r"\bals (?:das |die |der |ein |eine )?(?:KI\b|system,|assistent)|\bcomo (?:el |un |una )?"
        r"(?:sistema,|asistente|IA\b)|\ben tant (?:que|qu['’])\s*(?:système|assistant|IA\b))",
        r"\b(?:work|works|worked|hired|job|employed|position|arbeite|trabajo|travaille)\b",
    ),
    order(
        "speaks to the program",
        r"(?:^|[.!?:>\"(\[*#-]\s*|\n\s*|\b(?:note|message|instructions?|attention|important|"
        r"hinweis|nachricht|"
        r"anweisung(?:en)?|nota|mensaje|instrucci[oó]n(?:es)?|dear|hello|hey|hi|hallo|hola|bonjour|"
        r"listen|liebe[rs]?|to|for|an|für|para|à|pour|stop)\s+(?:to|for|an|für|para|à|pour)?\s*"
        r"(?:the\s+|any\s+|all\s+|every\s+|die\s+|den\s+|das\s+|el\s+|la\s+|l['’]|your\s+|"
        r"ihre[n]?\s+)?)"
        r"(?:AI|KI|IA|assistant|assistent\w*|asistente|bot|chat ?bot|language models?|LLMs?|"
        r"copilot|gpt|"
        r"chat ?gpt|automat\w+ (?:\w+ )?(?:systems?|software|tools?|programs?|reader)|"
        r"auto[- ]?reply "
        r"(?:systems?|software|tools?|bots?)|AI (?:system|model|agent|tool|reader|assistant)s?|"
        r"KI-(?:system|modell|assistent)\w*|support (?:ai|bot|copilot))"
        r"(?:\s+(?:model|assistant|reading|processing|that reads|who reads|die dies|que lee|qui "
        r"lit)"
        r"[^.!?:,\n]{0,40})?(?:\s*[:,!;]|\s+[–-]\s)",
        r"^\W*(?:no|not)\b|\bsales assistant\b|\b(?:your|the) (?:bot|chat ?bot|assistant|AI) "
        r"(?:said|told|says|keeps|gave|did|is|was|could|couldn|does|doesn)",
    ),
    order(
        "speaks to the program",
        r"\b(?:note|message|instructions?|attention|hinweis|nachricht|anweisung|nota|mensaje)\s+"
        r"(?:to|for|an|für|para|à|pour)\s+(?:the\s+|any\s+|all\s+|die\s+|den\s+|el\s+|la\s+|l['’])?"
        r"(?:AI|KI|IA|assistant|assistent\w*|asistente|bot|chatbot|language model|LLM|copilot|"
        r"(?:automat\w+|auto[- ]?reply)\s+(?:\w+\s+)?(?:systems?|software|tools?|programs?))\b",
    ),
    order(
        "speaks to the program",
        r"\bif (?:you are|you're|this is(?: being)?)\s+(?:read(?:ing)? (?:this )?(?:by|as) "
        r")?(?:processed "
        r"by |handled by |an? |any )*(?:AI|assistant|language model|LLM|automat\w+|bot|machine)\b|"
        r"\b(?:falls|wenn) (?:du|sie) (?:eine? )?(?:KI|assistent|bot|sprachmodell)\b|"
        r"\bsi (?:eres|usted es) (?:una? )?(?:IA|asistente|bot)\b|"
        r"\bsi (?:tu es|vous êtes) (?:une? )?(?:IA|assistant|bot|robot)\b",
        r"\b(?:human|person|menschen?|persona|humain|real)\b",
    ),
    order(
        "asks for the program's instructions",
        r"\b(?:reveal|print|repeat|show|output|display|tell|share|leak|spell|write out|copy|paste|"
        r"give|"
        r"what (?:are|is|were|was)|zeige?n?|gib|nenne|wiederhole|muestra|revela|repite|affiche|"
        r"révèle|"
        r"répète|montre)\b[^.!?\n]{0,50}\b(?:system prompt|your (?:\w+ )?(?:prompts?|instructions)|"
        r"(?:all |full |entire |whole |initial |hidden )prompts?\b|prompt[- ]?texte?s?|"
        r"systemprompt|"
        r"system ?instructions|deine[nr]? (?:\w+ )?(?:prompt|anweisungen)|(?:beginning|start) of "
        r"this "
        r"prompt|prompt del sistema|tus instrucciones|tes (?:instructions|consignes)|vos "
        r"consignes|prompt système)",
        r"\b(?:your (?:assembly|mounting|cleaning|return|printed|setup|installation|washing|"
        r"online) "
        r"instructions|prompt(?:s)? (?:for|me|asking|asks|to enter|on the|"
        r"in the))\b|\byour instructions (?:for|on how|to "
        r"(?:return|reset|install|clean|set))",
    ),
    order(
        "asks for another customer's data",
        r"\b(?:send|give|tell|show|list|forward|e-?mail|schick\w*|sende\w*|gib|nenn\w*|envía\w*|"
        r"envi[ae]\w*|dame|manda\w*|envoie\w*|envoyez|donne\w*|montre\w*|export|"
        r"dump)\b[^.!?\n]{0,60}"
        r"(?:card numbers?|credit card|passwords?|kreditkarten\w*|e-?mail addresses|phone numbers|"
        r"orders?|data|details|tickets?|kartennummer\w*|passw[oö]rt\w*|daten|datos|données|"
        r"número de (?:la )?tarjeta|tarjetas?|contraseñas?|numéro de (?:la )?carte|"
        r"mots? de passe)[^.!?\n]{0,30}\b(?:of|from|von|des|der|de|du|d['’])\s*"
        r"(?:the\s+|your\s+|an?\s+|all\s+|other\s+|el\s+|tu\s+|ihre[sn]?\s+|deine[sn]?\s+|los\s+|"
        r"votre\s+|todos los\s+|tous les\s+|aller\s+)*"
        r"(?:(?:last|previous|other|every|letzten|anderen|último|otros|dernier|autres)\s+)?"
        r"(?:customers|users|clients|kunden|clientes|(?:last|other|previous|letzten|anderen|último|"
        r"otro|dernier|autre)s?\s+(?:customer|user|client|kunde|kunden|cliente))\b",
        r"\b(?:as|to|for) (?:a|your) customers?\b",
    ),
    order(
        "asks to hide something from the agent",
        r"\b(?:do not|don't|never|without)\s+(?:tell|mention|inform|alert|notify|telling|"
        r"mentioning|"
        r"informing|alerting|notifying|reveal|show)\w*\b[^.!?\n]{0,40}\b(?:the |any )?(?:agents?|"
        r"operator|"
        r"human|support (?:team|staff)|supervisor|reviewer|that you (?:were|are|have been))\b|"
        r"\b(?:sag|erwähne|verrate|sagen sie|erwähnen sie) (?:es |das |dies )?(?:dem|den|keinem|"
        r"nicht)"
        r"[^.!?\n]{0,30}(?:agenten|mitarbeiter|bearbeiter)|\bno (?:se lo )?(?:digas|menciones|"
        r"informes|"
        r"avises) (?:al|a los|a ningún|esto al) (?:agente|operador|equipo|humano)|"
        r"\bne (?:le )?(?:dis|dites|mentionne|mentionnez|prévenez|préviens) (?:pas|"
        r"rien)[^.!?\n]{0,20}"
        r"(?:l['’])?(?:agent|opérateur|équipe|humain)",
    ),
    order(
        "claims authority over the program",
        r"\b(?:I am|I'm|this is|we are|here is|ich bin|hier ist|soy|je suis)\s+(?:speaking as "
        r")?(?:the |"
        r"your |der |dein |el |tu |le |ton |an? )?(?:\w+ )?(?:developer|creator|programmer|admin"
        r"(?:istrator)?|system ?admin\w*|engineer|operator|owner|entwickler|administrator|"
        r"desarrollador"
        r"|administrador|développeur|administrateur)\s+(?:of|for|behind|von|dieses|de|del|du|who "
        r"(?:built|"
        r"made|trained))\s+(?:this |the |your |dieser |diesem |este |ce |cet )?(?:AI|assistant|bot|"
        r"chatbot|"
        r"copilot|model|program|tool|software|KI|assistent\w*|programms?|asistente|programa|IA|"
        r"programme)\b|"
        r"\b(?:as|because I am|since I am) your (?:developer|creator|administrator|admin|master)\b|"
        r"\b(?:system|admin(?:istrator)?|security|root|manager|supervisor|emergency) (?:override|"
        r"command)\b\s*(?::|code|\d|accepted|active|granted|authori[sz]ed|-)|\bsudo (?:!!|-|mode|"
        r"\w+ "
        r"(?:refund|approve|send|ignore))|\boverride (?:code|authori[sz]ation|token)\b",
    ),
)
