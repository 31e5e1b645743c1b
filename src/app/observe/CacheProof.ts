/** Proof that the cache can be written, which takes a write: simultaneous questions share one. */
import { Context, Duration, Effect, Layer, Schema } from "effect"
import * as SingleFlight from "../../domain/describe/SingleFlight.ts"
import { type CacheError, CachePort } from "../../ports/CachePort.ts"

/** The cache took too long to write: a disk that hangs, perhaps. */
export class NoProof extends Schema.TaggedError<NoProof>()("NoProof", {}) {
  override get message() {
    return `no answer within ${Duration.toSeconds(patience)} s`
  }
}

/** Longest wait for the proof. */
const patience = Duration.seconds(2)
/** Once in a while is enough for a page that asks every few seconds. */
const lately = Duration.seconds(30)

export class CacheProof extends Context.Tag("vpro-cinema-plex/app/CacheProof")<
  CacheProof,
  {
    /** Fails with the reason why the cache cannot be written now. */
    readonly now: Effect.Effect<void, CacheError | NoProof>
    /** Whether it could be written half a minute ago or later. */
    readonly lately: Effect.Effect<boolean>
  }
>() {}

export const layer = Layer.scoped(
  CacheProof,
  Effect.gen(function* () {
    const { probe } = yield* CachePort
    const share = yield* SingleFlight.make<void, CacheError>({ unattended: "goes on" })
    // A write that hangs can be waited for no longer, but not be stopped: the next to ask waits for the same one.
    const now = share("probe", Effect.disconnect(probe)).pipe(
      Effect.timeoutFail({ duration: patience, onTimeout: () => new NoProof() })
    )
    return CacheProof.of({ now, lately: yield* Effect.cachedWithTTL(Effect.isSuccess(now), lately) })
  })
)
