/** Which page is meant: tables of cases a film lover would settle at a glance, and laws that hold for any case. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { chooseSure } from "../../../src/domain/matching/Choose.ts"
import { decide } from "../../../src/domain/matching/Decide.ts"
import { asked } from "../../../src/domain/matching/Asked.ts"
import { countriesAgree } from "../../../src/domain/matching/Countries.ts"
import { numberVariants } from "../../../src/domain/matching/Numbers.ts"
import { directorsAgree } from "../../../src/domain/matching/People.ts"
import { titleForm } from "../../../src/domain/matching/TitleForm.ts"
import { titleRelation } from "../../../src/domain/matching/TitleRelation.ts"
import { film, hints, work } from "../../stand-ins/works.ts"

describe("the relation of titles", () => {
  const table: ReadonlyArray<readonly [string, string, ReturnType<typeof titleRelation>]> = [
    ["Amélie", "AMELIE", "same"],
    ["Ame\u0301lie", "Am\u00e9lie", "same"],
    ["ＳＰＩＤＥＲ－ＭＡＮ", "Spider Man", "same"],
    ["Spider-Man", "Spiderman", "same"],
    ["Schindler’s List", "Schindler's List", "same"],
    ["Straße nach Łódź", "Strasse nach Lodz", "same"],
    ["S.W.A.T.", "SWAT", "same"],
    ["霸王别姬", "霸王别姬", "same"],
    ["霸王别姬", "活着", "different"],
    ["The Matrix", "Matrix, The", "same"],
    ["De aanslag", "Aanslag", "equivalent"],
    ["L'Avventura", "Avventura", "equivalent"],
    ["Tom & Jerry", "Tom and Jerry", "equivalent"],
    ["Zus en zo", "Zus & zo", "equivalent"],
    ["Rocky II", "Rocky 2", "equivalent"],
    ["Kill Bill: Vol. 2", "Kill Bill 2", "equivalent"],
    ["Dune: Part Two", "Dune Part 2", "equivalent"],
    ["Ocean's Eleven", "Ocean's 11", "equivalent"],
    ["Westfront 1918", "Westfront 1918: Vier van de infanterie", "subtitle"],
    ["Happy People", "Happy People - A Year in the Taiga", "subtitle"],
    ["The Bridge at Remaggen", "The Bridge at Remagen", "near"],
    ["La Baance", "La Balance", "near"],
    ["Rocky", "Rocky II", "similar"],
    ["Kill Bill", "Kill Bill: Vol. 2", "similar"],
    ["Ocean's Eleven", "Ocean's Twelve", "similar"],
    ["1917", "1971", "different"],
    ["Saw V", "Saw VI", "similar"],
    ["Control", "Kontroll", "different"],
    ["Up", "Us", "different"],
    ["M", "M", "same"],
    ["[REC]", "Rec", "same"],
    // Numbers glued to a word, high, in front, in words, halved, in an order; within a word they are letters.
    ["Spider-Man2", "Spider-Man 2", "same"],
    ["Spider-Man2", "Spider-Man", "similar"],
    ["Alien³", "Alien 3", "same"],
    ["Alien³", "Alien", "similar"],
    ["D3: The Mighty Ducks", "The Mighty Ducks", "similar"],
    ["D3: The Mighty Ducks", "D2: The Mighty Ducks", "similar"],
    ["Rocky Two", "Rocky II", "equivalent"],
    ["Mondo cane n. 2", "Mondo Cane 2", "equivalent"],
    ["The Naked Gun 2.5", "The Naked Gun 2½", "same"],
    ["De 4e man", "De vierde man", "equivalent"],
    ["The Third Man", "De derde man", "equivalent"],
    ["Dune (I)", "I Dune", "subtitle"],
    ["The Third Man", "De vierde man", "similar"],
    ["Se7en", "Se7en", "same"],
    // A first part is the film itself; a subtitle that both have outweighs a number in front of it.
    ["Dune", "Dune: Part One", "similar"],
    ["Resident Evil 5: Retribution", "Resident Evil: Retribution", "similar"],
    // Words that are numbers in one language only.
    ["Dos", "2", "different"],
    ["Elf", "11", "different"],
    ["X", "10", "different"],
    ["Six", "6", "equivalent"],
    // Articles: left out, behind without a comma, before a hyphen, twice; and words that only look like one.
    ["The A-Team", "A-Team", "equivalent"],
    ["O.C.", "The O.C.", "equivalent"],
    ["Lord of the Rings, The: The Two Towers", "The Lord of the Rings: The Two Towers", "same"],
    ["Rocky Horror Picture Show The", "The Rocky Horror Picture Show", "same"],
    ["The Las Vegas Story", "Las Vegas Story", "equivalent"],
    ["The I Inside", "I Inside", "equivalent"],
    ["La La Land", "La Land", "similar"],
    ["Die Another Day", "Another Day", "similar"],
    ["I, Tonya", "Tonya", "similar"],
    ["De Welle", "Die Welle", "equivalent"],
    ["'t Schaep met de 5 pooten", "Het schaep met de vijf pooten", "equivalent"],
    ["'n Beetje verliefd", "Een beetje verliefd", "same"],
    ["Rock 'n' Roll High School", "Rock and Roll High School", "equivalent"],
    // A slip in the article, and one that nobody makes.
    ["Teh Matrix", "The Matrix", "near"],
    ["He Meisje met het rode haar", "Het meisje met het rode haar", "near"],
    ["Tromeo and Juliet", "Romeo & Juliet", "similar"],
    // One letter written as two, and other romanisations.
    ["Türkisch für Anfänger", "Tuerkisch fuer Anfaenger", "equivalent"],
    ["Kongekabale på Ærø", "Kongekabale paa Aeroe", "equivalent"],
    ["Smørrebrød", "Smoerrebroed", "equivalent"],
    ["Tōkyō monogatari", "Toukyou monogatari", "equivalent"],
    ["Boef", "Bof", "different"],
    ["Sjto delat", "Shto delat", "near"],
    ["X+Y", "X/Y", "similar"]
  ]
  it.each(table)("%s / %s: %s", (a, b, relation) => {
    assert.strictEqual(titleRelation(titleForm(a), titleForm(b)), relation)
  })

  it.prop(
    "is symmetric, and a title is the same as itself in any Unicode form and case",
    [FastCheck.fullUnicodeString({ maxLength: 40 }), FastCheck.fullUnicodeString({ maxLength: 40 })],
    ([a, b]) => {
      const [left, right] = [titleForm(a), titleForm(b)]
      assert.strictEqual(titleRelation(left, right), titleRelation(right, left))
      for (const form of ["NFC", "NFD"] as const)
        assert.strictEqual(titleRelation(left, titleForm(a.normalize(form))), "same")
      assert.strictEqual(titleRelation(left, titleForm(a.toLowerCase())), "same")
    }
  )
})

describe("numbers written otherwise", () => {
  it.each([
    ["Richard 3", ["Richard III", "Richard three"]],
    ["Ocean's Thirteen", ["Ocean's 13", "Ocean's XIII"]],
    ["Rocky II", ["Rocky 2", "Rocky two"]],
    ["Zone ３", []],
    ["James Bond 007", ["James Bond 7", "James Bond VII"]],
    ["Seven", []],
    ["Casablanca", []]
  ])("%s", (title, variants) => assert.deepStrictEqual(numberVariants(title), variants))
})

describe("directors", () => {
  it.each([
    [["Andrej Tarkovski"], ["Andrei Tarkovsky"], "agree"],
    [["Akira Kurosawa"], ["Kurosawa Akira"], "agree"],
    [["J.J. Abrams"], ["Jeffrey Jacob Abrams"], "agree"],
    [["Karzan  Kader"], ["Karzan Kader"], "agree"],
    [["Joel Coen"], ["Ethan Coen", "Joel Coen"], "agree"],
    [["Kore-eda Hirokazu"], ["Hirokazu Koreeda"], "agree"],
    [["Jean-Pierre Jeunet"], ["Jeunet Jean Pierre"], "agree"],
    [["Laurent Cantet"], ["Ilmar Raag"], "differ"],
    [["Peter Weir"], ["Peter Jackson"], "differ"],
    [[], ["Peter Weir"], "unknown"]
  ] as const)("%s / %s: %s", (a, b, expected) => {
    assert.strictEqual(directorsAgree(a, b), expected)
    assert.strictEqual(directorsAgree(b, a), expected)
  })
})

describe("countries", () => {
  it.each([
    [["Frankrijk", "België"], ["FR"], "agree"],
    [["Sovjet-Unie"], ["RU"], "agree"],
    [["Nederland"], ["US", "GB"], "differ"],
    [["UK"], ["GB"], "agree"],
    [["Atlantis"], ["US"], "unknown"],
    [[], ["US"], "unknown"]
  ] as const)("%s / %s: %s", (dutch, iso, expected) => assert.strictEqual(countriesAgree(dutch, iso), expected))
})

describe("the decision", () => {
  const verdict = (request: Parameters<typeof asked>, candidate: Parameters<typeof film>) =>
    decide(asked(...request), film(...candidate)).verdict

  it("ids beat everything else, agreeing or not", () => {
    const request = [hints("Een andere titel", 1950, { imdb: "tt0012345" })] as const
    assert.strictEqual(verdict([...request], ["Zomerlicht", 1990, { imdb: "tt0012345" }]), "certain")
    assert.strictEqual(verdict([...request], ["Een andere titel", 1950, { imdb: "tt0099999" }]), "refused")
  })

  it("a film is not a series", () =>
    assert.strictEqual(verdict([hints("Zomerlicht", 1990)], ["Zomerlicht", 1990, { kind: "series" }]), "refused"))

  it("the page that was chosen in Fix Match, and no other", () => {
    const page = film("Zomerlicht", 1990)
    assert.strictEqual(decide(asked({ ...hints("Iets anders", 2000), vpro: page.id }), page).verdict, "certain")
    assert.strictEqual(
      decide(asked({ ...hints("Zomerlicht", 1990), vpro: page.id }), film("Zomerlicht", 1990, { id: 77 })).verdict,
      "refused"
    )
  })

  const cases: ReadonlyArray<readonly [string, Parameters<typeof asked>, Parameters<typeof film>, string]> = [
    ["same title and year", [hints("Zomerlicht", 1990)], ["Zomerlicht", 1990], "sure"],
    ["a year off", [hints("Zomerlicht", 1990)], ["Zomerlicht", 1991], "plausible"],
    ["three years off", [hints("Zomerlicht", 1990)], ["Zomerlicht", 1993], "refused"],
    ["no year asked", [hints("Zomerlicht")], ["Zomerlicht", 1990], "plausible"],
    [
      "same title and year, but an id that nothing confirms",
      [hints("Zomerlicht", 1990, { imdb: "tt0012345" })],
      ["Zomerlicht", 1990],
      "plausible"
    ],
    ["one of its two names", [hints("Lato AKA Zomerlicht", 1990)], ["Zomerlicht", 1990], "plausible"],
    ["one of the page's two names", [hints("Zomerlicht", 1990)], ["Lato (Zomerlicht)", 1990], "plausible"],
    [
      "one of its two names, by the same maker",
      [hints("Lato AKA Zomerlicht", 1990), work("Lato", 1990, ["Ada Maas"])],
      ["Zomerlicht", 1990, { directors: ["Ada Maas"] }],
      "sure"
    ],
    [
      "the first part by the same maker, under a title that the second bears too",
      [
        hints("Dijkdoorbraak 2", 2003),
        work("Dijkdoorbraak 2", 2003, ["Ada Maas"], ["Dijkdoorbraak 2", "Dijkdoorbraak"])
      ],
      ["Dijkdoorbraak", 2002, { directors: ["Ada Maas"] }],
      "refused"
    ],
    [
      "the number of a part where the work itself has none",
      [hints("Dijkdoorbraak 5: Wederopstanding", 2003), work("Dijkdoorbraak: Wederopstanding", 2003, ["Ada Maas"])],
      ["Dijkdoorbraak: Wederopstanding", 2003, { directors: ["Ada Maas"] }],
      "sure"
    ],
    [
      "a remake of the same name by someone else",
      [hints("Thuis", 2008), work("Thuis", 2008, ["Ada Maas"])],
      ["Thuis", 2009, { directors: ["Bert Baan"] }],
      "refused"
    ],
    [
      "under its original title",
      [hints("The Class", 2008), work("The Class", 2008, ["Ada Maas"], ["De klas"])],
      ["De klas", 2007, { directors: ["Ada Maas"] }],
      "sure"
    ],
    ["a sequel", [hints("Dijkdoorbraak II", 2003)], ["Dijkdoorbraak", 2003], "refused"],
    [
      "the first part when the second is asked",
      [hints("Dijkdoorbraak 2", 2003), work("Dijkdoorbraak 2", 2003, ["Ada Maas"])],
      ["Dijkdoorbraak", 2002, { directors: ["Ada Maas"] }],
      "refused"
    ],
    ["one word in common", [hints("The Taste of Others", 1999)], ["The Others", 2001], "refused"],
    [
      "another film of the maker that year",
      [hints("Zomerlicht", 1990), work("Zomerlicht", 1990, ["Ada Maas"])],
      ["Winterkou", 1990, { directors: ["Ada Maas"] }],
      "plausible"
    ]
  ]
  it.each(cases)("%s", (_, request, candidate, expected) => assert.strictEqual(verdict(request, candidate), expected))

  it("says what it is founded on", () => {
    const { evidence } = decide(asked(hints("Zomerlicht", 1990)), film("Zomerlicht", 1991))
    assert.deepStrictEqual(
      evidence.map(({ name, speaks }) => [name, speaks]),
      [
        ["title", "for"],
        ["year", "for"],
        ["director", "neither"]
      ]
    )
  })

  it("takes none of two that nothing tells apart", () => {
    const request = asked(hints("Zomerlicht", 1990))
    const twins = [film("Zomerlicht", 1990, { id: 1 }), film("Zomerlicht", 1990, { id: 2 })]
    assert.isUndefined(chooseSure(twins.map((twin) => decide(request, twin))))
    const [first] = twins
    assert.strictEqual(first && chooseSure([decide(request, first)])?.candidate.id, first?.id)
  })

  const title = FastCheck.constantFrom(
    "Zomerlicht",
    "De dijk",
    "Rocky II",
    "Rocky 2",
    "霸王别姬",
    "1917",
    "M",
    "Kill Bill: Vol. 2"
  )
  const year = FastCheck.integer({ min: 1950, max: 1956 })
  const id = FastCheck.option(FastCheck.constantFrom("tt0000001", "tt0000002"), { nil: undefined })
  it.prop(
    "an id that contradicts always refuses, one that agrees is always certain, and time changes nothing",
    [title, year, id, title, year, id],
    ([t1, y1, i1, t2, y2, i2]) => {
      const request = asked(hints(t1, y1, { imdb: i1 }))
      const decision = decide(request, film(t2, y2, { imdb: i2 }))
      if (i1 !== undefined && i2 !== undefined) assert.strictEqual(decision.verdict, i1 === i2 ? "certain" : "refused")
      assert.deepStrictEqual(decide(request, film(t2, y2, { imdb: i2 })), decision)
    }
  )

  const rank = { certain: 0, sure: 1, plausible: 2, refused: 3 }
  it.prop("more agreement never makes a candidate worse", [title, year, title, year], ([t1, y1, t2, y2]) => {
    const known = work(t1, y1, ["Ada Maas"])
    const request = asked(hints(t1, y1), known, "known")
    const plain = rank[decide(request, film(t2, y2)).verdict]
    assert.isAtMost(rank[decide(request, film(t2, y1)).verdict], plain)
    assert.isAtMost(rank[decide(request, film(t2, y2, { directors: ["Ada Maas"] })).verdict], plain)
    assert.isAtLeast(rank[decide(request, film(t2, y2, { directors: ["Bert Baan"] })).verdict], plain)
  })
})

describe("evidence as data", () => {
  it("says what was asked and what was found, for each thing that was compared", () => {
    const known = work("The Silent Quay", 2011, ["Bo Maker"], ["De stille kade"], { imdb: "tt7654321" })
    const page = film("De stille kade", 2012, { directors: ["Di Ander"], imdb: "tt1111111" })
    const { evidence } = decide(asked(hints("De stille kade", 2010), known), page)
    const of = (name: string) => evidence.find((one) => one.name === name)
    assert.deepInclude(of("id"), { speaks: "against", asked: "tt7654321", found: "tt1111111" })
    assert.deepInclude(of("title"), { speaks: "for", found: "De stille kade", relation: "same" })
    assert.deepInclude(of("year"), { asked: "2010 / 2011", found: "2012", apart: 1 })
    assert.deepInclude(of("director"), { speaks: "against", asked: "Bo Maker", found: "Di Ander" })
  })

  it("leaves out what is not known", () => {
    const { evidence } = decide(asked(hints("De stille kade")), film("De stille kade"))
    for (const name of ["year", "director"] as const)
      assert.deepInclude(
        evidence.find((one) => one.name === name),
        { speaks: "neither", asked: undefined, found: undefined }
      )
  })
})
