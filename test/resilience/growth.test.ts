/** Twice as much of the text of others takes at most some twice as long to read, up to all that is read of it. */
import { Either, Schema } from "effect"
import { assert, it } from "vitest"
import { creditLine } from "../../src/adapters/sources/poms/CreditLine.ts"
import { pagesOf, Result } from "../../src/adapters/sources/poms/PomsJson.ts"
import { itemOf } from "../../src/adapters/sources/poms/PomsPage.ts"
import { readFilmPage } from "../../src/adapters/sources/cinema/CinemaPage.ts"
import { readCards } from "../../src/adapters/sources/cinema/CinemaSearch.ts"
import { pairIn, scriptsOf } from "../../src/adapters/sources/credentials/CredentialPage.ts"
import { blockReason } from "../../src/adapters/sources/reading/BlockPage.ts"
import { decode } from "../../src/adapters/cache/EntryJson.ts"
import { SearchAnswer as TmdbSearch } from "../../src/adapters/sources/tmdb/TmdbJson.ts"
import { SearchAnswer as TvmazeSearch } from "../../src/adapters/sources/tvmaze/TvmazeJson.ts"
import { duckDuckGoTargets } from "../../src/adapters/sources/websearch/DuckDuckGo.ts"
import { startpageTargets } from "../../src/adapters/sources/websearch/Startpage.ts"
import { fileNameHints, titleHints } from "../../src/domain/titles/FileName.ts"
import { vproIdOf } from "../../src/domain/values/Media.ts"
import { numberVariants } from "../../src/domain/matching/Numbers.ts"
import { directorsAgree } from "../../src/domain/matching/People.ts"
import { titleForm } from "../../src/domain/matching/TitleForm.ts"
import { titleRelation } from "../../src/domain/matching/TitleRelation.ts"
import { hintsOf, MatchRequest } from "../../src/domain/plex/MatchRequest.ts"
import { mostDescription, mostEntry, mostPath, mostTitle } from "../../src/domain/text/Bounds.ts"
import { cleanText } from "../../src/adapters/sources/reading/CleanText.ts"
import { oneLine } from "../../src/domain/text/Flat.ts"
import { JsonText, parseJson } from "../../src/domain/text/Json.ts"
import { keySlug, readableSlug } from "../../src/domain/titles/Slug.ts"
import { isValidDescription } from "../../src/adapters/sources/reading/Validity.ts"
import { markup, size, texts } from "./pieces.ts"

/** Twice as much may take this many times as long. */
const mostGrowth = 2.5
/** Bytes that are read of the body of a request. */
const mostBody = 64 * 1024
/** Less than this is too short to be compared, and to be felt. */
const leastMilliseconds = 25

interface Reader {
  readonly name: string
  readonly read: (text: string) => unknown
}

const film = vproIdOf("4711")
if (film === undefined) throw new Error("4711 is a number of a page")

const page = (fragment: string) =>
  `<!doctype html><html><head><title>dijk</title></head><body><main><h1>dijk</h1><p>film • 2011</p>${fragment}</main></body></html>`

const ofPages: ReadonlyArray<Reader> = [
  { name: "the page of a film", read: (text) => readFilmPage(page(text), film) },
  { name: "a page of results", read: (text) => readCards(page(text)) },
  { name: "the question whether it is a block page", read: (text) => blockReason(200, page(text)) },
  { name: "the question whether it is a block page, of an error", read: (text) => blockReason(403, text) },
  { name: "a page with credentials", read: (text) => [pairIn(page(text)), scriptsOf(page(text), "https://a.nl/", 10)] },
  { name: "DuckDuckGo", read: (text) => duckDuckGoTargets(page(text)) },
  { name: "Startpage", read: (text) => startpageTargets(page(text)) }
]

const answerOfPoms = Schema.decodeUnknownOption(JsonText(Result))
const answerOfTmdb = Schema.decodeUnknownOption(JsonText(TmdbSearch))
const answerOfTvmaze = Schema.decodeUnknownOption(JsonText(TvmazeSearch))

/** Members of answers and of entries, in bodies that are made before the time is taken. */
const ofAnswers: ReadonlyArray<Reader & { readonly body: (text: string) => string }> = [
  {
    name: "an answer of POMS",
    body: (text) =>
      JSON.stringify({
        items: [
          {
            result: {
              type: "MOVIE",
              title: text,
              summary: text,
              paragraphs: [{ title: text, body: text }],
              relations: [{ type: "CINEMA_DIRECTOR", value: text }]
            }
          }
        ]
      }),
    read: (body) =>
      answerOfPoms(body).pipe((result) =>
        [result].flatMap((one) => (one._tag === "Some" ? pagesOf(one.value).map(itemOf) : []))
      )
  },
  {
    name: "a search of TMDB",
    body: (text) => JSON.stringify({ results: [{ id: 7, title: text, original_title: text, release_date: text }] }),
    read: answerOfTmdb
  },
  {
    name: "a search of TVmaze",
    body: (text) => JSON.stringify([{ show: { id: 7, name: text, premiered: text, summary: text } }]),
    read: answerOfTvmaze
  }
]

const aRequest = Schema.decodeUnknownOption(MatchRequest)

/** What is read of a text as far as the bounds of the doors let it come. */
const ofTexts: ReadonlyArray<Reader & { readonly most: number }> = [
  { name: "a text", most: 2 * mostDescription, read: cleanText },
  { name: "a description", most: mostDescription, read: (text) => isValidDescription(cleanText(text), "page") },
  { name: "a text of a page, whole", most: size, read: (text) => isValidDescription(text, "page") },
  { name: "one line", most: mostBody, read: (text) => oneLine(text) },
  { name: "a line of credits", most: 2 * mostDescription, read: creditLine },
  { name: "JSON", most: size, read: (text) => Either.isRight(parseJson(JSON.stringify([text]))) },
  {
    name: "an entry",
    most: mostEntry,
    read: (text) => decode(JSON.stringify({ title: text, description: text }), "film")
  },
  { name: "the path of a file", most: size, read: fileNameHints },
  { name: "a title with hints", most: size, read: titleHints },
  {
    name: "a match body",
    most: mostPath,
    read: (text) => {
      const request = aRequest({ type: 1, title: text, filename: text, guid: text })
      return request._tag === "Some" ? hintsOf(request.value, "film") : undefined
    }
  },
  { name: "a title", most: mostTitle, read: (text) => titleForm(text) },
  { name: "two titles", most: mostTitle, read: (text) => titleRelation(titleForm(`dijk ${text}`), titleForm(text)) },
  { name: "numbers in a title", most: mostTitle, read: numberVariants },
  { name: "names", most: mostTitle, read: (text) => directorsAgree([text, `Bo ${text}`], [`Di ${text}`]) },
  { name: "slugs", most: mostTitle, read: (text) => [keySlug(text), readableSlug(text, 200)] }
]

/** The shortest of several times, which is the one that nothing else came between. */
const milliseconds = (read: () => unknown, times: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < times; at++) {
    const began = performance.now()
    read()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** What is wrong with the growth of a reader from one length to the double, if it is so each time. */
const faultBetween = (half: () => unknown, whole: () => unknown): string | undefined => {
  let found = ""
  for (let again = 0; again < 6; again++) {
    const times = 1 + 2 * again
    const [short, long] = [milliseconds(half, times), milliseconds(whole, times)]
    if (long < leastMilliseconds || long <= mostGrowth * short) return undefined
    found = `${short.toFixed(1)} ms, and for twice as much ${long.toFixed(1)} ms`
  }
  return found
}

/** Shares of what is read at most: what grows too fast is seen before it takes for ever. */
const shares = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1]

/** What is wrong with a reader of texts, of which `made` gives some for each share. */
const faults = (reader: Reader, made: ReadonlyArray<Readonly<Record<string, string>>>): ReadonlyArray<string> =>
  Object.keys(made[0] ?? {}).flatMap((name) => {
    const reads = made.map((texts) => () => reader.read(texts[name] ?? ""))
    for (const [at, whole] of reads.entries()) {
      const half = reads[at - 1]
      const fault = half === undefined ? undefined : faultBetween(half, whole)
      if (fault !== undefined) return [`${reader.name}, ${name}: ${fault}`]
    }
    return []
  })

const none = (wrong: ReadonlyArray<string>) => {
  assert.strictEqual(wrong.length, 0, `\n${wrong.join("\n")}\n`)
}

it("reads pages in time in proportion to their length", { timeout: 600_000 }, () => {
  const made = shares.map(markup)
  none(ofPages.flatMap((reader) => faults(reader, made)))
})

it("reads answers in time in proportion to their length", { timeout: 600_000 }, () => {
  const written = shares.map((share) => texts((share * size) / 5))
  none(
    ofAnswers.flatMap((reader) => {
      const bodies = written.map((of) =>
        Object.fromEntries(Object.entries(of).map(([name, text]) => [name, reader.body(text)]))
      )
      return faults(reader, bodies)
    })
  )
})

it("reads texts in time in proportion to their length", { timeout: 600_000 }, () => {
  none(
    ofTexts.flatMap((reader) =>
      faults(
        reader,
        shares.map((share) => texts(share * reader.most))
      )
    )
  )
})
