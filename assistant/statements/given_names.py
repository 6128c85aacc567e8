"""Common given names by grammatical gender, for pronouns; names used for both are left out."""

FEMALE_NAMES = frozenset(
    """
    abigail ada adele adrienne agnes aicha aisha alexandra alice alicia alison allison alma amal
    amanda amelia amina amy ana anastasia andrea angela angelina anita ann anna annalena anne
    annette annie antonia april asma audrey aung barbara beatrice beatriz becky bernadette berta
    beth bethany betty beverly bonnie brenda bridget brittany camila camilla candace candice carla
    carmen carol carole carolina caroline carolyn carrie cassandra catherine cathy cecilia celia
    charlene charlotte cheryl chloe christina christine chrystia cindy claire clara clare claudia
    colleen condoleezza connie consuelo cristina cynthia daisy dana daniela danielle darlene dawn
    deanna deb debbie debora deborah debra delia denise diana diane dianne dolores donna dora doris
    dorothea dorothy ebba edith edna eileen elaine eleanor elena elisa elisabeth elise eliza
    elizabeth ella ellen elsa emily emma emmanuelle erica erika erin esther ethel eunice eva eve
    evelyn farah fatima fatma federica felicia felicity fiona florence frances francesca gabriela
    gail gemma genevieve georgia georgina geraldine gertrude gillian gina giorgia gita gladys
    gloria grace greta gwen hala hana hannah harriet hazel heather heidi helen helena helene
    henrietta hilary hilda hillary hind huda ida ilhan imelda imogen indira ines ingrid irene irina
    iris isabel isabella isabelle ivanka jacinda jackie jacqueline jacqui jane janet janice janine
    jasmine jean jeanette jeanne jemima jen jenna jennifer jenny jessica jill jo joan joanna joanne
    jocelyn josephine joyce juanita judith judy julia juliana julianne julie juliet kaja kamala
    karen karin karine karoline kate katharine katherine kathleen kathryn kathy katie katrina kay
    keira kelli kelly kerri kerry kimberly kirsten kirsty klara krista kristalina kristen kristin
    kristina lara latifa laura lauren leah leana leila lena leslie leticia leyla lila lillian lily
    linda lisa liz lois loretta lori lorraine louisa louise lucia lucille lucinda lucy luisa lydia
    lynn lynne mabel madeleine maeve magdalena maggie maia manal mandy manuela marcia margaret
    margarita margot maria mariam marian marianne marie marilyn marina marion marjorie marlene
    marta martha mary maryam matilda maureen maxine maya megan meghan melania melanie melinda
    melissa mercedes mette mia michelle mila mildred millicent mina miranda miriam moira molly mona
    monica monique muna muriel myra nadia nadine najat nancy naomi natalia natalie natasha nathalie
    nawal nicola nicole nigar nikki nina noor nora norma nour olena olga olivia ophelia oprah pam
    pamela pat patricia paula pauline peggy penelope penny petra phoebe phyllis pippa polly
    priscilla priti priya rachel rana rania rebecca regina renata renee rhonda rita roberta
    rochelle rosa rosalind rose rosemary roxana roxanne ruth sabina sabrina sadia sahar sally salma
    samantha samira sana sandra sanna sara sarah sarina serena shaima sharon sheila shelley sherry
    sheryl shirley silvia simone sofia sonia sophia sophie stella stephanie sue susan susanna
    susannah suzanne svetlana sylvia tamara tammy tania tanya tara tatiana teresa tessa thelma
    theresa tina tracey tracy tulsi ursula valentina valerie vanessa vera veronica vicky victoria
    viktoria viola violet virginia vivian wanda wendy whitney yael yasmin yasmine yolanda yulia
    yvette yvonne zahra zainab zara zeinab zoe
    """.split()
)
MALE_NAMES = frozenset(
    """
    aaron abdel abdelmadjid abdul abdulaziz abdullah abraham adam adel adrian ahmad ahmed aidan
    alan alastair albert alberto alejandro aleksandr alessandro alexander alexei alexey alfred ali
    alistair allan allen alvin amar amir amr anders andre andreas andrei andrew andrey andrzej andy
    angus anthony antoine anton antonio antony anwar archie arnold arthur ashish ashraf austin
    ayman ayoub barack barry bart bashar basil ben benedict benjamin benny bernard bernie bill
    billy bob bobby boris brad bradley brandon brendan brent brett brian brock bruce bruno bryan
    byron callum calvin carl carlos cedric cesar charles charlie chris christian christoph
    christopher chuck clarence clifford clive clyde colin conor cory craig curtis dale damian
    damien damon dan daniel danny darrell darren darryl dave david dean declan denis dennis derek
    derrick desmond devin diego dimitri dmitri dmitry dmytro dominic dominique don donald doug
    douglas duncan dustin dwayne dwight eamonn earl ed eddie edgar edmund eduardo edward edwin ehud
    elias elliot elliott elon emile emmanuel enrique enzo eric erik ernest ernesto ernie ethan
    eugene evan fabian fabio fadi faisal farid fawaz felipe felix ferdinand fernando filippo floyd
    francesco francis francisco francois frank franz fred freddie frederick friedrich fumio gabriel
    gareth garrett gary gavin gene geoff geoffrey george gerald gerard gerhard gianni giles giorgio
    giovanni giuseppe glen glenn gordon graham grant greg gregg gregory guido guillaume gus guy
    hamid hamish hank hans harold harry haruki hasan hassan hector heinrich henri henry herbert
    hiroshi hisham howard hubert hugh hugo hussain hussein ian ibrahim igor irving isaac ismail
    ivan jack jacob jacques jaime jair jake jakob jamal james jamie jan jared jason javier jay jeff
    jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joe joel joey johan johann john
    johnny jon jonathan jordi jorge jose josef joseph josh joshua juan jules julian julien julio
    julius jurgen justin kamal karim karl keir keith ken kenneth kevin khaled khalid khalifa kirk
    klaus kofi kristian kurt kyle larry lars laurence laurent lawrence lee len leo leon leonard
    leonid leroy lewis liam lionel lloyd louis luca lucas luciano luigi luis luiz lukas luke luther
    mahathir mahmoud malcolm malik manuel marc marcel marco marcos marcus mario mark marko markus
    martin marty marvin marwan massimo mateusz mathias matt matteo matthew matthias maurice max
    maxim mehdi mehmet mel michael michel mick miguel mikael mike mikhail milos mitch mohamed
    mohammad mohammed moncef morris moshe muammar muhammad murray mustafa nabil naftali narendra
    nasser nathan nayib ned neil nelson nicholas nick nicolas nicos nigel nikita nikolai nikos noah
    noel norman olaf oleg oleksandr oleksii oleksiy oliver olivier omar osama oscar otto owen pablo
    paolo pascal patrick paul pavel pavlo pedro pep pete peter petro phil philip philippe phillip
    pierre piers piotr prabowo qasim rafael ralph ramon ramzan randall randy rashid raul ray
    raymond recep reginald reinhard rene rex ricardo richard rick ricky rishi rob robert roberto
    robin rodney rodrigo roger roland roman ron ronald rory ross roy ruben rudolf rudy rupert russ
    russell ryan sabri sadiq saeed said salem salman salvador sam sami samir samuel saud scott sean
    sebastian serge sergei sergey sergio serhiy seth shane shaun shawn shimon shinzo sidney simon
    slobodan sosuke stan stanley stefan stephen sterling steve steven stewart stuart sven taha
    tareq tariq ted terence terrence terry thabo theodore thierry thomas tim timmy timothy tobias
    todd tom tomas tommy tony travis trevor tsutomu tyler vernon victor viktor vince vincent vitali
    vivek vladimir volker volodymyr wali walid walter warren wayne wes wilfred will william willie
    winston wolfgang xavier yair yasser yitzhak yoshihide yousef youssef yuri yusuf zach zachary
    zhang ziad
    """.split()
)
