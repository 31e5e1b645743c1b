/** Sees to it in the background that Plex shows what VPRO wrote, while that is switched on and a server is connected. */
import { Clock, Duration, Effect, FiberHandle, Layer, Metric, Ref, Schedule } from "effect"
import * as RefreshedFiles from "../adapters/plex/RefreshedFiles.ts"
import * as RefreshedMemory from "../adapters/plex/RefreshedMemory.ts"
import * as OwnersChoice from "../adapters/plex/OwnersChoice.ts"
import { syncState, syncTime } from "../domain/library/LibraryMetrics.ts"
import { pace, type RefreshPace } from "../domain/library/Refreshing.ts"
import { noSums, pass, type PassSums } from "../domain/library/Sync.ts"
import type { PlexServerPort } from "../ports/PlexServerPort.ts"
import type { RefreshedPort } from "../ports/RefreshedPort.ts"
import { Ratings } from "./library/Ratings.ts"
import { SyncError, type SyncState, Syncing } from "./library/Syncing.ts"
import { mostBusy } from "./library/Warm.ts"
import { RequestId } from "./observe/RequestId.ts"
import { Connected } from "./plex/Connected.ts"
import { Settings, type SettingsShape } from "./Settings.ts"

/** From one pass to the next: a text that was written or found is in Plex within the hour. */
const every = Duration.hours(1)
/** After the start: Plex and people come first. */
const first = Duration.minutes(5)

/** What the metric says. */
const states = { off: 0, on: 1, trouble: 2 } as const

/** Stands in for the id of a request: under it the look-ups of a pass are in the log. */
const requestId = "sync"

/** How often Plex is asked to refresh a title: its pace, and where it is kept when that was. */
export const refreshing = ({ cache, cacheDirectory }: SettingsShape): Layer.Layer<RefreshedPort | RefreshPace> =>
  Layer.merge(pace, cache.kind === "memory" ? RefreshedMemory.layer : RefreshedFiles.layer(cacheDirectory))

interface Now extends Pick<SyncState, "last" | "problem"> {
  readonly running: boolean
}

const inWords = ({ lookedUp, open, refreshes, titles }: PassSums) =>
  `Plex and VPRO compared: ${titles} titles, ${lookedUp} looked up, ${refreshes.asked} refreshed in Plex, ${open} left open`

/** The service; it does nothing by itself. */
export const layer = Layer.scoped(
  Syncing,
  Effect.gen(function* () {
    const { cacheDirectory, plexSync } = yield* Settings
    const connected = yield* Connected
    const turn = yield* Effect.makeSemaphore(1)
    const now = yield* Ref.make<Now>({ running: false, last: undefined, problem: undefined })
    const sums = yield* Ref.make(noSums)
    const context = yield* Effect.context<Needed>()

    const chosen = OwnersChoice.read(cacheDirectory, "sync").pipe(
      Effect.catchAll(({ message }) =>
        Effect.as(Effect.logWarning(`whether Plex is to be refreshed by itself cannot be read: ${message}`), false)
      )
    )
    const on = plexSync === "page" ? chosen : Effect.succeed(plexSync === "on")

    /** The same trouble is told once. */
    const failed = Effect.fnUntraced(function* (problem: string) {
      const before = yield* Ref.getAndUpdate(now, (state) => ({ ...state, problem }))
      yield* Metric.set(syncState, states.trouble)
      if (before.problem !== problem) yield* Effect.logWarning(`Plex is not kept up to date: ${problem}`)
    })
    const ended = Effect.fnUntraced(function* (whole: PassSums) {
      const at = yield* Clock.currentTimeMillis
      yield* Ref.update(now, (state) => ({ ...state, last: { at, sums: whole }, problem: undefined }))
      yield* Metric.set(syncTime, Math.floor(at / 1000))
      yield* Metric.set(syncState, states.on)
      const { lookedUp, refreshes } = whole
      yield* lookedUp + refreshes.asked > 0 ? Effect.logInfo(inWords(whole)) : Effect.logDebug(inWords(whole))
    })
    const once = Effect.gen(function* () {
      yield* Ref.set(sums, noSums)
      yield* Ref.update(now, (state) => ({ ...state, running: true }))
      yield* ended(yield* connected.asking(pass(sums), mostBusy))
    }).pipe(
      Effect.catchTags({
        NotConnected: ({ message, reason }) => (reason === "Unreadable" ? failed(message) : Effect.void),
        PlexServerError: ({ message }) => failed(message),
        RefreshedError: ({ message }) => failed(message)
      }),
      Effect.ensuring(Ref.update(now, (state) => ({ ...state, running: false }))),
      Effect.provideService(RequestId, requestId),
      Effect.annotateLogs({ requestId }),
      Effect.provide(context)
    )

    const handle = yield* FiberHandle.make<void, never>()
    const turnOf = Effect.asVoid(turn.withPermitsIfAvailable(1)(Effect.whenEffect(once, on)))
    yield* Metric.set(syncTime, 0)
    yield* Metric.set(syncState, (yield* on) ? states.on : states.off)

    return Syncing.of({
      state: Effect.gen(function* () {
        const { running, ...rest } = yield* Ref.get(now)
        return {
          ...rest,
          on: yield* on,
          byVariable: plexSync !== "page",
          running: running ? yield* Ref.get(sums) : undefined
        }
      }),
      pass: turnOf,
      settled: FiberHandle.awaitEmpty(handle),
      choose: (wanted) =>
        plexSync === "page"
          ? OwnersChoice.keep(cacheDirectory, "sync", wanted).pipe(
              Effect.tap(() => Metric.set(syncState, wanted ? states.on : states.off)),
              Effect.mapError(
                ({ message }) => new SyncError({ reason: "NotKept", message: `the choice cannot be kept: ${message}` })
              ),
              Effect.zipRight(
                wanted ? FiberHandle.run(handle, turnOf, { onlyIfMissing: true }) : FiberHandle.clear(handle)
              ),
              Effect.asVoid
            )
          : new SyncError({ reason: "SetByVariable", message: "PLEX_SYNC says so: change it there" })
    })
  })
)

/** All that a pass needs, but for the server: that is connected while the service runs. */
type Needed = Exclude<Effect.Effect.Context<ReturnType<typeof pass>>, PlexServerPort>

/** One pass after another. */
export const rhythm = Layer.scopedDiscard(
  Effect.flatMap(Effect.all([Syncing, Ratings]), ([syncing, ratings]) =>
    Effect.forkScoped(
      Effect.schedule(Effect.zipRight(syncing.pass, ratings.pass), Schedule.spaced(every)).pipe(Effect.delay(first))
    )
  )
)
