"""Word lists that tell people, offices, places and plain words apart in newswire English."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLES = _set(
    """
    president vice-president premier minister chancellor secretary undersecretary
    secretary-general ambassador envoy diplomat consul spokesman spokeswoman spokesperson
    spokespeople spokesmen official officials officer officers leader leaders chief chiefs
    chairman chairwoman chair head director directors manager boss governor mayor senator
    congressman congresswoman councillor councilman councilwoman eyewitness eyewitnesses
    alderman republicans democrats representative lawmaker lawmakers legislator legislators mp
    mps deputy speaker king queen prince princess emir sheikh sultan pope archbishop bishop
    reverend cardinal imam cleric rabbi priest general colonel lieutenant major captain
    commander admiral sergeant marshal brigadier judge justice prosecutor prosecutors attorney
    lawyer lawyers solicitor barrister sheriff detective inspector constable policeman
    policewoman ceo cfo coo cto founder co-founder owner executive executives analyst analysts
    economist economists strategist strategists trader traders dealer dealers banker bankers
    broker brokers investor investors expert experts researcher researchers scientist scientists
    professor doctor doctors nurse nurses surgeon epidemiologist historian author writer editor
    reporter journalist correspondent columnist critic critics coach managers coaches trainer
    skipper striker midfielder defender goalkeeper winger batsman bowler player players referee
    champion driver actor actress actors actresses singer singers senators ministers presidents star
    director producer resident residents witness witnesses neighbour
    neighbours neighbor neighbors survivor survivors victim victims activist activists
    advocate advocates campaigner campaigners protester protesters farmer farmers teacher teachers
    student students
    worker workers organiser organisers organizer organizers aide aides adviser advisers advisor
    advisors negotiator negotiators mediator mediators source sources insider insiders father
    mother brother sister son daughter wife husband widow uncle aunt parent parents friend
    friends colleague colleagues relative relatives supporter supporters opponent opponents
    rival candidate candidates contender nominee politician politicians treasurer comptroller
    commissioner superintendent pm fm premier-designate chancellor rapporteur delegate delegates
    observers observer participant participants man woman boy girl men women teenager pensioner
    passenger passengers pilot engineer engineers architect designer builder fisherman fishermen
    shopkeeper trucker truckers biologist geologist meteorologist forecaster forecasters
    physicist chemist astronomer psychologist sociologist politologist commentator commentators
    pundit pundits veteran veterans soldier soldiers fighter fighters rebel rebels militant
    militants delegation paramedic paramedics firefighter firefighters curator keeper vet
    conservationist conservationists trustee guard principal headteacher headmaster dean rector
    provost chairperson vice-chairman co-chair co-author creator inventor entrepreneur tycoon
    billionaire magnate lobbyist regulator regulators midwife therapist pharmacist dentist
    patient patients tenant tenants landlord customer customers shopper shoppers fan fans viewer
    viewers user users reader readers member members employee employees family families rapper
    rappers representatives governors mayors ambassadors envoys diplomats judges commanders
    councillors editors writers authors historians coroner coroners administrator administrators
    agent agents councilmember councilmembers assemblyman assemblywoman assemblymember
    director-general bosses chef comedian musician photographer filmmaker novelist poet presenter
    dancer
    coordinator coordinators specialist specialists incumbent secretary-treasurer president-elect
    vp-elect governor-elect mayor-elect trooper troopers warden marshals
    """
)
ORGANISATIONS = _set(
    """
    ministry government administration department agency office bureau embassy consulate army
    navy military police force forces command parliament congress senate assembly council
    commission committee court tribunal party group company firm bank airline carrier maker
    manufacturer automaker carmaker retailer supermarket brewer utility union federation
    association league club team university college school institute institution foundation fund
    charity organisation organization organisations organizations authority authorities board
    panel watchdog regulator palace presidency kremlin pentagon cabinet coalition opposition
    bloc alliance militia movement network channel radio television tv broadcaster newspaper
    paper daily magazine website agency side sides analysts insurer brokerage exchange producer
    producers exporter exporters cooperative trade industry officials startup developer operator
    hospital trust unit subsidiary parent venture consortium lender builder drugmaker chipmaker
    refinery smelter pipeline grain board society campaign mission delegation observatory house
    mosque church vatican nato unions makers companies ministries agencies airlines airways center
    centre forum statistics museum library parties firms groups clubs governments
    councils charities airports hospitals
    """
)
DOCUMENTS = _set(
    """
    statement statements report reports study survey poll document documents letter memo email
    communique communiqué declaration filing filings notice article editorial media press
    account accounts review release bulletin transcript lawsuit complaint indictment affidavit
    audit dispatch tweet post inquiry investigation analysis
    """
)
GROUPS = _set(
    "people some many others both most all several few those everyone someone another one two three"
)

OFFICE_WORDS = (
    _set(
        """
        state armed defence defense foreign interior finance health energy oil trade justice
        culture education transport agriculture labour labor exchequer treasury home affairs
        security national people's personal special presidential deputy vice prime first lady
        chief staff acting interim former senior junior permanent under assistant associate
        managing executive human rights relations communications public central federal supreme
        international global united nations nations' union mr mrs ms miss dr sir dame lord lady
        prof professor rev gen lt col maj capt sgt adm gov sen rep pres crown royal highness
        majesty his her great most honourable right hon republic republican democratic democrat
        islamic conservative staff regional world general spokesman the
        """
    )
    | ROLES
    | ORGANISATIONS
)
"""Words of offices and institutions, which are not part of a person's name."""

HONORIFICS = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
}
COMPANY_ENDINGS = _set("corp inc co ltd plc llc ag sa nv gmbh group holdings lp bancorp industries")
NO_SURNAMES = _set(
    """
    crude futures motion chance oil gas petroleum energy electric motor motors airlines airways
    bancshares financial capital partners securities insurance pharmaceuticals chemicals mining
    resources systems technologies technology tech software foods stores hotels hotel research
    county university college institute department ministry airport stadium station avenue road
    times herald tribune post news
    """
)
"""What ends the names of goods, firms and places that begin as people's do: "Brent Crude"."""
PORTFOLIO_HOLDERS = _set("minister secretary undersecretary director head chief")
"""Offices whose field follows them: "Minister of Irrigation Hossam Farouk"."""
GENERAL_COMPANIES = _set("electric motors dynamics mills foods assembly cinema instrument re")
"""Words after "General" that make it the name of a company or a body, not a rank."""
DEMONYMS = _set(
    "frenchman frenchwoman englishman englishwoman irishman irishwoman dutchman dutchwoman scot "
    "scotsman welshman spaniard swede dane finn turk pole briton swiss serb croat czech republican "
    "democrat conservative socialist liberal"
)
NAMING_TITLES = _set("lord lady pope king queen prince princess emir sheikh sister father rabbi")
"""Titles that belong to the name where it is a single word: Lord Bexley, Pope Francis."""
MALE_ROLES = _set(
    "king prince emir sultan pope spokesman chairman congressman policeman father brother son "
    "husband uncle man boy businessman batsman fisherman fishermen actor imam sheikh archbishop"
)
FEMALE_ROLES = _set(
    "queen princess spokeswoman chairwoman congresswoman policewoman mother sister daughter wife "
    "widow aunt woman girl businesswoman actress midwife"
)
KIN = _set(
    "lady wife husband widow widower son daughter brother sister mother father nephew niece cousin "
    "uncle aunt"
)
"""What somebody of the same surname may be to a person: "first lady Ann Lee"."""
ADJECTIVES = _set(
    "senior top former local regional foreign federal state public private military police army "
    "government industry market company union party press chief leading prominent independent "
    "political legal medical security defence defense economic financial diplomatic western "
    "eastern northern southern opposition official unidentified unnamed anonymous new old young "
    "ex- acting other many several some two three four five six dozens hundreds trade energy oil "
    "health palace royal church court city council district county provincial municipal airport "
    "airline hospital school university bank rescue emergency news media team club domestic "
    "international global fellow far-right right-wing left-wing eu un us uk retired veteran "
    "deputy interim joint well-placed informed intelligence football family election campaign "
    "state-run state-owned"
)
NEGATIONS = _set("no nor neither none nobody no-one few not hardly scarcely barely")
"""Words that make a noun after them nobody's: "neither side", "no official", "not one of them"."""
DETERMINERS = _set(
    "the a an his her its their this that these those another some several many most both one two "
    "three four five six seven eight nine ten each every any no our my your all other"
)
PRONOUNS = _set("he she they it who")
PARTICLES = _set(
    "de del della da dos das di van von der den ter ten bin ibn ben bint abu al el la le du y e zu"
)
DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today earlier later tonight"
)
MONTHS = _set(
    "january february march april may june july august september october november december "
    "feb apr aug sept oct nov dec"
)
PREPOSITIONS = _set(
    "of in on at by for with from to into about after before during over under against between "
    "through via since until despite amid among as near regarding concerning following without "
    "within across towards toward upon than like unlike"
)
CONJUNCTIONS = _set("and but or nor while whereas when because although though if that so as yet")
AUXILIARIES = _set(
    "is are was were be been being am has have had having do does did will would can could may "
    "might shall should must 's isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't "
    "didn't won't wouldn't can't cannot couldn't shouldn't mustn't"
)
ADVERBS = _set(
    "also later then further still again once never ever not just even too however meanwhile "
    "moreover furthermore nevertheless nonetheless instead thus therefore soon now already since "
    "together together almost so far nearby often always sometimes yesterday today long"
)
SENTENCE_ADVERBS = _set(
    """
    accordingly actually additionally allegedly alternatively annually apparently basically briefly
    broadly certainly chiefly clearly coincidentally concurrently consequently conversely currently
    economically equally especially essentially eventually evidently exactly figuratively finally
    firstly formerly fortunately frankly generally globally gradually happily historically honestly
    hopefully immediately importantly incidentally increasingly initially interestingly
    internationally ironically largely lastly lately legally likely literally locally luckily mainly
    mostly nationally nearly newly normally notably obviously officially originally partly
    personally politically possibly practically precisely presumably previously primarily privately
    probably publicly quickly rapidly rarely recently regionally reportedly roughly sadly secondly
    separately shortly significantly similarly simply simultaneously slowly specifically
    subsequently suddenly supposedly surprisingly technically thankfully theoretically thirdly
    ideally admittedly arguably crucially regrettably remarkably strangely sensibly
    traditionally typically ultimately understandably unfortunately unsurprisingly usually
    """
)
"""Adverbs that open a sentence. A closed list, for names may end as they do: Bathily, Reilly."""
OCCASIONS = _set(
    """
    statement statements interview interviews speech address conference briefing rally meeting
    summit hearing letter tweet post message memo email filing report article call telephone
    event remarks ceremony debate session forum gathering visit television tv radio twitter x
    facebook telegram instagram truth social podcast broadcast reporters journalists newsmen
    media press release releases programme program show panel lunch dinner seminar review note
    translator interpreter phone parliament congress court campaign
    """
)
"""On and in what something is said: "in a statement", "at a rally"."""
SYNONYMS = {
    "fm": ("foreign", "minister"),
    "pm": ("prime", "minister"),
    "mp": ("member", "parliament"),
    "premier": ("prime", "minister"),
    "defense": ("defence",),
    "labor": ("labour",),
    "ceo": ("chief", "executive"),
    "boss": ("chief", "manager"),
    "head": ("chief",),
    "leader": ("chief",),
    "gov": ("governor",),
    "gen": ("general",),
    "sen": ("senator",),
    "rep": ("representative",),
}
GOVERNMENT = _set(
    "president minister premier secretary envoy ambassador chancellor undersecretary governor "
    "spokesman spokeswoman spokesperson senator deputy diplomat general pm fm official chief"
)
DIPLOMATS = _set("ambassador envoy consul minister diplomat representative")
