"""The demo account's first sequences, written by hand: what a new user sees first."""

from __future__ import annotations

from seq_tui.server.demo.recipe import Recipe

FIRST_SEQUENCES = (
    Recipe(
        "Welcome · new enquiry",
        "e0d r1d t4h e2d",
        398744,
        ("Call: which loads, which streets, how many riders?",),
        "en-GB",
    ),
    Recipe(
        "Trial · Europe · no reply",
        "e0d r1d t4h e2d t1d",
        398744,
        ("Call about the trial bike: does it move?", "Decide: extend by a week, or collect it"),
        "en-GB",
    ),
    Recipe(
        "Trial · long",
        "e0d r2d e3d t2d r1d e4d t2d e5d r3d",
        398744,
        ("Ride along for one morning round", "Call before the trial ends: price and leasing"),
    ),
    Recipe("Trial expired", "e0d r2d r4d", 398753, locale="en-GB"),
    Recipe(
        "Test ride · the morning after",
        "e18h t2h r1d e3d",
        398798,
        ("Call: which hill, which load, what did the rider say?",),
    ),
    Recipe(
        "Same-day call-back",
        "t0d e1.5h t4h r1d",
        398852,
        ("Call within 30 minutes", "Second call, at another time of the day"),
    ),
    Recipe(
        "Quote sent · fleets of 10 and more",
        "e0d t2d r1d e4d t3d r5d",
        398789,
        ("Call: has the quote reached whoever signs?", "Ask for the date of the decision"),
        "de-DE",
    ),
    Recipe("Winback 90", "e0d r3d t2d e5d", 398762, ("Call their old contact",), "en-GB"),
    Recipe("Winback 90", "e0d r5d e10d", 398762),
    Recipe(
        "展示会フォローアップ · 東京",
        "e0d t1d r2d e5d",
        398807,
        ("お礼の電話。デモ車の日程を決める",),
        "ja-JP",
    ),
    Recipe(
        "Händler-Frühjahrsaktion · DACH",
        "e0d r3d t2d e4d t5d",
        398780,
        ("Anrufen: Vorführräder für März vormerken", "Bestellung prüfen, Liefertermin bestätigen"),
        "de-DE",
    ),
    Recipe(
        "Relance après essai · vélos cargo",
        "e0d r2d t1d e3d",
        398798,
        ("Appeler : quel usage, combien de vélos, quel délai ?",),
        "fr-FR",
    ),
    Recipe("Eurobike 🚲 stand visitors", "e0d t1d r2d e3d r4d", 398807, ("Call, if marked A",)),
    Recipe(
        "City councils · from the first letter to the framework contract, with site visits",
        "t0d e1h r5d t5d e10d t10d r5d e15d t10d e20d t5d",
        398861,
        (
            "Find the tender calendar and the person behind it",
            "Offer a site visit; two dates",
            "Send the grant checklist of their region",
            "Call the mobility office",
            "Prepare the framework contract with legal",
        ),
        "nl-NL",
    ),
    Recipe("New sequence", ""),
    Recipe(
        "시승 후 연락 · 한국", "e0d r1d t2d e4d", 398798, ("전화: 시승 소감과 예산 확인",), "ko-KR"
    ),
    Recipe(
        "經銷商開發 · 台灣", "t0d e4h r3d e5d t2d", 398780, ("致電負責人", "安排到店展示"), "zh-TW"
    ),
    Recipe(
        "Dealer academy · 24 touches",
        "e0d t1d e2d r1d e4d t1d e5d r2d e3d t2d e5d r1d "
        "e4d t1d e5d r2d e3d t2d e5d r1d e4d t4h e5d r2d",
        398780,
        (
            "Book the workshop training (half a day, on site)",
            "Check that the demo bike has arrived",
            "Call after the first sale: what was missing?",
            "Visit: shelf, signage, spare parts",
            "Review the quarter together",
            "Sign off the academy badge",
        ),
        "en-GB",
    ),
    Recipe(
        "Nurture · nine months",
        "e0d e20d e20d r10d e20d e20d t5d e20d e20d r10d e20d e20d e10d",
        398861,
        ("Half-time: still the right contact? Still a lead?",),
        "en-GB",
    ),
    Recipe("Thank you for your order", "e0d", 398771),
    Recipe(
        "Renewal Q3 – Nordics",
        "t0d e2d r4d t3d e5d",
        398771,
        ("Pull mileage and repairs of the year", "Call the fleet manager"),
        "sv-SE",
    ),
    Recipe(
        "Renewal Q4 – Nordics",
        "t0d e2d r4d t3d e5d r3d",
        398771,
        ("Pull mileage and repairs of the year", "Call the fleet manager"),
        "sv-SE",
    ),
    Recipe(
        "Service plan · first year",
        "e5d e20d t20d e20d r20d",
        398816,
        ("Remind the workshop: first inspection is due",),
    ),
    Recipe(
        "Cold outreach · couriers with forty vans or more who asked for prices and then went quiet",
        "t0d e2h r2d t1d e4d r3d",
        398861,
        ("Find who runs deliveries today", "Call; leave no voicemail on the first try"),
    ),
    Recipe("Cold outreach · bakeries", "e0d r3d t1d", 398861, ("Call before 6 or after 11",)),
    Recipe("Webinar · registered, did not attend", "e2h r2d e4d", 398843, locale="en-US"),
    Recipe("Webinar · stayed to the end", "e1h t4h r1d e3d", 398843, ("Answer their question",)),
    Recipe(
        "Colaboración leasing · España y Portugal",
        "e0d t3d r2d e5d t5d",
        398753,
        ("Llamar: condiciones y volumen previsto", "Preparar el borrador del acuerdo"),
        "es-ES",
    ),
    Recipe("Price list 2026 · all dealers", "e0d r5d t5d", 398879, ("Check their open quotes",)),
    Recipe(
        "Heron 400 · waiting list",
        "e0d e10d r10d t2d e1d",
        398825,
        ("Confirm colour and battery before the build slot closes",),
    ),
    Recipe(
        "Po prezentacji · Łódź i Poznań",
        "e4h t1d r2d e3d",
        398798,
        ("Zadzwonić: wrażenia, budżet, termin",),
        "pl-PL",
    ),
    Recipe("Out of office · try again", "e5d r5d", 398789),
    Recipe(
        "Fleet pilot · four weeks",
        "t0d e1d t5d r3d t5d e5d t2d",
        398834,
        (
            "Agree on three routes and one measure of success",
            "Visit in week two; take pictures",
            "Collect the riders' notes",
            "Write the pilot report, one page",
        ),
        "en-GB",
    ),
    Recipe(
        "Conferma visita · Milano", "e0d t1d e24h", 398870, ("Confermare bici e caschi",), "it-IT"
    ),
    Recipe("Referral · ask happy riders", "e10d r5d", 398870),
    Recipe(
        "Ritiro usato · ex-flotta", "e0d r2d t2d", 398762, ("Valutare lo stato delle batterie",)
    ),
)
