"""English: how words are compared with those of indicators."""

from .article_words import grouped, words_of
from .matching_words import MatchingWords

WORDS = MatchingWords(
    endings=(
        r"'s?",
        r"(?<=[bcdfghjklmnpqrstvwxz])ies|(?<=[sxz])es|(?<=[cs]h)es|(?<!s)s",
        r"ations?|ings?|ments?|ally|ial|ical|ed|ly|ers?|ion",
        r"e|y|i|al",
    ),
    shortest=3,
    stops=words_of(
        """
        a about according account added after all also amount an and annual any are as at be been before being
        below between billion both but by can compared could country data day december department during each
        earlier end every first five for four from further had half has have he her his how if in including
        increase increased indicator into is it its january july june last least less level made many may
        meeting million minister ministry monday month months more most national new next no not noted now
        number of on one only or other our out over overall own part per percent period place plan planned
        plans press press-service quarter reached region report reported said same second service several she
        should since so some state such than that the their them then there these they third this those three
        through time times to today total trillion two under unit units until up us value volume was we week
        well were what when where which while who will with within would year yearly years
        """
    ),
    concepts=grouped(
        """
        made: made$, produc, manufactured, output, assemble, assembling, turned out, rolled off
        sold: sold$, sale$, sales$, selling
        exported: export
        imported: import$, imports$, imported, importing, importer
        bought: bought, purchas, buy$, buying, acquir
        built: built, build$, building$, construct, erect
        launched: launch, commission, put into operation, put into use, introduc, open$, opened, opening
        repaired: repair, renovat, overhaul, refurbish
        processed: processed, processing, process$, refin
        transferred: transfer, handed, hand over, handing
        issued: issued, issue$, issues$, issuing, issuance, granted, disburs
        selected: selected, select$, shortlist
        accepted: accept, approved, approv
        adopted: adopt
        invested: invest$, invests$, investment, invested, investing, investor
        financed: financed, financing, fund$, funding, funded, funds$
        created: create$, created, creates$, creating, creation
        housing: housing, homes$, home$
        dwelling: dwelling, flat$, flats$, apartment
        rental: rent$, rental, rented, to let$, tenant
        house: house$, houses$, cottage
        manufacturing: manufacturing
        industry: industr
        mining: mining, quarrying, extract
        metallurgy: metallurg, metals$, metal$, smelt
        nonferrous: non-ferrous, nonferrous
        engineering: mechanical engineering, machine building, machine-building, engineering, machinery
        chemistry: chemic, petrochemic
        agriculture: agricult, farm
        passenger: passenger
        car: car$, cars$, vehicle, automobile, automotive
        tractor: tractor
        bus: bus$, buses$
        railway: railway, rail$, railroad
        locomotive: locomotive
        appliance: household appliance, home appliance, appliance, electronics$
        road: road$, roads$, highway, motorway
        bridge: bridge
        school: school
        kindergarten: kindergarten, nurser
        hospital: hospital
        clinic: clinic, polyclinic, outpatient
        water: water
        heat: heat
        gas: gas$, gasif, gas supply
        energy: energy, power$, electricit
        renewable: renewable, solar, wind$
        family: family$, families$, households$
        rural: rural, village
        urban: urban, town$, towns$, city$, cities$
        project: project
        job: job$, jobs$, workplace, employ
        loan: loan, credit, lending, lent$
        mortgage: mortgage
        application: application, applicant
        applied: applied
        plot: plot$, plots$
        share: share$, proportion, percentage of
        zone: zone
        park: park$, parks$
        load: load$, utilis, utiliz
        occupied: occupan, occupied, full$, filled
        infrastructure: infrastructur
        tourist: touris
        tree: tree$, trees$, seedling
        patient: patient$, patients$
        student: student, pupil
        teacher: teacher
        doctor: doctor$, doctors$, physician
        aluminium: alumin
        copper: copper
        lead: lead$
        zinc: zinc
        iron: iron$
        steel: steel
        gold: gold$
        oil: oil$
        coal: coal$
        washer: washing machine
        tv: television, tv$, tvs$
        refrigerator: refrigerat, fridge
        productivity: productivit
        capacity: capacit
        money: money$, cost$, costs$, worth$
        area: area$, floor area, square met
        platform: platform
        auction: auction
        subsoil: subsoil
        master_plan: master plan, general plan
        """
    ),
)
