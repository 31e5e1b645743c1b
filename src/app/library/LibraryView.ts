/** All libraries of the connected Plex server, compared in the background with what is kept here. */
import { Cause, Clock, Context, DateTime, Duration, Effect, FiberHandle, Layer, Option, Ref, Stream } from "effect"
import type { Unsettled } from "../../domain/describe/Unsettled.ts"
import { type LibraryHistory, noHistory, withDay } from "../../domain/library/LibraryHistory.ts"
import { sumsOf } from "../../domain/library/LibrarySums.ts"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import type { CachePort } from "../../ports/CachePort.ts"
import { type PlexServerError, PlexServerPort } from "../../ports/PlexServerPort.ts"
import type { TitleMemoryPort } from "../../ports/TitleMemoryPort.ts"
import { Connected, type ConnectedServer, type NotConnected } from "../plex/Connected.ts"
import { type Compared, titlesOf, type TooManyTitles, withUse } from "./Comparing.ts"
import { HistoryStore } from "./HistoryStore.ts"
import type { CompareRun, Comparison, Failure, ViewedLibrary } from "./LibraryRun.ts"

export class LibraryView extends Context.Tag("vpro-cinema-plex/app/library/LibraryView")<
  LibraryView,
  {
    /** The last comparison of the server that is connected now; while there is no whole one, as far as the first has come. */
    readonly current: Effect.Effect<Option.Option<Comparison>>
    readonly run: Effect.Effect<CompareRun>
    /** Day by day; of the server that is connected now. */
    readonly history: Effect.Effect<LibraryHistory["libraries"]>
    /** Somebody looks: compares when that was not done for some minutes. */
    readonly look: Effect.Effect<void>
    /** Compares now; whether that was not going on already. */
    readonly compare: Effect.Effect<boolean>
    /** Waits until nothing is compared any more. */
    readonly settled: Effect.Effect<void>
    /** Puts titles that were looked at again in the place of what was known of them. */
    readonly replace: (titles: ReadonlyArray<Searchable>) => Effect.Effect<void>
  }
>() {}

/** What is older is compared again when somebody looks. */
const fresh = Duration.minutes(5)
/** A server that is away is not asked again each time that somebody looks. */
const afterFailure = Duration.minutes(1)
/** Thousands of titles take a minute; a server that takes an hour does not mean to end. */
const longest = Duration.hours(1)

interface State {
  readonly last: Comparison | undefined
  /** Grows while a comparison runs. */
  readonly partial: Comparison | undefined
  readonly run: CompareRun
}

const viewed = ({ section: { key, kind, title }, use }: Compared): ViewedLibrary => ({ key, title, kind, use })

const failureOf = (error: NotConnected | PlexServerError | TooManyTitles): Failure => ({
  reason:
    error._tag === "TooManyTitles" ? "TooManyTitles" : error._tag === "NotConnected" ? "Unreadable" : error.reason,
  message: error.message
})

const tooLong: Failure = { reason: "Busy", message: `Plex did not list its titles within ${Duration.format(longest)}` }

/** The titles with these in their places. */
const withNew = (titles: ReadonlyArray<Searchable>, anew: ReadonlyArray<Searchable>) => {
  const nameOf = ({ key, library }: Searchable) => (key === undefined ? undefined : `${library} ${key}`)
  const byName = new Map(anew.map((title) => [nameOf(title), title]))
  return titles.map((title) => (title.key === undefined ? title : (byName.get(nameOf(title)) ?? title)))
}

const make = Effect.gen(function* () {
  const context = yield* Effect.context<CachePort | TitleMemoryPort | Unsettled>()
  const { asking, server } = yield* Connected
  const store = yield* HistoryStore
  const state = yield* Ref.make<State>({ last: undefined, partial: undefined, run: { state: "idle" } })
  const handle = yield* FiberHandle.make<void, never>()
  const kept = yield* Effect.cached(store.read)
  const history = yield* Ref.make(Option.none<LibraryHistory>())
  const known = Effect.flatMap(Ref.get(history), Option.match({ onNone: () => kept, onSome: Effect.succeed }))

  const connected = Effect.orElseSucceed(server, () => Option.none<ConnectedServer>())

  const noted = Effect.fnUntraced(function* ({ name }: ConnectedServer, { titles }: Comparison) {
    const day = DateTime.formatIsoDateUtc(yield* DateTime.now)
    const after = withDay(yield* known, name, day, sumsOf(titles).byLibrary)
    yield* Ref.set(history, Option.some(after))
    yield* Effect.catchAll(store.keep(after), ({ message }) =>
      Effect.logWarning(`the figures of the libraries cannot be kept: ${message}`)
    )
  })

  /** Titles are added to one list: copies of a list that grows to tens of thousands would take more time than they. */
  const compareAll = (address: string, at: number) =>
    Effect.gen(function* () {
      const { sections } = yield* PlexServerPort
      const libraries = yield* withUse(yield* sections)
      const titles: Array<Searchable> = []
      const begun: Comparison = { server: address, at, whole: false, libraries: libraries.map(viewed), titles }
      yield* Ref.update(state, (now) => ({ ...now, partial: begun }))
      yield* Stream.runForEach(titlesOf(libraries), (some) =>
        Effect.zipRight(
          Ref.update(state, ({ run, ...now }) => {
            for (const title of some) titles.push(title)
            return { ...now, run: run.state === "running" ? { ...run, done: titles.length } : run }
          }),
          // Whoever waits for something else comes first.
          Effect.yieldNow()
        )
      )
      return { ...begun, whole: true }
    })

  const begin = Effect.fnUntraced(function* (connection: ConnectedServer) {
    const at = yield* Clock.currentTimeMillis
    yield* Ref.update(state, ({ last }): State => ({
      last: last?.server === connection.url ? last : undefined,
      partial: undefined,
      run: { state: "running", since: at, done: 0, expected: last?.titles.length }
    }))
    const ended = (run: CompareRun, last?: Comparison) =>
      Ref.update(state, (now): State => ({ last: last ?? now.last, partial: undefined, run }))
    const failedWith = (failure: Failure) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        Effect.zipRight(Effect.logInfo(failure.message), ended({ state: "failed", at, ...failure }))
      )
    yield* asking(compareAll(connection.url, at)).pipe(
      Effect.timeoutOption(longest),
      Effect.matchEffect({
        onFailure: (error) => failedWith(failureOf(error)),
        onSuccess: Option.match({
          onNone: () => failedWith(tooLong),
          onSome: (comparison) => Effect.zipRight(ended({ state: "idle" }, comparison), noted(connection, comparison))
        })
      }),
      Effect.onError((cause) =>
        Effect.zipRight(
          Cause.isInterruptedOnly(cause) ? Effect.void : Effect.logError("the libraries cannot be compared", cause),
          ended({ state: "idle" })
        )
      ),
      Effect.withSpan("LibraryView.compare"),
      Effect.annotateLogs({ requestId: "library" })
    )
  })

  const compare = Effect.gen(function* () {
    const connection = yield* connected
    if (Option.isNone(connection) || (yield* Ref.get(state)).run.state === "running") return false
    yield* FiberHandle.run(handle, Effect.provide(begin(connection.value), context), { onlyIfMissing: true })
    return true
  })

  const current = Effect.zipWith(Ref.get(state), connected, ({ last, partial }, connection) =>
    Option.filter(Option.fromNullable(last ?? partial), ({ server }) =>
      Option.exists(connection, ({ url }) => url === server)
    )
  )

  const isDue = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const { run } = yield* Ref.get(state)
    if (run.state === "failed") return now - run.at >= Duration.toMillis(afterFailure)
    return Option.match(yield* current, {
      onNone: () => true,
      onSome: ({ at }) => now - at >= Duration.toMillis(fresh)
    })
  })

  return LibraryView.of({
    current,
    run: Effect.map(Ref.get(state), ({ run }) => run),
    history: Effect.zipWith(known, connected, ({ libraries, server }, connection) =>
      Option.exists(connection, ({ name }) => name === server) ? libraries : noHistory.libraries
    ),
    look: Effect.whenEffect(compare, isDue).pipe(Effect.asVoid),
    compare,
    settled: FiberHandle.awaitEmpty(handle),
    replace: (anew) =>
      Ref.update(state, (now) =>
        now.last === undefined ? now : { ...now, last: { ...now.last, titles: withNew(now.last.titles, anew) } }
      )
  })
})

export const layer = Layer.scoped(LibraryView, make)
