/** The report as a table, read as RFC 4180 and as a spreadsheet reads it. */
import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { inCsv, inJson, reasons, type Row } from "../../../src/app/cli/Coverage.ts"
import { cell } from "../../../src/app/cli/CsvTable.ts"
import { inWords } from "../../../src/app/cli/CoverageText.ts"

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", ";", ",", '"', " ", "'", "＝", "\ufeff", "\u00a0"),
    fc.constantFrom("cmd|' /C calc'!A0", "a", "é", "1", "\u001b[31m", "\u202e", "\ud83d")
  )
})

const row = fc.record<Row>({
  section: text,
  kind: fc.constantFrom("film", "series"),
  title: text,
  year: fc.option(fc.integer(), { nil: undefined }),
  ratingKey: fc.option(text, { nil: undefined }),
  from: fc.constantFrom("hit", "lookup", "failed", "incomplete"),
  text: fc.boolean(),
  kijkwijzer: fc.option(text, { nil: undefined }),
  foundTitle: fc.option(text, { nil: undefined }),
  page: fc.option(text, { nil: undefined }),
  reason: fc.option(text, { nil: undefined }),
  references: fc.option(text, { nil: undefined })
})

/** By the letter of RFC 4180, with any separator. */
const parsed = (csv: string, separator: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let cells: Array<string> = []
  for (let at = 0; ;) {
    let held = ""
    if (csv[at] === '"') {
      for (at++; at < csv.length && (csv[at] !== '"' || csv[++at] === '"'); at++) held += csv[at]
    }
    while (at < csv.length && csv[at] !== separator && csv[at] !== "\n") held += csv[at++]
    cells.push(held.replace(/\r$/, ""))
    if (csv[at] !== separator) {
      rows.push(cells)
      cells = []
    }
    if (at++ >= csv.length) return rows
  }
}

/** What a spreadsheet would take for a formula: blanks and quotes before it do not help. */
const runs = (held: string) => /^[\s"]*[=+@＝＋－＠-]/.test(held) || /^(?:\t|\r(?!\n))/.test(held)

describe("a table", () => {
  it("has eleven cells in each row, none of which runs, whichever sign the spreadsheet takes for the separator", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const csv = inCsv(rows.map((one) => ({ ...one, year: undefined })))
        const cells = parsed(csv, ",")
        assert.strictEqual(cells.length, rows.length + 1)
        for (const each of cells) assert.strictEqual(each.length, 11)
        for (const separator of [",", ";"]) assert.deepStrictEqual(parsed(csv, separator).flat().filter(runs), [])
        // The worst reader: quotes mean nothing to it.
        assert.deepStrictEqual(csv.split(/;|\r?\n/).filter(runs), [])
      }),
      { numRuns: 500 }
    )
  })

  it("holds no control characters but line breaks", () => {
    fc.assert(
      fc.property(text, (held) => {
        // oxlint-disable-next-line no-control-regex -- these are what is looked for
        assert.notMatch(cell(held).replaceAll("\r\n", "\n"), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      })
    )
  })

  it("has plain cells for what is plain, and our own numbers as they are", () => {
    const cases: ReadonlyArray<readonly [string | number | boolean | undefined, string]> = [
      ["Die Hard", "Die Hard"],
      [-30, "-30"],
      [1988, "1988"],
      [true, "true"],
      [undefined, ""],
      ["-30-", "'-30-"],
      ["=1+1", "'=1+1"],
      ["+31", "'+31"],
      ["@SUM(A1)", "'@SUM(A1)"],
      ["  =1", "'  =1"],
      ["\t=1", "'\\u0009=1"],
      ["\rx", "'\\u000dx"],
      ["a, b", '"a, b"'],
      ['say "dijk"', '"say ""dijk"""'],
      ["a\n=1", `"a\n'=1"`],
      ["a; =1", `"a;' =1"`],
      ["Spider-Man", "Spider-Man"],
      ["\u001b[31m", "\\u001b[31m"]
    ]
    for (const [held, expected] of cases) assert.strictEqual(cell(held), expected)
  })

  it("takes time in proportion", () => {
    const time = (held: string) => {
      const start = performance.now()
      cell(held)
      return performance.now() - start
    }
    for (const run of ["\n", " ", ";", '"', "; ", "\r", "\u001b"]) {
      const once = Math.max(20, time(run.repeat(200_000)))
      assert.isBelow(time(run.repeat(400_000)), 10 * once, JSON.stringify(run))
    }
  })
})

describe("the references of works that look-ups did without", () => {
  const row = (title: string, references?: string): Row => ({
    section: "Films",
    kind: "film",
    title,
    year: 1990,
    ratingKey: "a key",
    from: "lookup",
    text: true,
    kijkwijzer: undefined,
    foundTitle: undefined,
    page: undefined,
    reason: undefined,
    references
  })
  const withoutKey = "without TMDB (no key), with Wikidata instead"
  const rows = [row("One", withoutKey), row("Two"), row("Three", withoutKey)]

  it("stand once at the end, with how many titles that were", () => {
    assert.deepStrictEqual(inWords(rows, 3).split("\n").slice(-1), [`looked up ${withoutKey}: 2`])
    assert.notInclude(inWords([row("Two")], 1), "looked up with")
    assert.deepInclude(JSON.parse(inJson(rows, 3)), { lookedUp: [{ references: withoutKey, titles: 2 }] })
  })
})

describe("the report in words", () => {
  const hostile: Row = {
    section: "Films\u001b[2J",
    kind: "film",
    title: "De dijk\n1000 of 1000 titles\u009b31m\u202e",
    year: 2011,
    ratingKey: undefined,
    from: "failed",
    text: false,
    kijkwijzer: undefined,
    foundTitle: undefined,
    page: undefined,
    reason: "no\nanswer\u0007",
    references: undefined
  }

  it("tells each title and why on lines of their own, in which nothing steers a terminal", () => {
    const lines = inWords([hostile], 1).split("\n")
    assert.deepStrictEqual(lines.slice(-2), [
      "    De dijk\\u000a1000 of 1000 titles\\u009b31m\\u202e (2011)",
      "      no\\u000aanswer\\u0007"
    ])
    assert.include(lines[1], "Films\\u001b[2J: 0 of 1 have a text")
    assert.strictEqual(lines.length, 7)
  })

  const plain: Row = { ...hostile, section: "Films", title: "De dijk", from: "lookup", reason: reasons.noPage }

  it("tells of each library how many have a text, and of all together", () => {
    const found: Row = { ...plain, text: true, kijkwijzer: "12", reason: undefined }
    const lines = inWords([found, plain, { ...found, section: "Series", kind: "series" }], 3).split("\n")
    assert.deepStrictEqual(lines.slice(1, 4), [
      "Films: 1 of 2 have a text (50 %), 1 a Kijkwijzer age rating",
      "Series: 1 of 1 have a text (100 %), 1 a Kijkwijzer age rating",
      "Together: 2 of 3 have a text (67 %), 2 a Kijkwijzer age rating"
    ])
    assert.notInclude(inWords([found, plain], 2), "Together")
  })

  it("says what to do about those that have none, most of a kind first", () => {
    const text = inWords(
      [plain, plain, ...Object.values(reasons).map((reason): Row => ({ ...plain, title: "Een kade", reason }))],
      7
    )
    const told = text.replaceAll(/\n +/g, " ")
    assert.include(
      told,
      "Without a text: 3: VPRO has no page: nothing to do De dijk (2011) De dijk (2011) Een kade (2011)"
    )
    for (const reason of Object.values(reasons)) assert.include(told, reason)
    assert.include(inWords([{ ...hostile, from: "incomplete" }], 1), `\n  1: ${reasons.open}\n`)
  })

  it("keeps to the width of the terminal, however long the titles and reasons are", () => {
    const long: Row = {
      ...hostile,
      section: "Kade ".repeat(30),
      title: "lange dijk".repeat(30),
      reason: "geen water ".repeat(30)
    }
    for (const width of [60, 80, 120]) {
      const lines = inWords(
        [long, { ...plain, title: long.title, references: "without TMDB ".repeat(10) }],
        2,
        width
      ).split("\n")
      for (const line of lines) assert.isAtMost(line.length, width)
      // The year is seen, whatever is cut.
      assert.strictEqual(lines.filter((line) => line.endsWith("… (2011)")).length, 2)
    }
  })

  it("in JSON tells titles as they are", () => {
    assert.deepInclude(JSON.parse(inJson([hostile], 1)).titles[0], { title: hostile.title })
  })
})
