/** The circuit of a source for all replicas together, kept on the server. */
import { Clock, Data, Duration, Effect, Option, Ref, Schema } from "effect"
import { JsonText } from "../../../domain/text/Json.ts"
import type { Changed, Circuit } from "../../resilience/Circuit.ts"
import { CircuitState, isPristine, longestOwed, pristine } from "../../resilience/CircuitState.ts"
import { Redis } from "./Redis.ts"
import * as Scripts from "./Scripts.ts"

/** How often who waits for the trial of another replica looks. */
const lookedAt = Duration.millis(200)
/** Longer than any pause: a state that is gone from the server says nothing to those who still know another. */
const life = Duration.toMillis(longestOwed) * 2
/** Another replica may be faster, and again; after so many times this one goes by what it knows itself. */
const mostExchanges = 20

const Text = JsonText(CircuitState)
const decode = Schema.decodeUnknownOption(Text)
const encode = Schema.encodeSync(Text)
const decodeSeen = Schema.decodeUnknownSync(Schema.Tuple(Schema.NullOr(Schema.String), Schema.Number))

/** Another replica has changed the state in between. */
class Overtaken extends Data.TaggedError("Overtaken")<{}> {}

interface Known {
  readonly state: CircuitState
  /** Changed while the server was out of reach: it goes before what the server has kept from before. */
  readonly ahead: boolean
}

/**
 * The state goes by the server's clock, so that those of the replicas do not matter. Each replica remembers what it saw last, goes on with that
 * while the server is out of reach, and hands over what it learned meanwhile.
 */
export const make = Effect.fn("CircuitRedis.make")(function* (name: string) {
  const redis = yield* Redis
  const known = yield* Ref.make<Known>({ state: pristine, ahead: false })
  const keys = [redis.name("circuit", name)]

  const seen = redis
    .run("circuit", (client) => Scripts.run(client, Scripts.look, keys, []))
    .pipe(Effect.map(decodeSeen))
  const exchanged = (before: string | null, after: string) =>
    redis.run("circuit", (client) => Scripts.run(client, Scripts.exchange, keys, [before ?? "", after, life]))

  const shared = <A>(f: (state: CircuitState, now: number) => readonly [A, CircuitState]) =>
    Effect.gen(function* () {
      const [text, now] = yield* seen
      const own = yield* Ref.get(known)
      const theirs = Option.filter(decode(text), () => !own.ahead)
      const [value, after] = f(
        Option.getOrElse(theirs, () => own.state),
        now
      )
      const written = encode(after)
      const isNews = written !== text && !(text === null && isPristine(after))
      if (isNews && (yield* exchanged(text, written)) !== 1) return yield* new Overtaken()
      const { state: before } = yield* Ref.getAndSet(known, { state: after, ahead: false })
      return { value, before, after }
    }).pipe(Effect.retry({ times: mostExchanges, while: ({ _tag }) => _tag === "Overtaken" }))

  const alone = <A>(f: (state: CircuitState, now: number) => readonly [A, CircuitState]) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.modify(known, ({ ahead, state: before }): [Changed<A>, Known] => {
        const [value, after] = f(before, now)
        return [
          { value, before, after },
          { state: after, ahead: ahead || after !== before }
        ]
      })
    )

  const circuit: Circuit = {
    modify: (f) => Effect.orElse(shared(f), () => alone(f)),
    elsewhere: Effect.sleep(lookedAt)
  }
  return circuit
})
