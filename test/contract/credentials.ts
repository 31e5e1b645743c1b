import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Exit, Fiber, type Layer, Redacted, TestClock } from "effect"
import { CredentialPort, type Credentials } from "../../src/ports/CredentialPort.ts"

const values = ({ key, secret }: Credentials) => [Redacted.value(key), Redacted.value(secret)]
const stranger: Credentials = { key: Redacted.make("strangekey"), secret: Redacted.make("strangesec"), source: "x" }

/** Runs an effect while as much time goes by as it may take. */
const meanwhile = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust("2 minutes")
    return yield* Fiber.join(fiber)
  })

/** Every `CredentialPort` must pass this suite; `fresh` says whether there is another pair to be found. */
export const credentialsContract = <E>(
  name: string,
  adapter: Layer.Layer<CredentialPort, E>,
  { fresh }: { readonly fresh: boolean }
) => {
  const using = <A, E1>(test: (credentials: CredentialPort["Type"]) => Effect.Effect<A, E1>) =>
    Effect.provide(Effect.flatMap(CredentialPort, test), adapter)

  describe(`CredentialPort: ${name}`, () => {
    it.effect("always has a pair, the same until another is accepted, and says where it came from", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          const empty = values(pair).filter((value) => value === "")
          assert.deepStrictEqual(empty, [])
          assert.deepStrictEqual(yield* credentials.state, { source: pair.source, state: "ok" })
          yield* Effect.either(meanwhile(credentials.refresh(pair)))
          assert.deepStrictEqual(values(yield* credentials.current), values(pair))
          assert.strictEqual((yield* credentials.state).source, pair.source)
        })
      )
    )

    it.effect("looks for another pair when the one in use is refused: a candidate, or a reason why there is none", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          const found = yield* Effect.either(meanwhile(credentials.refresh(pair)))
          if (Either.isLeft(found)) {
            assert.strictEqual(found.left._tag, "CredentialError")
            assert.notStrictEqual(found.left.tried, "")
          } else assert.notDeepEqual(values(found.right), values(pair))
          assert.strictEqual(Either.isRight(found), fresh)
        })
      )
    )

    it.effect("takes a candidate into use once it is accepted", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          const found = yield* Effect.either(meanwhile(credentials.refresh(pair)))
          const proven = Either.getOrElse(found, () => pair)
          yield* credentials.accepted(proven)
          assert.deepStrictEqual(values(yield* credentials.current), values(proven))
          assert.deepInclude(yield* credentials.state, { source: proven.source, state: "ok" })
        })
      )
    )

    it.effect("is well again once the pair that was refused is accepted", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          yield* Effect.either(meanwhile(credentials.refresh(pair)))
          yield* credentials.accepted(pair)
          assert.deepStrictEqual(values(yield* credentials.current), values(pair))
          assert.strictEqual((yield* credentials.state).state, "ok")
        })
      )
    )

    it.effect("does not take into use what it has never given", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          yield* credentials.accepted(stranger)
          assert.deepStrictEqual(values(yield* credentials.current), values(pair))
        })
      )
    )

    it.effect("gives the pair in use to who was refused with another", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          assert.deepStrictEqual(values(yield* credentials.refresh(stranger)), values(pair))
          assert.strictEqual((yield* credentials.state).state, "ok")
        })
      )
    )

    it.effect("answers any number who are refused at once alike, and lets them hang up", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          const callers = yield* Effect.replicateEffect(Effect.fork(Effect.either(credentials.refresh(pair))), 10)
          const [first, ...others] = callers
          if (first !== undefined) yield* Fiber.interrupt(first)
          yield* TestClock.adjust("2 minutes")
          const told = yield* Effect.forEach(others, Fiber.await)
          const ends = told.map((exit) =>
            Exit.map(exit, Either.match({ onLeft: ({ reason }) => reason, onRight: (found) => values(found).join() }))
          )
          assert.deepStrictEqual(
            ends,
            ends.map(() => ends[0])
          )
        })
      )
    )

    it.effect("shows no secret", () =>
      using((credentials) =>
        Effect.gen(function* () {
          const pair = yield* credentials.current
          const found = yield* Effect.either(meanwhile(credentials.refresh(pair)))
          const shown = `${JSON.stringify([pair, found, yield* credentials.state])} ${String(found)}`
          const secrets = [...values(pair), ...Either.match(found, { onLeft: () => [], onRight: values })]
          assert.deepStrictEqual(
            secrets.filter((secret) => shown.includes(secret)),
            []
          )
        })
      )
    )
  })
}
