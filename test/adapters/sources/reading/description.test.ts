import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { cleanText } from "../../../../src/adapters/sources/reading/CleanText.ts"
import { decodeEntities } from "../../../../src/adapters/sources/reading/Entities.ts"
import { isValidDescription } from "../../../../src/adapters/sources/reading/Validity.ts"

describe("decodeEntities", () => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ["&lt;&gt;&amp;&quot;&apos;&nbsp;", "<>&\"'\u00A0"],
    ["&yuml;&Yuml;&OElig;&alpha;&omega;&hearts;&rfloor;&diams;", "ÿŸŒαω♥⌋♦"],
    ["&#233;&#xE9;&#XE9;&#233 &#128512;", "éééé 😀"],
    ["&#128;&#146;&#x85;", "€’…"],
    ["&#0;&#xD800;&#99999999999;&#129;", "\uFFFD\uFFFD\uFFFD\uFFFD"],
    ["&amp;amp;&#38;&#x26;eacute;", "&&é"],
    ["R&B; AT&T &eacute &Eacutes; &;", "R&B; AT&T &eacute &Eacutes; &;"]
  ]
  it.each(cases)("%s", (input, expected) => assert.strictEqual(decodeEntities(input), expected))
})

describe("cleanText", () => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ["<p>Eerste zin.</p><p>Tweede zin.</p>", "Eerste zin. Tweede zin."],
    ["Kop<br/>regel<BR>regel<hr>slot", "Kop regel regel slot"],
    ["<table><tr><td>links</td><td>rechts</td></tr></table>", "links rechts"],
    ["<dl><dt>Regie</dt><dd>Jansen</dd></dl>", "Regie Jansen"],
    ["een <b>half</b>woord en <a href='x' title=\"a > b\">een link</a>", "een halfwoord en een link"],
    ["een <a href='x>kapotte</a> link", "een kapotte link"],
    ["<script>if (a < b) toon()</script >Tekst<style>p{}</style><!-- <p>weg</p> -->", "Tekst"],
    ["<noscript>Zet het aan</noscript>Een film", "Een film"],
    ["Begin<script>nooit gesloten", "Begin"],
    ["<!DOCTYPE html><?xml version='1.0'?>Een film", "Een film"],
    ["&amp;lt;p&amp;gt;Dubbel&amp;lt;/p&amp;gt;ge&amp;euml;scaped", "Dubbel geëscaped"],
    ["schrijf aan <iemand@voorbeeld.nl> of <onbekend>", "schrijf aan <iemand@voorbeeld.nl> of <onbekend>"],
    ["als x < 3 en y > 4, of x<3", "als x < 3 en y > 4, of x<3"],
    ["een <b zonder einde", "een <b zonder einde"],
    ["woord\u00ADdeel \uFEFFx\u200By\u2060z\u200E", "woorddeel xyz"],
    ["a\u00A0b\u2009c\u3000d\te\r\nf\u0007g\u2028h\u2029i\u0085j", "a b c d e f g h i j"],
    ["cafe\u0301  ", "café"],
    ["می\u200Cخواهم, maar hier\u200Cniet en 👩\u200D🚀", "می\u200Cخواهم, maar hierniet en 👩\u200D🚀"],
    ["half paar \uD800 weg", "half paar weg"],
    ["&a\u00ADmp;", "&"],
    ["", ""]
  ]
  it.each(cases)("%j", (input, expected) => assert.strictEqual(cleanText(input), expected))

  const pieces = FastCheck.constantFrom(
    "<",
    ">",
    "&",
    ";",
    "b",
    "p",
    "/",
    "amp;",
    "lt;",
    "&lt;",
    "&gt;",
    "<p>",
    "</p>",
    "<b ",
    "script",
    "<!--",
    "-->",
    '"',
    "'",
    " ",
    "\n",
    "#",
    "38",
    "&#",
    "\u00AD",
    "\u200D",
    "\u0301",
    "e",
    "\u037E",
    "\u00A0",
    "\uD83D",
    "😀",
    "woord"
  )
  const markup = FastCheck.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""))
  const anyText = FastCheck.oneof(markup, FastCheck.string({ unit: "binary" }), FastCheck.string())

  it.prop("is idempotent and leaves one line", [anyText], ([raw]) => {
    const clean = cleanText(raw)
    assert.strictEqual(cleanText(clean), clean)
    assert.notMatch(clean, /[\p{Cc}\u2028\u2029\u00A0\u00AD]|^ | $| {2}/u)
    assert.strictEqual(clean.normalize("NFC"), clean)
  })

  it.prop("never makes a text of ASCII longer", [FastCheck.string({ unit: "grapheme-ascii" })], ([raw]) =>
    assert.isAtMost(cleanText(raw).length, raw.length)
  )

  const hostile = [
    "<",
    "<a ",
    `<a "`,
    `<a "<a '`,
    "&",
    "&amp;",
    "amp;",
    "&#38;",
    "&#",
    "<!--",
    "<script>",
    "<script></script ",
    "</",
    "&lt;b&gt;",
    " ",
    "\u200D",
    "\u0301\u0316",
    "<b>",
    "&#3&#56;",
    "<<b>"
  ]
  it.each(hostile)("takes linear time on many %j", (piece) => {
    const raw = piece.repeat(Math.ceil(200_000 / piece.length))
    const start = performance.now()
    assert.isAtMost(cleanText(raw).length, raw.length)
    assert.isAtMost(cleanText(`&${raw}`).length, raw.length + 1)
    assert.isBelow(performance.now() - start, 4000)
  })
})

describe("isValidDescription", () => {
  const stories = [
    "Twee zussen erven het veerpontje van hun oom en besluiten tegen beter weten in om het een zomer lang te laten varen.",
    "Access Denied is een Vlaamse thriller over een bewaker die op een ochtend zijn eigen kantoor niet meer in mag.",
    "Toegang geweigerd. Dat bordje hangt aan de poort van het landgoed waar de jongens elke avond overheen klimmen.",
    "Geen toegang tot de haven, geen geld en geen vrienden: de matroos zit vast in een stad die hem liever kwijt is.",
    "404 is een spookverhaal over een hotelgast in kamer 404, die elke nacht een deur verder in de gang wakker wordt.",
    "Een boekhouder probeert in te loggen bij zijn bank en ziet dat iemand anders al jaren zijn leven leidt.",
    "Unauthorized noemt de zangeres haar levensverhaal, en terecht: niemand komt er zonder kleerscheuren van af.",
    "Are you human? vraagt het meisje aan de man in de kelder. Zijn antwoord zet een ontroerend verhaal in gang.",
    "Log in, kijk weg: zo vat een moderator zijn werkdag samen. Grimmige blik op wat het internet met mensen doet."
  ]
  it.each(stories)("a story: %s", (text) => {
    assert.isTrue(isValidDescription(text, "page"))
    assert.isTrue(isValidDescription(text, "poms"))
  })

  const pages = [
    "Ga naar de inhoud. Hier vind je elke week nieuwe tips van onze redactie voor een avond op de bank.",
    "MenuZoeken naar iets anders dan dit, of blader door alle lijsten die de redactie heeft samengesteld.",
    "Home Films Series Nieuws Agenda Podcasts Contact Inloggen Zoeken en nog veel meer op deze plek voor jou",
    "Alle rechten voorbehouden. Overnemen van teksten mag alleen als de omroep daar vooraf ja op heeft gezegd.",
    "Wij gebruiken cookies om te zien hoe de website wordt gebruikt en om die daarna beter te kunnen maken.",
    "Log in met je account om verder te lezen. Heb je dat niet, dan duurt het maken ervan maar een minuut.",
    "Please sign in to see the rest of this article, it only takes a moment and it will not cost you anything.",
    "Je moet ingelogd zijn om te reageren. Vul daarvoor je gegevens in op het scherm dat hierna verschijnt.",
    "404 Not Found. We looked everywhere for what you wanted, behind the couch too, and could not find it.",
    "Pagina niet gevonden. De pagina die je zoekt staat hier niet meer, of heeft hier misschien nooit gestaan.",
    "Access denied. You do not have permission to open what you asked for, and nobody here can change that.",
    "Je sessie is verlopen. Log opnieuw in om verder te gaan waar je een tijdje geleden gebleven was.",
    "Er is een fout opgetreden bij het ophalen van deze gegevens. Probeer het over een paar minuten opnieuw.",
    "Verify you are human by ticking the box below, after that we will bring you where you wanted to go.",
    "Your request was stopped halfway. Incident ID: 88-1200-77, please mention this number when you write to us.",
    "To go on from here you will have to enable JavaScript and reload, because nothing works without it.",
    "Unfortunately, bots use this search engine too. Complete the challenge below so that we know you are a person."
  ]
  it.each(pages)("a page of itself: %s", (text) => {
    assert.isFalse(isValidDescription(text, "page"))
    assert.isTrue(isValidDescription(text, "poms"))
  })

  it("wants 50 characters and 10 words of any origin", () => {
    for (const text of [
      "",
      "Korte film van iemand",
      "Onwaarschijnlijkheidsberekeningen overheidsvoorlichtingscampagne achtergrond"
    ]) {
      assert.isFalse(isValidDescription(text, "page"))
      assert.isFalse(isValidDescription(text, "poms"))
    }
  })

  it("forgives a footer behind a story", () => {
    const story = `${stories[0] ?? ""} ${stories[7] ?? ""}`
    assert.isTrue(isValidDescription(`${story} Alle rechten voorbehouden.`, "page"))
    assert.isFalse(isValidDescription(`Alle rechten voorbehouden. ${story}`, "page"))
  })

  it.prop("never throws, and is never laxer on a page", [FastCheck.string()], ([text]) => {
    if (isValidDescription(text, "page")) assert.isTrue(isValidDescription(text, "poms"), text)
  })

  it("reads long texts in no time", () => {
    const start = performance.now()
    for (const piece of ["a", "a ", "a. ", "de website van ", "om deze ", "Sorry "])
      isValidDescription(piece.repeat(100_000), "page")
    assert.isBelow(performance.now() - start, 4000)
  })
})
