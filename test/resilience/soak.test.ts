/** Random faults of all sources under a steady load: every answer in time and honest, and the memory stays within bounds. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { setTimeout as wait } from "node:timers/promises"
import { onlyItem } from "../app/stage.ts"
import { ailments } from "./ailments.ts"
import { announced, option } from "./chance.ts"
import { inside } from "./inside.ts"
import { send } from "./process.ts"
import { everything, type Name, pathOf, textOf, titleOf, word } from "./world.ts"

const seconds = option("RESILIENCE_SOAK_SECONDS", 300)
const clients = 12
const titles = 300
/** LOOKUP_TIMEOUT and the second that may come on top. */
const deadline = 4000
const victims: readonly [Name, ...ReadonlyArray<Name>] = ["poms", "poms", "tmdb", "cinema", "vprogids"]

const megabytes = () => process.memoryUsage().rss / 1024 / 1024

it.scopedLive(
  `holds out ${seconds} s of random faults`,
  () =>
    Effect.gen(function* () {
      const { pick, whole, next } = announced("soak")
      const { port, others, move } = yield* inside(everything, {
        TMDB_API_KEY: "0123456789abcdef0123456789abcdef"
      })
      const end = Date.now() + seconds * 1000
      const counts: Record<string, number> = {}
      const wrong: Array<string> = []
      const sizes: Array<number> = []
      let slowest = 0
      let changes = 0

      const ask = async () => {
        const name = `z${word(whole(0, titles - 1))}`
        const began = Date.now()
        const given = await send(port, pathOf(name)).catch((error: unknown) => String(error))
        const ms = Date.now() - began
        slowest = Math.max(slowest, ms)
        if (typeof given === "string") return void wrong.push(`${name}: ${given}`)
        if (given.status !== 200) return void wrong.push(`${name}: ${given.status} ${given.text}`)
        const { title, year, summary } = onlyItem(given)
        const from = given.headers["x-cache"] ?? "?"
        counts[from] = (counts[from] ?? 0) + 1
        const text = textOf(titleOf(name))
        if (ms > deadline) wrong.push(`${name}: ${ms} ms`)
        if (title === "" || year !== 2011) wrong.push(`${name}: ${given.text}`)
        if (summary !== undefined && summary !== text) wrong.push(`${name}: ${given.text}`)
        // POMS knows every title: an answer that was kept has the text.
        if (from !== "incomplete" && summary !== text) wrong.push(`${name}: ${from} without its text`)
      }

      const load = async () => {
        while (Date.now() < end && wrong.length < 20) {
          await ask()
          await wait(whole(0, 20))
        }
      }

      const trouble = async () => {
        while (Date.now() < end) {
          const name = pick(victims)
          const source = others.of[name]
          // Port 9 is nobody's, and nobody may be sent there.
          const [first, ...rest] = ailments(name, 9).filter((one) => one.name !== "a list of foreign things")
          if (first !== undefined && next() < 0.8) await pick([first, ...rest]).strike(source)
          changes += 1
          await wait(whole(50, 400))
          await source.heal()
          // Past the rest of the breakers, and now and then past the life of every entry.
          move(next() < 0.2 ? "31 days" : "6 minutes")
          await wait(whole(50, 400))
        }
      }

      const watch = async () => {
        while (Date.now() < end) {
          await wait(500)
          sizes.push(megabytes())
        }
      }

      yield* Effect.promise(() => Promise.all([...Array.from({ length: clients }, load), trouble(), watch()]))
      assert.strictEqual(wrong.length, 0, `\n${wrong.join("\n")}\n`)
      assert.strictEqual((yield* Effect.promise(() => send(port, "/health"))).status, 200)
      const half = Math.floor(sizes.length / 2)
      const [early, late] = [Math.max(0, ...sizes.slice(0, half)), Math.max(0, ...sizes.slice(half))]
      console.log(
        `soak: ${seconds} s, ${changes} changes of health, answers ${JSON.stringify(counts)}, slowest ${slowest} ms, ` +
          `memory at most ${Math.round(early)} MB in the first half and ${Math.round(late)} MB in the second`
      )
      assert.isBelow(late, 1000, "memory of service, sources and clients together, in MB")
      if (seconds >= 60) assert.isBelow(late, early * 1.5 + 50, "memory of the second half against the first, in MB")
    }),
  (seconds + 120) * 1000
)
