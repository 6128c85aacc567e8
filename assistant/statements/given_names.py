"""Common given names by grammatical gender, for pronouns; names used for both are left out."""

FEMALE_NAMES = frozenset(
    """
    abigail ada adele agnes aisha aicha alexandra alice alicia alison allison alma amal amanda
    amelia amina amy ana anastasia andrea angela angelina anita ann anna annalena anne annette
    annie antonia april asma audrey aung barbara beatrice beatriz becky berta beth bethany betty
    beverly brenda bridget camila camilla carla carmen carol carolina caroline carolyn catherine
    cathy cecilia celia charlotte chloe christina christine chrystia claire clara clare claudia
    condoleezza consuelo cristina cynthia daisy dana daniela danielle dawn deborah debra delia
    denise diana diane dolores donna dora doris dorothy ebba eileen elaine eleanor elena elisa
    elisabeth elise eliza elizabeth ella ellen elsa emily emma emmanuelle erica erika erin
    esther eva eve evelyn farah fatima fatma federica felicity fiona florence frances francesca
    gabriela gemma georgia georgina geraldine gillian gina giorgia gita gloria grace greta gwen
    hala hana hannah harriet hazel heather heidi helen helena helene hillary hilary hind huda
    ida ilhan imelda indira ines ingrid irene irina iris isabel isabella isabelle ivanka jacinda
    jackie jacqueline jacqui jane janet janice jean jeanne jenna jennifer jenny jessica jill jo
    joan joanna joanne josephine joyce judith judy julia juliana julie juliet kaja kamala karen
    karin karine kate katharine katherine kathleen kathryn kathy katie katrina kay keira kelly
    kerry kimberly kirsten kirsty klara kristalina kristen kristin kristina lara latifa laura
    lauren leah leila lena leslie leticia leyla lila lily linda lisa liz louisa louise lucia
    lucy luisa lydia lynn mabel madeleine maeve maggie magdalena maia manal mandy manuela
    margaret margarita margot maria mariam marian marianne marie mariam marina marion marta
    martha mary maryam matilda maureen maya megan meghan melania melanie melinda melissa
    mercedes mette mia michelle mila mina miriam moira molly mona monica muna nadia najat nancy
    naomi natalia natalie natasha nathalie nawal nicola nicole nigar nina nora noor nour olena
    olga olivia ophelia oprah pamela pat patricia paula pauline penelope penny petra phoebe
    phyllis pippa polly priscilla priti priya rachel rana rania rebecca regina renata rita
    roberta rosa rose rosemary roxana ruth sabina sabrina sadia sahar sally salma samira
    samantha sana sandra sanna sara sarah serena shaima sharon sheila shelley sherry shirley
    simone sofia sonia sophia sophie stella stephanie sue susan susanna suzanne svetlana sylvia
    tamara tania tanya tara tatiana teresa tessa thelma theresa tina tracey tracy tulsi ursula
    valentina valerie vanessa vera veronica victoria viktoria viola violet virginia vivian wendy
    whitney yael yasmin yasmine yolanda yulia yvette yvonne zahra zainab zara zeinab zoe
    """.split()
)
MALE_NAMES = frozenset(
    """
    aaron abdel abdelmadjid abdul abdullah abdulaziz abraham adam adel adrian ahmad ahmed aidan
    alan alastair albert alberto aleksandr alejandro alessandro alexander alexei alexey alfred
    ali alistair allen amar amir amr anders andre andreas andrei andrew andrey andrzej andy
    angus anthony antoine antonio antony anwar arnold arthur ashraf austin ayman ayoub barack
    barry bart bashar basil ben benedict benjamin benny bernard bernie bill billy bob boris brad
    bradley brandon brendan brett brian bruce bruno bryan calvin carl carlos cedric charles
    charlie chris christian christoph christopher chuck clarence clive colin conor craig dale
    damian damien dan daniel dave david dean declan dennis derek desmond diego dimitri dmitri
    dmitry dominic dominique don donald doug douglas duncan dwight eamonn earl ed eddie edgar
    edmund eduardo edward edwin ehud elias elliott elon emile emmanuel enrique enzo eric ernest
    ernesto erik ethan eugene evan fabio fadi faisal farid fawaz felipe felix ferdinand fernando
    filippo floyd francesco francis francisco francois frank franz fred frederick friedrich
    gareth gary gavin geoff geoffrey george gerald gerard gerhard gianni giles giorgio giovanni
    giuseppe glen glenn gordon graham grant greg gregory guido guillaume gus guy hamid hans
    harold harry haruki hasan hassan hector heinrich henri henry herbert hiroshi hisham howard
    hubert hugh hugo hussein hussain ian ibrahim igor ismail isaac ivan jack jacob jacques jaime
    jair jake jakob jamal james jamie jan jared jason javier jay jeff jeffrey jens jeremy jerome
    jerry jesus jim jimmy joachim joe joel johan johann john johnny jon jonathan jordi jorge
    jose josef joseph josh joshua juan jules julian julien julius jurgen justin kamal karim karl
    keir keith ken kenneth kevin khaled khalid khalifa klaus kofi kristian kurt kyle lars larry
    laurence laurent lawrence lee len leo leon leonard leonid lewis liam lionel lloyd louis luca
    lucas luciano luigi luis luiz lukas luke mahathir mahmoud malcolm malik manuel marc marcel
    marco marcos marcus mario mark marko markus martin marty marwan massimo mateusz mathias matt
    matteo matthew matthias maurice max maxim mehdi mehmet michael michel miguel mikael mike
    mikhail milos mitch mohamed mohammad mohammed moncef morris moshe muhammad muammar murray
    mustafa nabil naftali narendra nasser nathan nayib neil nelson nicholas nick nicolas nicos
    nigel nikita nikolai nikos noah noel norman oleg oleksandr oleksii oliver olivier omar oscar
    osama otto owen pablo paolo pascal patrick paul pavel pavlo pedro pep pete peter petro phil
    philip philippe pierre piers piotr prabowo qasim rafael ralph ramon ramzan randy rashid raul
    ray raymond recep reinhard rene rex ricardo richard rick rishi rob robert roberto robin
    rodney rodrigo roger roland roman ron ronald rory ross roy rudolf rupert russell ryan sabri
    sadiq saeed said salem salman sam sami samir samuel saud scott sean sebastian serge sergei
    sergey sergio seth shane shaun shimon shinzo simon slobodan sosuke stan stanley stefan
    stephen sterling steve steven stewart stuart sven taha tareq tariq ted terence terry thabo
    theodore thierry thomas tim timothy tobias todd tom tomas tommy tony travis trevor tsutomu
    viktor victor vince vincent vitali vladimir volker volodymyr walid wali walter warren wayne
    wilfred will william willie winston wolfgang xavier yair yasser yitzhak yoshihide yousef
    youssef yuri yusuf zhang ziad
    """.split()
)
