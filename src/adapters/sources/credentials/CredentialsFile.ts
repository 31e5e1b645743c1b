/** `CredentialPort` as VPRO needs it: from the environment, a file or built in, and renewed from VPRO's own page. */
import { Clock, Duration, Effect, Layer, Option, Redacted, Ref, type Scope } from "effect"
import * as SingleFlight from "../../../domain/describe/SingleFlight.ts"
import {
  CredentialError,
  CredentialPort,
  type CredentialState,
  type Credentials
} from "../../../ports/CredentialPort.ts"
import { Deadline } from "../../../ports/Deadline.ts"
import type { HttpPort } from "../../../ports/HttpPort.ts"
import { search } from "./PageSearch.ts"
import * as PairFile from "./PairFile.ts"

export interface Options {
  /** Where a proven pair is kept. */
  readonly file: string
  /** A pair that a person configured goes before any other. */
  readonly environment?:
    { readonly key: Redacted.Redacted<string>; readonly secret: Redacted.Redacted<string> } | undefined
  /** The page that is read for a fresh pair. */
  readonly pageUrl: string
  /** The least time between two looks at the page. */
  readonly cooldown?: Duration.DurationInput | undefined
}

/** The pair that VPRO's site ships to every browser: public, and still accepted since the page itself is gone. */
export const builtIn: Credentials = {
  key: Redacted.make("ione7ahfij"),
  secret: Redacted.make("aag9veesei"),
  source: "built-in"
}

interface State {
  readonly current: Credentials
  /** Found, but not yet seen to work. */
  readonly candidate: Credentials | undefined
  readonly health: Omit<CredentialState, "source">
}

/** Chooses the pair to begin with and keeps it until another has proven itself. */
export const make = (options: Options): Effect.Effect<CredentialPort["Type"], never, HttpPort | Scope.Scope> =>
  Effect.gen(function* () {
    // A look outlives whoever asked first: all others wait for it too.
    const share = yield* SingleFlight.make<Credentials, CredentialError>({ unattended: "goes on" })
    const context = yield* Effect.context<HttpPort>()
    const cooldown = Duration.toMillis(options.cooldown ?? "60 seconds")
    const turn = yield* Effect.makeSemaphore(1)
    const ref = yield* Ref.make<State>({
      current: yield* initial(options),
      candidate: undefined,
      health: { state: "ok" }
    })

    const note = (health: Omit<CredentialState, "source">) => Ref.update(ref, (state) => ({ ...state, health }))

    /** Looks at the page, unless that was done a moment ago. It does not run under the deadline of whoever asked first. */
    const look = Effect.fn("CredentialsFile.look")(function* (refused: Credentials) {
      const { candidate, health } = yield* Ref.get(ref)
      // Another look has found it while this caller was on the way here.
      if (candidate !== undefined && !same(refused, candidate)) return candidate
      const now = yield* Clock.currentTimeMillis
      // A clock that was set back must not hold a refresh off for longer than one that runs.
      if (health.lastRefresh !== undefined && Math.abs(now - health.lastRefresh) < cooldown)
        return yield* new CredentialError({ reason: "CoolingDown", tried: "the last look was too short a time ago" })
      yield* Effect.logInfo("credentials were refused; looking for others")
      yield* Ref.update(ref, (state) => ({ ...state, health: { ...state.health, lastRefresh: now } }))
      const found = yield* search(options.pageUrl).pipe(
        Effect.provideService(Deadline, now + cooldown),
        Effect.filterOrFail(
          (found) => !same(found, refused),
          (found) =>
            new CredentialError({ reason: "NothingThere", tried: `${found.source} holds the pair that was refused` })
        ),
        Effect.tapError((error) =>
          note({
            state: error.reason === "PageGone" ? "page-gone" : "refresh-failed",
            lastRefresh: now,
            detail: error.message
          })
        ),
        Effect.tap((found) =>
          note({ state: "refused", lastRefresh: now, detail: `trying the pair of ${found.source}` })
        ),
        // A pair that a user or an older system wrote down may be wrong where the site's own still works.
        Effect.catchAll((error) => (same(refused, builtIn) ? Effect.fail(error) : Effect.succeed(builtIn)))
      )
      yield* Ref.update(ref, (state) => ({ ...state, candidate: found }))
      return found
    }, Effect.provide(context))

    /** Says where the answer to a caller comes from. */
    const decide = Effect.fnUntraced(function* (refused: Credentials) {
      const state = yield* Ref.get(ref)
      const isCurrent = same(refused, state.current)
      const isCandidate = state.candidate !== undefined && same(refused, state.candidate)
      if (!isCurrent && !isCandidate) return Effect.succeed(state.current)
      if (!isCandidate && state.candidate !== undefined) return Effect.succeed(state.candidate)
      yield* Ref.set(ref, { ...state, candidate: undefined, health: { ...state.health, state: stateOnRefusal(state) } })
      return share("page", look(refused))
    })

    const refresh: CredentialPort["Type"]["refresh"] = Effect.fn("CredentialsFile.refresh")((refused) =>
      Effect.flatten(decide(refused).pipe(turn.withPermits(1), Effect.uninterruptible))
    )

    const keep = Effect.fnUntraced(function* (proven: Credentials) {
      const { candidate, current, health } = yield* Ref.get(ref)
      const lastRefresh = health.lastRefresh
      if (candidate !== undefined && same(proven, candidate)) {
        yield* Ref.update(ref, (state) => ({
          ...state,
          current: candidate,
          candidate: undefined,
          health: { state: "ok" as const, lastRefresh }
        }))
        yield* Effect.logInfo("new credentials in use").pipe(Effect.annotateLogs({ source: candidate.source }))
        yield* PairFile.write(options.file, candidate).pipe(
          Effect.catchAll((error) =>
            Effect.logWarning(`the new credentials could not be written down: ${error.message}`)
          )
        )
      } else if (same(proven, current) && health.state !== "ok") yield* note({ state: "ok", lastRefresh })
    })

    return CredentialPort.of({
      current: Effect.map(Ref.get(ref), (state) => state.current),
      refresh,
      accepted: Effect.fn("CredentialsFile.accepted")((proven) =>
        keep(proven).pipe(turn.withPermits(1), Effect.uninterruptible)
      ),
      state: Effect.map(Ref.get(ref), ({ current, health }) => ({ source: current.source, ...health }))
    })
  })

/** The credentials for as long as the program runs. */
export const layer = (options: Options): Layer.Layer<CredentialPort, never, HttpPort> =>
  Layer.scoped(CredentialPort, make(options))

const initial = Effect.fnUntraced(function* (options: Options) {
  if (options.environment !== undefined) return { ...options.environment, source: "environment" }
  return Option.getOrElse(yield* PairFile.read(options.file), () => builtIn)
})

/** A refusal is news only while all was well: a failed look says more. */
const stateOnRefusal = ({ health }: State): CredentialState["state"] =>
  health.state === "ok" ? "refused" : health.state

const same = (a: Credentials, b: Credentials): boolean =>
  Redacted.value(a.key) === Redacted.value(b.key) && Redacted.value(a.secret) === Redacted.value(b.secret)
