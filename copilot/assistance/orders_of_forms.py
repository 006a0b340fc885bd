"""Orders in a form that a program would take for its own: marks of models, tools and policies."""

from __future__ import annotations

from copilot.assistance.orders import order

IMITATED = "imitates the marks of a model"
_LINK = r"(?:https?://|www\.)\S+"

OF_FORMS = (
    order(
        IMITATED,
        r"(?:^|\n)[\s>]*(?:\W{0,3}(?:system|assistant|developer)(?: ?(?:message|prompt|"
        r"instructions?|"
        r"note|override))?\W{0,3}[:\]>]|#{2,}\s*(?:system|instructions?|new task|assistant|"
        r"response)\b)",
        r"^[\s>]*system:\s*(?:windows|mac|linux|ubuntu|android|ios|win|dell|hp|lenovo|intel|amd|"
        r"\w+ "
        r"\d|\d|[^\s.]*$|[^\n]*\b(?:GB|RAM|CPU|OS|version|bit|fedora|debian|laptop|desktop|imac|"
        r"macbook|build)\b)|^[\s>]*system\s*\W?\s*(?:requirements|info)",
    ),
    order(
        IMITATED,
        r"<\|\s*/?[\w ]{2,24}\|>|<\s*/?(?:im_start|im_end|endoftext|eot_id|start_header_id|"
        r"end_header_id|begin_of_text|end_of_turn|start_of_turn)\s*\|?>|<(?:start|end)_of_turn>|"
        r"\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?|prompt|ticket|message|"
        r"untrusted|user_query|tool_(?:call|result|response)s?|function_(?:call|result)s?)"
        r"(?:\s[^<>\n]{0,80})?>|^\s*(?:human|user|ai|assistant)\s*:.*\b(?:human|ai|assistant)\s*:",
        r"<message from|<message-id",
    ),
    order(
        IMITATED,
        r"[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer|tool|function)[\"']|"
        r"[\"'](?:tool_calls?|function_call|tool_result|tool_use)[\"']\s*:|"
        r"(?:^|\n)[\s>\[(*-]*(?:(?:tool|function|api|search|retrieval|plugin|database|crm|backend) "
        r"?"
        r"(?:call|result|output|response|reply)s?|action input|system log|"
        r"end of (?:ticket|message|context|user input|prompt)|(?:begin|start) (?:of )?(?:new )?"
        r"(?:instructions|system|prompt))\s*(?:\([^)\n]*\))?[\])*]*\s*(?:[:=>]|$)|"
        r"-{3,}\s*(?:end|begin|start|new)\b[^\n]{0,40}-{3,}|={3,}\s*(?:end|begin|start|"
        r"new)\b[^\n]{0,40}={3,}",
        r"\b(?:forwarded|original|weitergeleitete|reenviado|transféré|certificate|public key|pgp|"
        r"private "
        r"key|cert|crash|log|report|signature|openpgp|ssh|rsa|message)\b",
    ),
    order(
        "claims a rule that no source has",
        r"(?:\b(?:new|updated|revised|latest|urgent|internal|emergency|temporary|neue|"
        r"aktualisierte|"
        r"interne|nueva|actualizada|interna|nouvelle|interne)\s+(?:company\s+|support\s+|refund\s+|"
        r"store\s+|shop\s+|internal\s+)?(?:policy|policies|guideline|directive|memo|rule|"
        r"instructions?|"
        r"richtlinie|anweisung|regel|política|norma|directiva|politique|consigne|directive)|"
        r"\b(?:policy|richtlinien|política|politique)[- ]?(?:update|änderung|actualización|mise à "
        r"jour)|"
        r"\b(?:company|support|refund|your own|internal)\s+policy)\b[^\n]{0,120}"
        r"\b(?:(?:all|every|any|alle|jede|todos?|todas|tous|toutes) (?:\w+ ){0,3}?(?:agents?|"
        r"refunds?|"
        r"requests?|customers?|replies|orders?|returns?|claims?|mitarbeiter|anträge|erstattungen|"
        r"kunden|"
        r"rückerstattungen|agentes|reembolsos|solicitudes|clientes|remboursements|demandes|"
        r"clients)\b"
        r"[^\n]{0,40}\b(?:must|shall|are to|has to|have to|is to|be (?:approved|granted|confirmed|"
        r"paid)|"
        r"automatically|without|müssen|sind zu|werden|sofort|ohne|deben|se aprueban|sin|doivent|"
        r"sont à|"
        r"sans)|(?:agents?|assistants?|support|staff|you|mitarbeiter|agentes|the system)\s+(?:must|"
        r"shall|"
        r"are to|is to|müssen|sollen|deben|doivent)\s+(?:now |always |immediately |automatically )?"
        r"(?:approve|grant|confirm|send|refund|give|offer|reply|answer|skip|waive|genehmig|"
        r"bestätig|"
        r"erstatt|aprobar|confirmar|reembolsar|approuver|confirmer|rembourser)\w*)",
        r"\b(?:why|does it|is it true|says?|said|told me|I read|states?|laut|according|dice|dit "
        r"que)\b",
    ),
    order(
        "claims a word that spares the check",
        r"(?:\b(?:previous|last|other|another|first|earlier|vorherige|letzte|andere|kollege|"
        r"anterior|"
        r"último|otro|précédent|dernier|autre)\w*\s+(?:agent\w*|colleague|representative|rep|"
        r"operator|"
        r"mitarbeiter\w*|agente|colega|collègue|conseiller)|(?:agente|colega|agent|collègue|"
        r"conseiller) "
        r"(?:anterior|précédent)|\b(?:manager|supervisor|CEO|director|"
        r"management|vorgesetzte\w*|chef|geschäftsführ\w*|gerente|directeur|responsable))\b"
        r"[^\n]{0,140}\b(?:so |please |therefore |hence |also |daher |also |deshalb |por lo tanto |"
        r"así "
        r"que |donc )?(?:you (?:must|can|may|should|need to|have to) (?:now |just |simply |"
        r"therefore )?"
        r"(?:skip|approve|confirm|waive|bypass|not|reset|release)|just (?:confirm|approve|send|do|"
        r"reset)|"
        r"skip (?:the |all |any )|no (?:need (?:to|for)|further) (?:verif|check|approv|confirm)\w*|"
        r"without (?:any )?(?:further )?(?:verification|checks?|checking|approval|questions)|"
        r"do not (?:verify|check|ask)|ohne (?:weitere )?(?:prüfung|rückfrage|nachfrage)|"
        r"sin (?:más )?(?:verificación|comprobación|verificar|preguntar)|"
        r"sans (?:autre )?(?:vérification|contrôle|vérifier|demander))",
    ),
    order(
        "claims a word that spares the check",
        r"\b(?:this is|I am|I'm|here is|hier ist|ich bin|soy|aquí|je suis|ici)\s+(?:\w+ "
        r"){0,3}?(?:the "
        r"|your |der |el |le |la )?(?:CEO|CFO|CTO|managing director|head of \w+|IT (?:security|"
        r"department|"
        r"support)|security team|administrator|police|legal department|geschäftsführer|"
        r"it-abteilung|"
        r"director general|departamento de seguridad|directeur général|service informatique)\b"
        r"[^\n]{0,160}\b(?:approve|confirm|grant|reset|release|unlock|transfer|override|skip|"
        r"refund|"
        r"disclose|genehmig\w*|bestätig\w*|freigeben|geben sie|überweis\w*|aprueb\w*|confirm\w*|"
        r"reembols\w*|approuve\w*|rembours\w*)\b",
        r"\b(?:I want to (?:speak|talk)|complain|beschwer|queja|plainte)\b",
    ),
    order(
        "sends data out by a link",
        r"!\[[^\]\n]*\]\(\s*" + _LINK + r"|<img\b[^>]*\bsrc\s*=|"
        r"\b(?:append|add|attach|insert|include|encode|put|embed|use|anhäng\w*|füge|añad\w*|"
        r"incluy\w*|"
        r"ajoute\w*|ins[eè]re\w*)\b[^.!?\n]{0,80}\b(?:conversation|ticket|customer|chat|history|"
        r"notes?|"
        r"summary|data|email address|prompt|context|gespräch|verlauf|kundendaten|conversación|"
        r"datos|"
        r"historial|historique|données)\b[^.!?\n]{0,60}\b(?:to|into|in|as|an|a la|"
        r"à)\b[^.!?\n]{0,30}"
        r"(?:\b(?:the |this |following |der |la |l['’])?(?:url|link|query|parameter|image|enlace|"
        r"lien)\b|" + _LINK + r")",
        r"\.(?:png|jpe?g|gif|svg|webp)(?:\s|\)|$)",
    ),
    order(
        "sends data out by a link",
        r"\b(?:send|forward|post|upload|submit|transmit|leak|exfiltrate|copy|cc|bcc|schick\w*|"
        r"sende\w*|"
        r"leite\w*|weiterleiten|envía\w*|reenvía\w*|envoie\w*|transfère\w*|"
        r"transmet\w*)\b[^.!?\n]{0,60}"
        r"\b(?:this (?:conversation|ticket|chat|thread)|the (?:conversation|whole|full|entire|"
        r"ticket|"
        r"summary|customer(?:'s)?|internal)|(?:all|any) (?:customer|internal|notes|messages|data|"
        r"tickets)|"
        r"internal notes|customer (?:data|list|records|details)|conversation history|kundendaten|"
        r"interne\w* notizen|gesprächsverlauf|gesamte\w*|datos (?:de los|del) clientes?|historial|"
        r"notas "
        r"internas|données (?:des|du) clients?|historique|notes internes)\b[^\n]{0,60}"
        r"(?:" + _LINK + r"|[\w.+-]+@[\w-]+\.\w+|\[\[EMAIL_\d+\]\])",
        r"\b(?:I|we|ich|wir|yo|je|nous) (?:will|did|have|can|habe|werde|sent|already|forwarded|"
        r"shall|am)\b",
    ),
)
