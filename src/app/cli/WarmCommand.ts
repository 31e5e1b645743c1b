/** `warm`: looks a whole Plex library up ahead, under the keys that Plex will ask for. */
import { Options } from "@effect/cli"
import { Chunk, Clock, Effect, Ref } from "effect"
import { mostOpenInARow } from "../../domain/describe/Quiet.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import { concurrency, mostBusy, placesOf, titlesIn, Warmed, warmed, type WarmTitle } from "../library/Warm.ts"
import { failedRow, inCsv, inJson, isOpen, type Row, rowOf, untitledRow } from "./Coverage.ts"
import { inWords } from "./CoverageText.ts"
import { failed, misused } from "./CommandFailure.ts"
import { libraries, librariesNamed } from "./LibraryChoice.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import { plexNeeded, plexServer } from "./PlexPrepared.ts"
import { preparedToKeep } from "./Prepared.ts"
import * as Progress from "./ProgressLine.ts"
import { commandOf } from "./Arguments.ts"

const options = {
  ...plexOptions,
  section: Options.text("section").pipe(
    Options.withPseudoName("NAME"),
    Options.withDescription(
      "Only this library, by name or number; may be given more than once. Without it: all libraries of films and series."
    ),
    Options.repeated
  ),
  json: Options.boolean("json").pipe(Options.withDescription("Report in JSON, with every title.")),
  csv: Options.boolean("csv").pipe(
    Options.withDescription("Report as a table (CSV), with every title, and the page that was found.")
  )
}

interface State {
  readonly titles: number
  /** With their places in the library. */
  readonly rows: Chunk.Chunk<readonly [number, Row]>
  readonly openInARow: number
  /** Those that took time: what was known already says nothing about the time that is left. */
  readonly slow: number
  readonly text: number
  readonly kijkwijzer: number
}

const begun = (titles: number): State => ({
  titles,
  rows: Chunk.empty(),
  openInARow: 0,
  slow: 0,
  text: 0,
  kijkwijzer: 0
})

const after = (before: State, at: number, row: Row): State => {
  const known = row.from === "hit"
  return {
    ...before,
    rows: Chunk.append(before.rows, [at, row] as const),
    openInARow: isOpen(row) ? before.openInARow + 1 : known ? before.openInARow : 0,
    slow: before.slow + (known ? 0 : 1),
    text: before.text + (row.text ? 1 : 0),
    kijkwijzer: before.kijkwijzer + (row.kijkwijzer === undefined ? 0 : 1)
  }
}

/** In the order of the library, not in that of the answers. */
const rowsOf = ({ rows }: State) => [...rows].sort(([a], [b]) => a - b).map(([, row]) => row)

/** The row of a title, which is looked up for it. */
const row = (title: WarmTitle) =>
  Effect.map(
    warmed(title),
    Warmed.$match({
      Described: ({ found }) => rowOf(title.section, title.item, found),
      Failed: ({ message }) => failedRow(title.section, title.item, message),
      Untitled: () => untitledRow(title.section, title.item)
    })
  )

const work = Effect.fn("WarmCommand.work")(function* (titles: ReadonlyArray<WarmTitle>, state: Ref.Ref<State>) {
  const start = yield* Clock.currentTimeMillis
  const one = (title: WarmTitle, at: number) =>
    Effect.gen(function* () {
      if ((yield* Ref.get(state)).openInARow >= mostOpenInARow) return
      const done = yield* row(title)
      const { kijkwijzer, rows, slow, text } = yield* Ref.updateAndGet(state, (before) => after(before, at, done))
      yield* Progress.show(
        {
          done: Chunk.size(rows),
          total: titles.length,
          slow,
          note: `${text} with a text, ${kijkwijzer} with Kijkwijzer`
        },
        start
      )
    })
  yield* Effect.forEach(titles, one, { concurrency, discard: true })
})

/** What could not be kept would be looked up for nothing. */
const roomFor = Effect.fn("WarmCommand.roomFor")(function* (titles: ReadonlyArray<WarmTitle>) {
  const cache = yield* CachePort
  yield* Effect.mapError(cache.probe, (error) => failed(`nothing can be written to CACHE_DIR: ${error.message}`))
  const { maxEntries } = yield* cache.stats
  const places = placesOf(titles)
  if (places > maxEntries)
    yield* (yield* Output).remark(
      `these ${titles.length} titles need up to ${places} cache entries, and the cache holds ${maxEntries}: the first answers will be evicted before the last are added; raise CACHE_MAX_ENTRIES, for the service too`
    )
})

const report = (state: State, form: { readonly json: boolean; readonly csv: boolean }, width: number) =>
  form.json
    ? inJson(rowsOf(state), state.titles)
    : form.csv
      ? inCsv(rowsOf(state))
      : inWords(rowsOf(state), state.titles, width)

export const command = commandOf(
  "warm",
  "Look up everything in Plex's libraries in advance, so that a refresh in Plex is answered at once, and report what VPRO has. Stopping loses nothing: running it again skips what is known.",
  options,
  ({ csv, json, section, ...plex }) =>
    Effect.gen(function* () {
      if (csv && json) return yield* misused("use either --json or --csv, not both")
      const { print, remark, width } = yield* Output
      const titles = yield* Effect.gen(function* () {
        yield* (yield* PlexServerPort).version
        const sections = section.length === 0 ? yield* libraries : yield* librariesNamed(section)
        return yield* Effect.catchTags(titlesIn(sections), {
          TooManyTitles: ({ message }) => failed(message),
          TooSlow: ({ message }) => failed(message)
        })
      }).pipe(Effect.provide(plexServer(yield* plexNeeded(plex), mostBusy)))
      yield* roomFor(titles)
      const state = yield* Ref.make(begun(titles.length))
      yield* work(titles, state).pipe(
        Effect.ensuring(Progress.clear),
        Effect.onInterrupt(() =>
          Effect.flatMap(Ref.get(state), (now) =>
            remark(
              `stopped; running this again continues from here\n${report(now, { csv: false, json: false }, width())}`
            )
          )
        )
      )
      const end = yield* Ref.get(state)
      yield* print(report(end, { csv, json }, width()))
      if (end.openInARow >= mostOpenInARow)
        return yield* failed("gave up, since the sources do not answer; running this again later continues from here")
      if (rowsOf(end).some(isOpen))
        return yield* failed("some titles were left open; running this again tries those only")
      const { degraded } = yield* (yield* CachePort).stats
      if (degraded !== undefined)
        return yield* failed(`Redis failed meanwhile (${degraded}), so that answers may not be kept; run this again`)
      return undefined
    }).pipe(preparedToKeep)
)
