/** `lookup`: one look-up through the domain, not kept. */
import type { Command } from "@effect/cli"
import { Effect, Option } from "effect"
import type { CatalogueItem } from "../../domain/values/Catalogue.ts"
import type { MediaKind } from "../../domain/values/Media.ts"
import { directorsAgree } from "../../domain/matching/People.ts"
import type { LookupResult } from "../../domain/lookup/Lookup.ts"
import type { LookupOptions } from "../../domain/lookup/Options.ts"
import { Policy } from "../../domain/describe/Policy.ts"
import { mostTitle } from "../../domain/text/Bounds.ts"
import { oneLine } from "../../domain/text/Flat.ts"
import { kindsOf, lookups, recorded } from "../report/Record.ts"
import type { ReportQuestion } from "../report/Report.ts"
import { visible, visibleLines } from "../Visible.ts"
import { commandOf } from "./Arguments.ts"
import { coloursIf } from "./Colours.ts"
import { type CommandFailure, failed, missing, misused } from "./CommandFailure.ts"
import { refreshed } from "./CredentialsCommand.ts"
import { options, skippable, title } from "./LookupOptions.ts"
import { keepReport, replayed } from "./LookupReport.ts"
import { Output } from "./Output.ts"
import { prepared } from "./Prepared.ts"
import { story, type Telling } from "./StoryText.ts"

interface FoundPage {
  readonly kind: MediaKind
  readonly result: LookupResult
  /** Who should have made it, when that was said. */
  readonly director: string | undefined
}

/** Whether a page was found that is by others than was asked. */
const isByOthers = ({ director, result: { outcome } }: FoundPage) =>
  outcome._tag === "Found" && director !== undefined && directorsAgree([director], outcome.item.directors) === "differ"

/** The page that was decided on; a look-up that was left open has at most a beginning of one. */
const pageOf = (found: FoundPage): CatalogueItem | undefined =>
  found.result.outcome._tag === "Found" && !isByOthers(found) ? found.result.outcome.item : undefined

const decisionOf = (found: FoundPage): string =>
  isByOthers(found)
    ? `${found.result.trace.decision}, but that is not by ${found.director}`
    : found.result.trace.decision

const words = { Found: "found", Bare: "not_found", NotFound: "not_found", Incomplete: "incomplete" } as const

const asJson = (found: FoundPage, explain: boolean) => ({
  kind: found.kind,
  result: isByOthers(found) ? words.NotFound : words[found.result.outcome._tag],
  decision: decisionOf(found),
  ...pageOf(found),
  ...(explain ? { trace: found.result.trace } : {})
})

/** For `printOwn`: it has made visible what is of others. */
const asText = (
  found: FoundPage,
  { all, explain }: Pick<Given, "all" | "explain">,
  { colours, width }: Pick<Telling, "colours" | "width">
): string => {
  const page = pageOf(found)
  const lines = (
    page === undefined
      ? [`No ${found.kind}: ${decisionOf(found)}`]
      : [
          `${page.title} (${page.year ?? "no year"}), ${page.kind}`,
          ...(page.directors.length === 0 ? [] : [`By ${page.directors.join(", ")}`]),
          ...(page.kijkwijzer === undefined ? [] : [`Kijkwijzer ${page.kijkwijzer}`]),
          ...(page.url === undefined ? [] : [page.url])
        ]
  ).map(visible)
  const text = page === undefined ? [] : ["", visibleLines(page.text ?? "VPRO has this page, but no text on it.")]
  return [
    ...(explain ? [story(found.result.trace, { taken: page?.id, all, colours, width }), ""] : []),
    ...lines,
    ...text
  ].join("\n")
}

/** Found, not found, or, when a source failed, not known. */
const ending = (all: ReadonlyArray<FoundPage>): Effect.Effect<void, CommandFailure> => {
  if (all.some((one) => pageOf(one) !== undefined)) return Effect.void
  return all.some(({ result }) => result.outcome._tag === "Incomplete")
    ? failed("a source did not answer, so it is not known whether VPRO has the title")
    : missing("")
}

type Given = Command.Command.ParseConfig<typeof options>

/** What is asked, as a report has it too. */
const questionOf = (title: string, given: Given): ReportQuestion => ({
  type: given.type,
  title,
  year: Option.getOrUndefined(given.year),
  imdb: Option.getOrUndefined(given.imdb),
  director: Option.getOrUndefined(Option.map(given.director, (name) => oneLine(name)))
})

/** Does the look-up, with a report of it when one is wanted. */
const done = Effect.fn("LookupCommand.done")(function* (asked: ReportQuestion, options: LookupOptions, given: Given) {
  if (Option.isNone(given.record)) return yield* lookups(asked, options)
  const { results, ...report } = yield* recorded(asked, options)
  yield* keepReport(given.record.value, report)
  return results
})

const lookUp = Effect.fn("LookupCommand.lookUp")(function* (name: string, given: Given) {
  const { colours, print, printOwn, width } = yield* Output
  const policy = yield* Policy
  const { explain, json } = given
  const asked = questionOf(name, given)
  const skip = new Set([...policy.lookup.skip, ...skippable.filter((step) => given[`skip-${step}`])])
  const results = yield* done(asked, { ...policy.lookup, skip }, given)
  const found = results.map((result, at): FoundPage => ({
    kind: kindsOf[asked.type][at] ?? "film",
    result,
    director: asked.director
  }))
  const shown = { colours: coloursIf(colours), width: width() }
  yield* json
    ? print(JSON.stringify({ results: found.map((one) => asJson(one, explain)) }, null, 2))
    : printOwn(found.map((one) => asText(one, given, shown)).join("\n\n"))
  return yield* ending(found)
})

const lookUpOrRefresh = Effect.fn("LookupCommand.run")(function* (title: Option.Option<string>, given: Given) {
  if (given["refresh-credentials"]) return yield* refreshed
  const name = Option.getOrElse(title, () => "").trim()
  if (name === "") return yield* misused("TITLE is required: the title of a film or series")
  if (name.length > mostTitle) return yield* misused(`a title of at most ${mostTitle} characters is expected`)
  return yield* lookUp(name, given)
}, prepared)

export const command = commandOf(
  "lookup",
  "Look up one title, without caching the answer. The exit code is 0 when VPRO has a page, 3 when it has none, and 1 when a source failed, so that it is not known.",
  { ...options, title },
  ({ title, ...given }) =>
    Effect.gen(function* () {
      if (Option.isNone(given.replay)) return yield* lookUpOrRefresh(title, given)
      if (Option.isSome(title) || Option.isSome(given.record))
        return yield* misused("--replay asks what the report asked: it takes neither a title nor --record")
      return yield* replayed(given.replay.value, given)
    })
)
