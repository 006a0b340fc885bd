"""Words that stand where a name could stand and are none, in the languages of support mail."""

from __future__ import annotations

NOT_A_NAME = frozenset(
    """
    all anyone everybody everyone folks friend friends guys hello hey hi there thanks thank you dear
    sir madam team support service customer customers client user admin administrator agent agents
    desk help helpdesk sales billing info office manager management department company shop store
    staff hr it legal finance marketing member members sirs colleague colleagues valued
    account nr mein meine passwort
    address amount app april attached august balance bank bye best billing cable card
    case charge cheers code contact date december delivery description device email error exchange
    february february friday good great greetings invoice issue january july june kind login march
    may message monday name no not note november number october ok okay one online order orders
    package password payment phone please policy product question re ref reference refund regards
    reply report request return sale saturday september shipping sincerely subject sunday tax
    ticket total tracking transaction transfer thursday tuesday update urgent version warranty
    wednesday what when where why who yes yours sorry just here now also still very so glad happy
    thx pls plz btw fyi ahh hmm huh oops yep nope yup ugh anyway anyways aha wow lol
    afraid sure going having looking writing trying unable using getting not and or but the a an my
    hallo guten tag morgen liebe lieber sehr geehrte geehrter damen herren herr frau danke dank
    bitte viele grüße gruß grüßen grüsse freundlichen kundenservice kunde kundin bestellung
    rechnung lieferung nicht leider ich sie wir das der die ein eine
    hola buenos buenas días tardes noches estimado estimada estimados señor señora gracias saludos
    saludo atentamente cordial cordiales equipo pedido factura cliente atención por favor el la los
    bonjour bonsoir cher chère madame monsieur merci cordialement équipe commande facture salut
    ciao grazie saluti caro cara gentile
    adobe alexa amazon amex android apple azure bcc bing bluetooth cc chrome chromebook cisco
    comcast cortana dell ebay edge eudora excel facebook firefox gmail google iban icloud imap
    instagram intel ios ipad iphone java kaspersky lenovo linux logitech mac macbook macos
    mastercard mcafee mercedes microsoft mozilla netflix nintendo norton nvidia office oracle
    outlook paypal pdf playstation pop powerpoint qr roku safari samsung sim siri skype sms smtp
    sony spotify telekom teams tesla thunderbird toshiba twitter ubuntu usb verizon visa
    vivaldi vodafone vpn whatsapp wi-fi wifi windows xbox yahoo youtube zoom
    """.split()  # noqa: SIM905 - a list of 350 quoted words is harder to read
)
