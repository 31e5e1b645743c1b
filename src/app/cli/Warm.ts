/** `warm`: looks a whole Plex library up ahead, under the keys that Plex will ask for. */
import { Command, Options } from "@effect/cli"
import { Clock, Effect, Either, Option, Ref, Stream } from "effect"
import { describeAhead } from "../../domain/plex/Answers.ts"
import { type PlexItem, type PlexSection, PlexServerPort } from "../../ports/PlexServerPort.ts"
import { failedRow, inCsv, inJson, inWords, isOpen, type Row, rowOf, sumsOf } from "./Coverage.ts"
import { failed, misused } from "./Failure.ts"
import { matchOf, providerOf } from "./LibraryMatch.ts"
import { Output } from "./Output.ts"
import { plexOptions, plexServer } from "./PlexOptions.ts"
import { prepared } from "./Prepared.ts"
import * as Progress from "./Progress.ts"

export const options = {
  ...plexOptions,
  section: Options.text("section").pipe(
    Options.withDescription("Only this library, by name or number; may be given more than once."),
    Options.repeated
  ),
  json: Options.boolean("json").pipe(Options.withDescription("Report in JSON, with every title.")),
  csv: Options.boolean("csv").pipe(Options.withDescription("Report as a table, with every title."))
}

/** Enough to keep the rate limits busy; more would only wait for them. */
const concurrency = 4
/** So many left open in a row mean that the sources are down: going on would only leave more open. */
const enough = 20

interface Title {
  readonly section: PlexSection
  readonly item: PlexItem
}

interface State {
  readonly titles: number
  readonly rows: ReadonlyArray<Row>
  readonly openInARow: number
}

const chosen = Effect.fn("Warm.chosen")(function* (names: ReadonlyArray<string>) {
  const all = yield* (yield* PlexServerPort).sections
  const isNamed = (section: PlexSection, name: string) =>
    section.key === name || section.title.toLowerCase() === name.toLowerCase()
  const unknown = names.find((name) => !all.some((section) => isNamed(section, name)))
  if (unknown !== undefined)
    return yield* misused(
      `there is no library of films or series "${unknown}"; there are ${all.map(({ title }) => `"${title}"`).join(", ")}`
    )
  return names.length === 0 ? all : all.filter((section) => names.some((name) => isNamed(section, name)))
})

/** All titles at once: Plex may change the library while hours of look-ups go by. */
const library = (sections: ReadonlyArray<PlexSection>) =>
  Effect.flatMap(PlexServerPort, ({ items }) =>
    Effect.map(
      Effect.forEach(sections, (section) =>
        Effect.map(Stream.runCollect(items(section)), (found) => [...found].map((item): Title => ({ section, item })))
      ),
      (all) => all.flat()
    )
  )

/** What is fresh in the cache costs one read of a file; everything else is looked up and kept. */
const row = ({ item, section }: Title) =>
  Effect.map(
    Effect.either(describeAhead(providerOf(section.kind), matchOf(section, item))),
    Either.match({
      onLeft: (error) => failedRow(section, item, error.message),
      onRight: Option.match({
        onNone: () => failedRow(section, item, "Plex has no title for it"),
        onSome: (found) => rowOf(section, item, found)
      })
    })
  )

const work = Effect.fn("Warm.work")(function* (titles: ReadonlyArray<Title>, state: Ref.Ref<State>) {
  const start = yield* Clock.currentTimeMillis
  const one = (title: Title) =>
    Effect.gen(function* () {
      if ((yield* Ref.get(state)).openInARow >= enough) return
      const done = yield* row(title)
      const { rows } = yield* Ref.updateAndGet(state, (before) => ({
        ...before,
        rows: [...before.rows, done],
        openInARow: isOpen(done) ? before.openInARow + 1 : done.from === "hit" ? before.openInARow : 0
      }))
      const sums = sumsOf(rows, titles.length)
      yield* Progress.show(
        {
          done: sums.done,
          total: titles.length,
          slow: sums.done - sums.known,
          note: `${sums.text} with a text, ${sums.kijkwijzer} with Kijkwijzer`
        },
        start
      )
    })
  yield* Effect.forEach(titles, one, { concurrency, discard: true })
})

const report = ({ rows, titles }: State, form: { readonly json: boolean; readonly csv: boolean }) =>
  form.json ? inJson(rows, titles) : form.csv ? inCsv(rows) : inWords(rows, titles)

export const command = Command.make("warm", options, ({ csv, json, section, ...plex }) =>
  Effect.gen(function* () {
    if (csv && json) return yield* misused("--json and --csv exclude each other")
    const { print, remark } = yield* Output
    const titles = yield* Effect.gen(function* () {
      yield* (yield* PlexServerPort).version
      return yield* library(yield* chosen(section))
    }).pipe(Effect.provide(plexServer(plex)))
    const state = yield* Ref.make<State>({ titles: titles.length, rows: [], openInARow: 0 })
    yield* work(titles, state).pipe(
      Effect.ensuring(Progress.clear),
      Effect.onInterrupt(() =>
        Effect.flatMap(Ref.get(state), (now) =>
          remark(`stopped; running this again goes on from here\n${inWords(now.rows, now.titles)}`)
        )
      )
    )
    const end = yield* Ref.get(state)
    yield* print(report(end, { csv, json }))
    if (end.openInARow >= enough)
      return yield* failed("given up, since the sources do not answer; running this again later goes on from here")
    if (end.rows.some(isOpen)) return yield* failed("some titles were left open; running this again tries those only")
    return undefined
  }).pipe(prepared)
).pipe(
  Command.withDescription(
    "Look up everything in Plex's libraries ahead, so that a refresh in Plex is answered at once, and report what VPRO has. Stopping loses nothing: running it again skips what is known."
  )
)
