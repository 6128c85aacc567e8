"""Countries with their adjectives and the capitals that newswires use for their governments."""

_TABLE = """
afghanistan|afghan|kabul
albania|albanian|tirana
algeria|algerian|algiers
argentina|argentine argentinian|
armenia|armenian|yerevan
australia|australian|canberra
austria|austrian|vienna
azerbaijan|azerbaijani azeri|baku
bahrain|bahraini|manama
bangladesh|bangladeshi|dhaka
belarus|belarusian|minsk
belgium|belgian|
bolivia|bolivian|
bosnia|bosnian|sarajevo
brazil|brazilian|brasilia
bulgaria|bulgarian|sofia
cambodia|cambodian|
cameroon|cameroonian|
canada|canadian|ottawa
chad|chadian|
chile|chilean|santiago
china|chinese|beijing
colombia|colombian|bogota
congo|congolese|kinshasa
croatia|croatian|zagreb
cuba|cuban|havana
cyprus|cypriot|nicosia
czechia|czech|prague
denmark|danish|copenhagen
ecuador|ecuadorian|quito
egypt|egyptian|cairo
emirates|emirati uae|
england|english|
eritrea|eritrean|asmara
estonia|estonian|tallinn
ethiopia|ethiopian|
eu|european|brussels
finland|finnish|helsinki
france|french|paris
georgia|georgian|tbilisi
germany|german|berlin bonn
ghana|ghanaian|accra
greece|greek|athens
guatemala|guatemalan|
haiti|haitian|
honduras|honduran|
hungary|hungarian|budapest
iceland|icelandic|reykjavik
india|indian|delhi
indonesia|indonesian|jakarta
iran|iranian|tehran
iraq|iraqi|baghdad
ireland|irish|dublin
israel|israeli|jerusalem
italy|italian|rome
jamaica|jamaican|
japan|japanese|tokyo
jordan|jordanian|amman
kazakhstan|kazakh|astana
kenya|kenyan|nairobi
korea|korean|seoul pyongyang
kosovo|kosovar|pristina
kurdistan|kurdish|
kuwait|kuwaiti|
kyrgyzstan|kyrgyz|bishkek
laos|lao|
latvia|latvian|riga
lebanon|lebanese|beirut
liberia|liberian|
libya|libyan|tripoli
lithuania|lithuanian|vilnius
malaysia|malaysian|
mali|malian|bamako
malta|maltese|valletta
mauritania|mauritanian|nouakchott
mexico|mexican|
moldova|moldovan|chisinau
mongolia|mongolian|
morocco|moroccan|rabat
mozambique|mozambican|maputo
myanmar|burmese|
namibia|namibian|
nepal|nepalese nepali|kathmandu
netherlands|dutch|hague
nicaragua|nicaraguan|
niger|nigerien|niamey
nigeria|nigerian|abuja
norway|norwegian|oslo
oman|omani|muscat
pakistan|pakistani|islamabad
palestine|palestinian|ramallah
panama|panamanian|
paraguay|paraguayan|
peru|peruvian|lima
philippines|philippine filipino|manila
poland|polish|warsaw
portugal|portuguese|lisbon
qatar|qatari|doha
romania|romanian|bucharest
russia|russian|moscow kremlin
rwanda|rwandan|kigali
saudi|saudi|riyadh
scotland|scottish|edinburgh
senegal|senegalese|dakar
serbia|serbian|belgrade
singapore|singaporean|
slovakia|slovak|bratislava
slovenia|slovenian|ljubljana
somalia|somali|mogadishu
spain|spanish|madrid
sudan|sudanese|khartoum
sweden|swedish|stockholm
switzerland|swiss|bern
syria|syrian|damascus
taiwan|taiwanese|taipei
tajikistan|tajik|dushanbe
tanzania|tanzanian|
thailand|thai|bangkok
tunisia|tunisian|tunis
turkey|turkish türkiye turkiye|ankara
uganda|ugandan|kampala
uk|british britain u.k|london
ukraine|ukrainian|kyiv kiev
un|u.n|
uruguay|uruguayan|montevideo
us|american america u.s|washington
ussr|soviet|
uzbekistan|uzbek|tashkent
venezuela|venezuelan|caracas
vietnam|vietnamese|hanoi
wales|welsh|
yemen|yemeni|sanaa
zambia|zambian|lusaka
zimbabwe|zimbabwean|harare
"""
_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]
COUNTRY_OF = {word: row[0] for row in _ROWS for part in row for word in part.split()}
"""Country by its name, adjective or capital, in lower case."""
NATIONALITIES = frozenset(word for row in _ROWS for word in row[1].split()) | {
    "uk", "us", "eu", "un", "arab", "african", "asian", "western", "gulf", "e.u", "maghreb",
}  # fmt: skip
"""Words that say whose a minister or a ministry is."""
PLACES = frozenset(COUNTRY_OF) - NATIONALITIES | frozenset(
    "africa asia europe australia istanbul gaza dubai geneva york california texas florida sahara "
    "sahel states kingdom north south east west northern southern eastern western".split()
)
"""Place names that may stand before a person's name in a title."""
