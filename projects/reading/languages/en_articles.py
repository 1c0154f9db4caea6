"""English: the words of articles."""

from .article_words import ArticleWords, grouped, words_of

WORDS = ArticleWords(
    nouns=grouped(
        """
        projects: project
        enterprises: enterprise, compan, firm$, firms$, business, startup, start-up, producer, manufacturer, supplier,
            exporter, farms$, organization, organisation, bank$, banks$, sme$, smes$
        facilities: elevator$, elevators$, cluster, facilit, plant$, plants$, factory$, factories$, reservoir, bridge,
            clinic, hospital, dam$, source$, sources$, station, substation, boiler house, kindergarten, warehouse,
            airport, dams$, terminal, centre$, centres$, center$, centers$, mine$, mines$, greenhouse, site$, sites$,
            stadium, canal$, canals$, workshop, outpatient, building$, buildings$, well$, wells$, library, libraries,
            mill$, mills$
        zones: zone, industrial park, park$, parks$
        schools: school
        places: place$, places$, seat$, seats$, bed$, beds$
        jobs: job$, jobs$, post$, posts$, workplace, position$, positions$, vacanc
        people: depositor, employs$, employ$, employing$, people, person$, persons$, employee, worker, citizen,
            consumer, resident, specialist, student, pupil, child$, children, teacher, doctor, user$, users$,
            passenger, tourist, patient, graduate, farmer, builder, subscriber, entrepreneur, women, men$, pensioner,
            trainee, visitor, engineer, individual$, individuals$, customer, beneficiar, inhabitant, nurse, staff$,
            volunteer, youth$, participant, investor, migrant, athlete, schoolchild
        families: famil, household$, households$
        dwellings: house$, houses$, flat$, flats$, apartment, dwelling, home$, homes$, credit unit, housing unit,
            residential unit, cottage
        plots: plot$, plots$, land plot
        loans: loan, mortgage$, mortgages$, credits$, microloan, microcredit
        applications: application, request$, requests$, appeal$, appeals$, bid$, bids$
        contracts: contract$, contracts$, deal$, deals$, agreement, memorand
        vehicles: car$, cars$, vehicle, tractor, combine, bus$, buses, truck, lorr, automobile, locomotive, wagon,
            railcar, harvester, trolleybus, motorcycle, taxi, ambulance, railroad car, freight car, tram$
        units: unit$, units$, piece$, pieces$, item$, items$, good$, goods$, product$, products$, set$, sets$, heads
            of, head of cattle, head of livestock
        m2: square met, sq m$, sqm$, m²$, sq met, square meter, square metre
        km2: square kilomet, sq km$, km²$
        m3: cubic met, m³$, cu m$
        m3:9: cubic kilomet, km³$
        km: kilomet, km$
        metres: meters$, metres$, metre$, meter$
        tonnes: ton$, tons$, tonne, metric ton
        tonnes:3: kiloton
        kg: kilogram, kg$
        litres: litre, liter$, liters$
        barrels: barrel
        MW: megawatt, mw$
        MW:3: gigawatt, gw$
        MW:-3: kilowatt$, kilowatts$, kw$
        kWh: kilowatt-hour, kilowatt hour, kwh$
        kWh:6: gwh$
        hectares: hectare, ha$
        settlements: settlement, village, town$, towns$, locality, localities, city$, cities$, aul$, auls$
        regions: region$, regions$, oblast, district$, districts$, province
        years: year$, years$
        months: month$, months$
        weeks: week$, weeks$
        days: day$, days$
        hours: hour$, hours$
        minutes: minute$, minutes$, min$, mins$
        """
    ),
    bare=r"(?!people|children|women|men|staff|mw|gw|km|ha|youth).*[^s]",
    stops=words_of(
        """
        of for in on at by with to from and or worth until till through per as than that which who where while is are
        was were be been has have had will would should this last next under over up down out went against across
        within during after before into more less fewer higher lower above below plus minus but so rather since
        between instead around via annually can could may a an among including totaling totalling costing ones
        """
    ),
    numerals=grouped(
        """
        2: two
        3: three
        4: four
        5: five
        6: six
        7: seven
        8: eight
        9: nine
        10: ten
        11: eleven
        12: twelve, dozen
        13: thirteen
        14: fourteen
        15: fifteen
        16: sixteen
        17: seventeen
        18: eighteen
        19: nineteen
        20: twenty
        30: thirty
        40: forty
        50: fifty
        60: sixty
        70: seventy
        80: eighty
        90: ninety
        1: one
        0.5: half a
        100: hundred
        """
    ),
    multiples=grouped(
        """
        2: doubl, twice$, twofold$, two-fold$
        3: tripl, trebl, thrice$, threefold$, three-fold$
        4: quadrupl, fourfold$, four-fold$
        5: quintupl, fivefold$, five-fold$
        6: sixfold$, six-fold$
        7: sevenfold$
        8: eightfold$
        9: ninefold$
        10: tenfold$, ten-fold$
        times: fold$
        """
    ),
    signals=grouped(
        """
        state: condition, level$, unemployment, state$, readiness
        target: comprises$, demand, ordered$, tasked$, budgeted$, sets aside, set aside for, allots, budgets for,
            pencilled in, guidance, outlook$, due to hit, due to reach, due to rise, due to be, is due$, are due$, due
            in$, due by$
        now: employs, employ$, operates$, there are, there is, already, so far$, now$, currently, to date$, at
            present$, today$
        ongoing: being$, under construction, under way$, underway, in progress, ongoing, in preparation, pool$
        decline: trim, cut$, cuts$
        growth: lift, rais, boost, bring$, double, triple
        target: will$, would$, plan$, plans$, planned, planning, expect, aim$, aims$, aimed, target$, targets$, goal,
            forecast, projected$, intend, propos, schedul, should$, must$, under way$, underway, ongoing, pledg,
            pool$, in preparation, instruct, task$, tasks$, promis, to be$, pipeline, envisag, hope, hopes, hoped,
            ambition, eye$, eyes$, eyeing, upcoming, roadmap, road map, being$, under construction, set to$, prepar,
            estimat, could$, need to$, seek, is to$, are to$, wants to$, going to$, 'll$, in the works, in progress,
            committed to$, provides for$, earmark, prospective, yet to$, want$, wants$
        outcome: are complete, to date$, found$, began$, became$, held$, kept$, left$, lost$, met$, saw$, there are,
            there is, operates$, results$, are ready, is ready, stand ready, was$, were$, has$, have$, had$, reached,
            amounted, totalled, totaled, grew, rose, fell, so far$, already, beat$, won$, stood$, exceeds, exceeded,
            surpass, finished, completed, came to$, made$, built$, sold$, bought$, went$, got$, gave$, sent$, drew$,
            took$, brought$, now$, beat its plan, beat the plan, beat its target, exceeds$, climbed, sank$, hit$,
            stands at$, currently, index, sales$, employs, spent$, paid$, ran$, laid$, lent$, cut$
        growth: advanc, grew, grow, rose$, rise$, rises$, risen, rising, increas, up$, gain, growth, plus$, more$,
            higher, climb, jump, expand, soar, added, surg
        index: index, indices, of last year, of the previous year
        neutral: the plan was, the goal was, the target was, was the target, was planned, were planned, had planned,
            was forecast, was expected
        share: share$, account for$, accounts for$, accounted for$, accounting for$, of total, of the total, of all$,
            makes up$, make up$, made up$, represent, comprise, constitut, per cent of$, or$, covered, covers$,
            cover$, of demand, of needs, of consumption, of the money, of the amount, of the funds, of the sum, of
            gdp, of exports, of imports, of sales, of them$, of output, worn$, of the market, a third, proportion,
            portion, local content, localization, localisation, content$
        interest: interest, base rate, mortgage rate, annual rate, lending rate
        rate: interest, rate of$, rates of$, per annum, annual rate, mortgage rate, base rate, a year$
        capacity: can hold, can store, able to, designed for, capacity, capable, capacities
        plan_level: instead of, instead of the planned, against the planned, against a plan of, versus a plan of
        compare: rather than, against, compared to, compared with, versus, vs$, up from, down from, than, previously,
            earlier, a year ago, a year earlier, from
        difference: times its plan, times the plan, of its plan, above its plan, above plan, more than planned, above
            the plan, below plan, less than planned, short of, above target, over plan, ahead of plan, beyond plan,
            above forecast, higher than planned, more than
        decline: fell$, fall$, falls$, fallen, drop, declin, decreas, down$, minus$, less$, lower, shrank, reduc,
            slump, contract$, contracted, fewer
        plant: concentrator$, pipeline$, plant$, factory$, mill$, smelter$, refinery$, complex$, power station,
            enterprise$
        cost: needs$, requires$, cost$, costs$, costing$, worth$, invest, price$, priced$
        yearly: monthly$, a month$, every month, a year$, per year$, annually$, per annum$, each year$, every year$,
            yearly$, annual$
        input: mobilised, mobilized, deployed, took part, involved
        each: each$, apiece$
        coverage: coverage, access
        level: was$, were$, had been$
        other: of an article, in the article
        progress: of the year's target, of the target, of its target, of the goal, full$, complete$, completed by$,
            ready$, of the plan, of the annual plan, of plan, readiness
        """
    ),
    participle=r"planned|expected|promised|scheduled|projected|targeted",
    outcome_verb=r"\w{2,}ed",
    not_verbs=words_of(
        """
        added agreed announced approved based bed called described detailed discussed emphasised emphasized explained
        feed hundred indeed limited listed named need needed noted outlined presented qualified recalled red related
        reported required reviewed said seed skilled speed stressed told united used
        """
    ),
    ordinal=r"st|nd|rd|th",
    labels=words_of(
        """
        appendix article block channel chapter covid decree figure group highway item lot no number order page
        paragraph part phase resolution room route section stage table unit version
        """
    ),
    parts={
        **dict.fromkeys(("half-year", "half year", "half of the year"), "1/2"),
        **dict.fromkeys(("end of the half", "end of the half-year", "this half"), "0/2"),
        **dict.fromkeys(("end of the quarter", "this quarter", "the current quarter"), "0/4"),
    },
    years=grouped(
        """
        0: this year, the current year, current year, of the year, the end of the year, end of the year, year-end,
            year end, the year
        plan: the whole year, whole year, full year, annual plan
        results: results of the year, results for the year, the year in review, year in review, summed up the year,
            summing up the year, year-end results
        -1: last year, the previous year, previous year, the past year, a year earlier, a year ago, the year before
        1: next year, the coming year
        """
    ),
    months_word=r"months?",
    month_joint=r"-|to|through|until|and",
    since=r"since (?:the )?(?:beginning|start) of (?:the|this) year|(?:this )?year to date|since january(?: 1(?:st)?)?",
    deadline_before=(
        r"(?:(?:until|by|before|till|at|to) )?(?:the )?end(?:ing)? (?:of|in) |by |until |till |up to |to "
        r"|before the end of |no later than |not later than |as of |through "
    ),
    compared_before=(
        r"(?:above|below|double|twice|triple"
        r"|% of|percent of|times(?: the)?|as (?:much|many|high|large) as(?: in)?|compared (?:to|with)|than(?: in| for)?"
        r"|versus|vs"
        r"|against|from|relative to|over"
        r"|on)(?: that of| the level of| the same period(?: of| in)?)? (?:the )?"
    ),
    lately=(
        r"since (?:its |the |their )?(?:launch|inception|foundation|establishment|beginning of the \w+gram\w*)(?! in)"
        r"|(?:over|in|for|during|within|across) (?:the )?(?:last|past|previous|recent) (?:# )?years(?!\w)"
    ),
    ahead=(
        r"in # years. time|# years from now"
        r"|(?:over|in|for|during|within) (?:the )?(?:next|coming|following) (?:# )?years(?!\w)"
    ),
    during=r"(?:over|in|within) # years(?!\w)",
    breaks=r"in addition|besides|separately|meanwhile",
)
