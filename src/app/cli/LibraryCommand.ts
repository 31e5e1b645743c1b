/** `library`: how the libraries of Plex stand. Asks Plex only, and changes nothing unless it is to refresh. */
import { HelpDoc, Options, ValidationError } from "@effect/cli"
import { Clock, DateTime, Duration, Effect, Option, Schema, Stream } from "effect"
import { meant } from "../../domain/describe/Overrides.ts"
import { Unsettled } from "../../domain/describe/Unsettled.ts"
import { decodeRatingKey } from "../../domain/keys/RatingKey.ts"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import { filtered, FilterName, filterNames } from "../../domain/library/TitleFilter.ts"
import { CachePort } from "../../ports/CachePort.ts"
import type { CacheEntry } from "../../domain/values/CacheEntry.ts"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { titlesOf, withUse } from "../library/Comparing.ts"
import { Settings } from "../Settings.ts"
import { openIn } from "../StoryFiles.ts"
import { commandOf } from "./Arguments.ts"
import { misused } from "./CommandFailure.ts"
import { yes } from "./Confirmation.ts"
import { libraries, librariesNamed } from "./LibraryChoice.ts"
import { refreshAll } from "./LibraryRefresh.ts"
import { inCsv, inJson, inWords } from "./LibraryText.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import { plexNeeded, plexServer } from "./PlexPrepared.ts"
import { preparedForCache } from "./Prepared.ts"

const isFilter = Schema.is(FilterName)

const filterNamed = (given: string) =>
  isFilter(given)
    ? Effect.succeed(given)
    : Effect.fail(ValidationError.invalidValue(HelpDoc.p(`--filter: one of ${filterNames.join(", ")} is expected`)))

const options = {
  ...plexOptions,
  library: Options.text("library").pipe(
    Options.withPseudoName("NAME"),
    Options.withDescription(
      "Only this library, by name or number; may be given more than once. Without it: all libraries of films and series."
    ),
    Options.repeated
  ),
  filter: Options.text("filter").pipe(
    Options.mapEffect(filterNamed),
    Options.withPseudoName("WHICH"),
    Options.withDescription(
      `Lists the titles that are meant: ${filterNames.join(", ")}. Those that wait have a text here that Plex does not show yet; where it differs, Plex shows another one.`
    ),
    Options.optional
  ),
  refresh: Options.boolean("refresh").pipe(
    Options.withDescription(
      "Has Plex refresh those of them that have a text here which Plex does not show, one a second, and none whose text is locked. Asks first."
    )
  ),
  yes,
  json: Options.boolean("json").pipe(Options.withDescription("Report in JSON, with every title that is meant.")),
  csv: Options.boolean("csv").pipe(Options.withDescription("Report as a table (CSV), with every title that is meant."))
}

/** A server that repairs its database is busy for minutes. */
const mostBusy = Duration.minutes(10)

/** Keys under which answers are kept, of those that Plex asks for. */
const keyKept = (ratingKey: string) =>
  Option.match(decodeRatingKey(ratingKey), {
    onNone: () => Effect.succeed(ratingKey),
    onSome: (decoded) => Effect.map(meant(ratingKey, decoded), ({ key }) => key)
  })

/** What the service has left open, which only its stories tell here: unless something was kept since. */
const openOfService = Effect.gen(function* () {
  const { cacheDirectory } = yield* Settings
  const cache = yield* CachePort
  const open = new Map(
    yield* Effect.forEach(yield* openIn(cacheDirectory), ([ratingKey, at]) =>
      Effect.map(keyKept(ratingKey), (key) => [key, at] as const)
    )
  )
  const isKeptSince = (key: string, at: DateTime.Utc) =>
    Effect.map(
      Effect.orElseSucceed(cache.peek(key), () => Option.none<CacheEntry>()),
      Option.exists(({ fetchedAt }) => DateTime.greaterThan(fetchedAt, at))
    )
  return Unsettled.of({
    ...(yield* Unsettled),
    isOpen: (key) =>
      Option.match(Option.fromNullable(open.get(key)), {
        onNone: () => Effect.succeed(false),
        onSome: (at) => Effect.negate(isKeptSince(key, at))
      })
  })
})

/** Compares these libraries, and says meanwhile how far it has come. */
const compared = Effect.fn("LibraryCommand.compared")(function* (names: ReadonlyArray<string>) {
  const { status } = yield* Output
  yield* (yield* PlexServerPort).version
  const chosen = yield* withUse(names.length === 0 ? yield* libraries : yield* librariesNamed(names))
  const unsettled = yield* openOfService
  const titles: Array<Searchable> = []
  const start = yield* Clock.currentTimeMillis
  yield* Stream.runForEach(titlesOf(chosen), (some) =>
    Effect.gen(function* () {
      for (const title of some) titles.push(title)
      const seconds = Math.round(((yield* Clock.currentTimeMillis) - start) / 1000)
      yield* status(`${titles.length} titles compared in ${seconds} s`)
    })
  ).pipe(Effect.provideService(Unsettled, unsettled), Effect.ensuring(status("")))
  return { libraries: chosen, titles }
})

export const command = commandOf(
  "library",
  "Compare what Plex shows with what is kept here: how many titles of each library have VPRO's text in Plex, which have one here that Plex does not show yet, and which have none, and why. Asks no source, and changes nothing without --refresh.",
  options,
  ({ csv, filter, json, library, refresh, yes: sure, ...plex }) =>
    Effect.gen(function* () {
      if (csv && json) return yield* misused("use either --json or --csv, not both")
      if (refresh && (csv || json)) return yield* misused("--refresh goes with neither --json nor --csv")
      const { print, width } = yield* Output
      const server = plexServer(yield* plexNeeded(plex), mostBusy)
      const all = yield* Effect.provide(compared(library), server)
      const meant = filter._tag === "None" ? undefined : filter.value
      if (refresh) return yield* Effect.provide(refreshAll(filtered(all.titles, { filter: meant }), sure), server)
      const told = { ...all, chosen: filtered(all.titles, { filter: meant }) }
      return yield* print(json ? inJson(told) : csv ? inCsv(told) : inWords(told, meant !== undefined, width()))
    }).pipe(preparedForCache)
)
