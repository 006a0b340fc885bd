"""Ordinary words that are also names: in small letters they are words."""

from __future__ import annotations

_ENGLISH = """
    abbott ace amber angel angels april archer art ash august autumn baker banks barber bass bay
    bean bear beck berg berry best bill billy bird bishop black blue bloom bond booth bow bowman
    bowen bright brook brooks brown buck bud bull bunny burn burns bush butler candy cannon carol
    carpenter carter case cash chance chandler chapel charity charm chase cherry chip christian
    church clay clear click close cloud coal cole cook cookie cooper copper corner cotton court
    craft crane crisp cross crow crown crystal cruise daisy dale dart dash dawn day days dean deal
    dell destiny diamond dick dollar dollars dot dove drake drew drum duke early earl east ebony
    edge ellis faith fall farmer favor ferry field fields finch fish fisher flint flora floyd flower
    flowers ford forest foster fox frank free freed freeman friend frost fry gale garden gardener
    gay gem gene gentle german ginger glass glen gold golden good grace grand grant gray green greer
    grey grove guest gun gunner guy hale hall hammer hand hardy harm harmony harp hart harvest haven
    hazel head heather hero hill hills holiday holly hood hook hope horn house hunt hunter ice ida
    ink iris island ivory ivy jack jade jasmine jasper jay jean jet jewel jim job jolly joy judge
    june justice keen kent key kid kind king kit knight lake lamb lance land lane large lark laurel
    law lawn lay leaf lee legend leo levy liberty light lily little lock london long lord love low
    luck lucky lynch magic mail main major mark market marks marsh marshall martial mason masters
    max may mays melody mercy merit merry mike mild mill miller mills mint miracle misty mix monk
    moody moon more morning moss mount myth nash neat nick nicks noble noel north norm nova oak
    oakley ocean odd olive opal orange otter owl pace page pages pain palmer paris park parker parks
    parsons pat patience peace pearl penny pepper perry pierce pike piper poe pole pond pool poor
    pope porter post potter pound power powers pratt precious price prince prior proud pure queen
    quick race rain ram randy ranger raven ray reach read reading reed reef reward rice rich ridge
    ring rise rivers river road rob robin rock rocky roman root rose rosemary ross rowan royal ruby
    rule rush russell rust rusty sage sailor sales salt sand sandy savage sawyer say scott season
    self sentry serene sergeant setter shade sharp shaw shell sheller shepherd shore short sierra
    silver singer skip sky slate slaughter small smart smith snow south sparks spear spring stacks
    star stark starling steel stern stone storm story street strong sue summer summers sun sunday
    sunny swan sweet swift tanner taylor teal temple terry thrift tiger tom trace tracy trainer
    treasure trent trinity trip tripp true tucker turner tyler unity van valentine vance vernon
    victor view viola violet wade wait walker wall walls ward warden ware warm warner waters watts
    way weaver webb weeks welch wells west wheeler white whiting wild will willow wills win winter
    wise wolf wood woods woody worth wren wright yard york young zion
"""
_GERMAN = """
    adler alt angst bach bauer baum beck berg blau blum braun brunner busch ecke eck engel ernst
    fast frei fromm früh fuchs für groß grün gut hahn hart hase haus heil heiter herbst herr herz
    herzog hof horn huhn jäger jung kaiser kalt kann karl keller klar klein klug koch könig kraft
    kranz krause krug kurz lang lange lieb linde link loch lustig mai markt mann markus maurer meist
    mild mut müller nagel neu neumann ohne ott pfeil pfeiffer rat reich reuter richter ring ritter
    roth rot sander sauer schade schäfer schick schlecht schmidt schneider schnell schön schröder
    schuster schütz schwarz sommer sonne stark stein stern stolz sturm süß tag tanz teich teufel
    thal tief traum vogel voll vogt wagner wald weber weich weiß weiss wenig wild winkler winter
    wirt wohl wolf wolke zimmer zimmermann
"""
_ROMANCE = """
    aimé aimée alba alma amor ángeles angeles aurora bello belle blanc blanca blanco bon bonita
    bosque bravo brun bueno caballero cabello calle calvo camino campo campos cano carmen casa
    castillo chat chevalier cielo clair clara claro consuelo cortés cortes costa croix cruz cuesta
    dame del delgado dolores doré esperanza estrella ferrer fiel flores fontaine fuente fuentes
    galán gallego gallo garnier gloria grande gris guerra guerrero hermosa herrera hierro iglesia
    izquierdo jardin leal león leon libre lobo long lopez luna luz malo mar marchand mari marin
    martin martín medina mercedes merino mesa milagros molina monte montes mora morales moreno
    navarro nieves noble noir noire nuevo olivier olmo palacios paloma parfait pascal paz pastor
    peña perla perro petit pierre pilar plaza ponce prado prieto príncipe puerto ramos redondo
    renard reyes rey ríos rios río rivera rivière roca rojo roman romero rosa rosario roux rouge
    rubio sal salud santos sauvage segura serrano serra sierra silva sol soledad soler sombra tierra
    toro torre torres vega vera verde vert victoria vida viejo villa viola zapata
"""
# Words within one letter of frequent names; a misspelt name is not looked for in them.
_NEAR_NAMES = """
    adding alley ancient annual april basic batch blank board books borrow brand branded bright
    broken brother bring candle career careful carton cause caused chain chair chart cheap check
    christ claim class clean clear clock close closed closer coast color common copper corner
    correct cost count course cover cream danger daily dealer death debit deliver denim detail
    direct doing double doubt draft dress drive driver during early earth edited either ending
    enough enter evans event every exact fails fault field final finger first fixed focus force
    forced former forms frame fresh front gather general given glance glass global globe grade grant
    graph great green group guess guest handle happy heart heavy hello helped hidden holder home
    hours image inbox joint jones joins joined keyed labor large later latter laser layer learn
    lease least leave legal letter level light limit lines liner listen little local logic looks
    loose lower lucky lunch maker manage manual march mark marked market marker master match maybe
    meter method metro middle minor minute model moderate monday money month moral mouse named names
    nearly never night noise north noted nurse offer older online order other outer owner packed
    paid panel paper parked part parted party pasted pause payer peter phase phone photo place plain
    plane plans plant plate please point ports posted power press price prize print prior problem
    proof proper proved query quick quiet raise range rapid rather reach react ready realm reason
    rebel recent refer reply reset retail return review right rigid roast robot rough round route
    royal sadly saved scale scan scene school score scout screen second seller send sender sense
    server serve seven shape share sharp sheet shelf ship shirt shock shoes short shown silly simple
    since skill skype sleep small smell smile smith solid solve solved sorry sound space spare speak
    speed spell spend sport staff stage stamp stand start state steam stock store storm story style
    sugar table taken taker talk taste teach terms thank thanks their theme there thick thing think
    third those three throw tight timer title today token total touch tough toward trace track trade
    train treat trial tried trust truth turned twice type under union until upper upset usage user
    usual valid value video visit vital voice waste watch water weird wheel where which while white
    whole whose wider woman words world worry worse worth would write wrong yield yours alles allein
    andere bald beide beste bitte danke dann diese dieser eigen einer eines etwas falsch faser
    fehler firma frage ganze geben genau gerade gerne gestern grüne haben halten hatte heute hinter
    ihnen immer jeder jetzt kaffee karte kasse keine kleine kommt könnte kosten kunde laden länge
    lassen leben leder leider leiste letzte liefern linie liste machen marke masse meine menge
    mieter miete monat morgen nächste namen neben nicht nichts niemand nummer ordner paket paare
    person platz preis prüfen rahmen raten rechte reise retten richtig sache schon seite sicher
    sonst später stelle stets stunde suche teile tisch unser unter vielen vorher waren warten wasser
    weiter welche wenig werden wieder woche worden würde zahlen zeigen zeile zwischen algo antes
    aparte aquí ahora bajo buena cambio carta cerca clase como comprar correo cuando cuenta datos
    deber desde donde entre error espera estado este fecha forma gracias grande hacer hasta hora
    llegar lugar mañana marca mayor mejor menos mismo modo mucho nada número otra pagar parte pedido
    poder poner primera producto puede punto quiere siempre sobre tarde tarjeta tengo tiempo tienda
    tipo todos aucun autre avant avoir bien cette chose comme compte dans depuis dernier encore
    erreur faire fois jamais jours lettre livre maison marche matin même merci mieux moins monde
    nombre nouvelle panne parle partir passe pendant plusieurs porte prendre prix quand rester rien
    sans semaine service seule suivi temps toujours trop vente votre
"""

WORD_NAMES = frozenset(f"{_ENGLISH} {_GERMAN} {_ROMANCE}".split())
COMMON_WORDS = WORD_NAMES | frozenset(_NEAR_NAMES.split())
