/** `lookup`: one look-up through the domain, not kept. */
import { Args, Options } from "@effect/cli"
import { Effect, Either, Option } from "effect"
import type { CatalogueItem } from "../../domain/values/Catalogue.ts"
import { imdbIdOf, type MediaKind, yearOf } from "../../domain/values/Media.ts"
import { lookup, type LookupResult } from "../../domain/lookup/Lookup.ts"
import { Policy } from "../../domain/describe/Policy.ts"
import { mostTitle } from "../../domain/text/Bounds.ts"
import { visible } from "../Visible.ts"
import { commandOf, reading } from "./Arguments.ts"
import { type CommandFailure, failed, missing, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { prepared } from "./Prepared.ts"
import { story } from "./StoryText.ts"

const options = {
  year: reading("year", (text) => Either.fromNullable(yearOf(text), () => "a year such as 1988 is expected")).pipe(
    Options.withDescription("The year of release."),
    Options.optional
  ),
  imdb: reading("imdb", (text) =>
    Either.fromNullable(imdbIdOf(text), () => "an id such as tt0095016 is expected")
  ).pipe(Options.withDescription("The IMDb id."), Options.optional),
  type: Options.choice("type", ["film", "series", "all"]).pipe(
    Options.withDescription("What to look for."),
    Options.withDefault("film")
  ),
  explain: Options.boolean("explain").pipe(
    Options.withDescription(
      "Show the whole story: what was asked, who answered, and why each page was taken or refused."
    )
  ),
  json: Options.boolean("json").pipe(Options.withDescription("Answer in JSON."))
}

const title = Args.text({ name: "TITLE" }).pipe(Args.withDescription("The title, in quotes if it has spaces."))

interface FoundPage {
  readonly kind: MediaKind
  readonly result: LookupResult
}

/** The page that was decided on; a look-up that was left open has at most a beginning of one. */
const pageOf = ({ result }: FoundPage): CatalogueItem | undefined =>
  result.outcome._tag === "Found" ? result.outcome.item : undefined

const words = { Found: "found", Bare: "not_found", NotFound: "not_found", Incomplete: "incomplete" } as const

const asJson = (found: FoundPage, explain: boolean) => ({
  kind: found.kind,
  result: words[found.result.outcome._tag],
  decision: found.result.trace.decision,
  ...pageOf(found),
  ...(explain ? { trace: found.result.trace } : {})
})

const asText = (found: FoundPage, explain: boolean): string => {
  const page = pageOf(found)
  const lines = (
    page === undefined
      ? [`No ${found.kind}: ${found.result.trace.decision}`]
      : [
          `${page.title} (${page.year ?? "no year"}), ${page.kind}`,
          ...(page.directors.length === 0 ? [] : [`By ${page.directors.join(", ")}`]),
          ...(page.kijkwijzer === undefined ? [] : [`Kijkwijzer ${page.kijkwijzer}`]),
          ...(page.url === undefined ? [] : [page.url])
        ]
  ).map(visible)
  const text = page === undefined ? [] : ["", page.text ?? "VPRO has this page, but no text on it."]
  return [...(explain ? [story(found.result.trace, page?.id), ""] : []), ...lines, ...text].join("\n")
}

/** Found, not found, or, when a source failed, not known. */
const ending = (all: ReadonlyArray<FoundPage>): Effect.Effect<void, CommandFailure> => {
  if (all.some((one) => pageOf(one) !== undefined)) return Effect.void
  return all.some(({ result }) => result.outcome._tag === "Incomplete")
    ? failed("a source did not answer, so it is not known whether VPRO has the title")
    : missing("")
}

export const command = commandOf(
  "lookup",
  "Look up one title, without caching the answer. The exit code is 0 when VPRO has a page, 3 when it has none, and 1 when a source failed, so that it is not known.",
  { ...options, title },
  ({ explain, imdb, json, title, type, year }) =>
    Effect.gen(function* () {
      const name = title.trim()
      if (name === "") return yield* misused("a title is required")
      if (name.length > mostTitle) return yield* misused(`a title of at most ${mostTitle} characters is expected`)
      const { print } = yield* Output
      const policy = yield* Policy
      const kinds: ReadonlyArray<MediaKind> = type === "all" ? ["film", "series"] : [type]
      const hints = { title: name, year: Option.getOrUndefined(year), imdb: Option.getOrUndefined(imdb) }
      const all = yield* Effect.forEach(
        kinds,
        (kind) => Effect.map(lookup({ kind, ...hints }, policy.lookup), (result): FoundPage => ({ kind, result })),
        { concurrency: "unbounded" }
      )
      yield* print(
        json
          ? JSON.stringify({ results: all.map((one) => asJson(one, explain)) }, null, 2)
          : all.map((one) => asText(one, explain)).join("\n\n")
      )
      return yield* ending(all)
    }).pipe(prepared)
)
