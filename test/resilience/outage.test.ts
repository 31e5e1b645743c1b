/** Sources that are gone for longer than an answer can wait, and a library through several hiccups: in the end all have their text. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Console, Duration, Effect, Fiber, Record, Ref, Schema } from "effect"
import { onlyItem } from "../app/stage.ts"
import type { Ailment } from "./ailments.ts"
import { atATime, breaking, failing, gone, hanging, inTime, ofVpro, refusing } from "./hiccups.ts"
import { folder, launch } from "./process.ts"
import { sources } from "./sources.ts"
import { everything, pathOf, textOf, titleOf, word } from "./world.ts"

/**
 * Milliseconds that a look-up waits for a source: 0.68 of its 25 seconds. A trial may come some seconds after the source is back, and a machine
 * may be busy.
 */
const patience = 17_000
const late = 9000

/** After the sources are back. */
const soon = "2 minutes"

const decodeHealth = Schema.decodeUnknown(
  Schema.parseJson(Schema.Struct({ lookups: Schema.Struct({ open: Schema.Number }) }))
)

const films = (count: number) => Array.from({ length: count }, (_, index) => word(index))

/** Sources, and the service as it ships over them, with its own limits of how often each may be asked. */
const stage = Effect.gen(function* () {
  const others = yield* Effect.acquireRelease(
    Effect.promise(() => sources(everything)),
    (others) => Effect.promise(others.close)
  )
  const { path } = yield* Effect.acquireRelease(Effect.sync(folder), ({ remove }) => Effect.sync(remove))
  const addresses = Record.filter(others.variables, (_, name) => !name.startsWith("RATE_LIMIT_"))
  const service = yield* Effect.acquireRelease(
    Effect.promise(() => launch({ ...addresses, CACHE_DIR: path })),
    (service) => Effect.promise(() => service.end("SIGKILL"))
  )
  /** Asks for a film, and tells whether it got its text. */
  const ask = (name: string) =>
    Effect.gen(function* () {
      const at = yield* Clock.currentTimeMillis
      const given = yield* Effect.promise(() => service.ask(pathOf(name), { within: inTime }))
      return { name, at, from: given.headers["x-cache"], hasText: onlyItem(given).summary === textOf(titleOf(name)) }
    })
  const open = Effect.promise(() => service.ask("/health/ready")).pipe(
    Effect.flatMap(({ text }) => decodeHealth(text)),
    Effect.map(({ lookups }) => lookups.open)
  )
  /** Nothing is open any more, though nobody asks; then everybody who asks gets the text, and no source is asked. */
  const allHaveTheirText = (names: ReadonlyArray<string>) =>
    Effect.gen(function* () {
      yield* Effect.repeat(Effect.delay(open, "250 millis"), { until: (count) => count === 0 }).pipe(
        Effect.timeoutFail({ duration: soon, onTimeout: () => new Error(`still open after ${soon}`) })
      )
      const asked = others.asked()
      const again = yield* Effect.forEach(names, ask, { concurrency: atATime })
      assert.deepStrictEqual(
        again.filter(({ from, hasText }) => from !== "hit" || !hasText),
        []
      )
      assert.strictEqual(others.asked(), asked)
    })
  return { others, ask, allHaveTheirText }
})

describe("VPRO's sources are gone for a minute, and 40 films are asked by eight at a time", () => {
  const outage = Duration.minutes(1)

  /** What the first answers of these films were. */
  const through = (ailment: Ailment) =>
    Effect.gen(function* () {
      const { allHaveTheirText, ask, others } = yield* stage
      const began = yield* Clock.currentTimeMillis
      const back = yield* gone(ofVpro(others), ailment, outage)
      const answers = yield* Effect.forEach(films(40), ask, { concurrency: atATime })
      yield* Fiber.join(back)
      yield* allHaveTheirText(films(40))
      const without = answers.filter(({ hasText }) => !hasText)
      // Open are those alone that could not wait for the end.
      for (const { at, name } of without)
        assert.isBelow(at + patience, began + Duration.toMillis(outage) + late, `${ailment.name}: ${name}`)
      const took = Math.round(((yield* Clock.currentTimeMillis) - began) / 1000 - Duration.toSeconds(outage))
      yield* Console.log(
        `outage: ${ailment.name}: ${without.length} of 40 at first without a text, none ${took} s after`
      )
      return answers
    }).pipe(Effect.scoped)

  it.live(
    "those without a text in their first answer have it within two minutes after, without anybody asking",
    () =>
      Effect.gen(function* () {
        const outages = yield* Effect.forEach([refusing, failing, hanging], through, { concurrency: "unbounded" })
        for (const answers of outages) {
          const without = answers.filter(({ hasText }) => !hasText)
          assert.isNotEmpty(without, "they were met by the outage")
          for (const { from, name } of without) assert.strictEqual(from, "incomplete", name)
        }
      }),
    600_000
  )
})

describe("VPRO's sources are gone three times for ten seconds", () => {
  const all = films(400)
  /** What they do, and after how many answers. */
  const hiccups: ReadonlyArray<readonly [after: number, Ailment]> = [
    [50, hanging],
    [150, breaking],
    [250, failing]
  ]

  it.scopedLive(
    "and none of 400 films asked by eight at a time is without its text at the end",
    () =>
      Effect.gen(function* () {
        const { allHaveTheirText, ask, others } = yield* stage
        const answered = yield* Ref.make(0)
        const strike = Effect.flatMap(
          Ref.updateAndGet(answered, (count) => count + 1),
          (count) =>
            Effect.forEach(
              hiccups.filter(([after]) => after === count),
              ([, ailment]) => gone(ofVpro(others), ailment, "10 seconds")
            )
        )
        const answers = yield* Effect.forEach(all, (name) => Effect.tap(ask(name), strike), { concurrency: atATime })
        const without = answers.filter(({ hasText }) => !hasText).length
        yield* allHaveTheirText(all)
        yield* Console.log(`outage: three hiccups: ${without} of 400 at first without a text`)
      }),
    600_000
  )
})
