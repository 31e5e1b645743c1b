/** Every source with every fault, with its film fresh in the cache, expired there, or not there at all. */
import { assert, it } from "@effect/vitest"
import { Cause, Effect } from "effect"
import { once } from "node:events"
import { createServer } from "node:net"
import { container, type Given, onlyItem } from "../app/stage.ts"
import { type Ailment, ailments } from "./ailments.ts"
import { option } from "./chance.ts"
import { inside } from "./inside.ts"
import { divided, locked, type Name, pathOf, textOf, titleOf, type World, year } from "./world.ts"

const states = ["found", "expired", "absent"] as const
type State = (typeof states)[number]

/** What hangs on a source, and what an answer must hold to be the right one. */
interface Subject {
  readonly source: Name
  readonly path: string
  readonly right: (given: Given) => boolean
  readonly honest: (given: Given) => boolean
  /** Whether answers tell by `x-cache` where they are from. */
  readonly tells: boolean
  /** What the sources know, and what happens as soon as the source is struck. */
  readonly known?: () => { readonly world: World; readonly change: () => void }
  readonly variables?: Readonly<Record<string, string>>
  /** Whether asking the source outlives the request, so that those who come next may still share its end. */
  readonly lingers?: boolean
}

const web = { WEB_SEARCH: "on" }

const film = (source: Name, name: string): Subject => ({
  source,
  path: pathOf(name),
  right: (given) => onlyItem(given).summary === textOf(titleOf(name)),
  honest: (given) => {
    const { title, summary, year: said } = onlyItem(given)
    return title !== "" && said === year && (summary === undefined || summary === textOf(titleOf(name)))
  },
  tells: true
})

const subjects: ReadonlyArray<Subject> = [
  film("poms", "eigen"),
  film("tmdb", "vreemd"),
  film("cinema", "blad"),
  { ...film("duckduckgo", "eend"), variables: web },
  { ...film("startpage", "start"), variables: web },
  // VPRO's page, of which the key for POMS is read whenever POMS refuses the one in use.
  { ...film("vprogids", "sleutel"), known: locked, lingers: true },
  {
    source: "tvmaze",
    path: "/series/library/metadata/vpro-dijk-reeks-2011-none-s/grandchildren",
    right: (given) =>
      container(given)
        .Metadata?.map(({ title }) => title)
        .join() === [1, 2, 3].map((night) => `Nacht ${night} aan de dijk`).join(),
    honest: (given) => container(given).totalSize >= 0,
    tells: false,
    lingers: true
  }
]

const deadline = 4000

interface Cell {
  readonly ms: number
  readonly faults: ReadonlyArray<string>
}

const cell = (subject: Subject, ailment: Ailment, state: State) =>
  Effect.gen(function* () {
    const { world, change } = subject.known?.() ?? { world: divided, change: () => {} }
    const { ask, move, others } = yield* inside(world, {
      TMDB_API_KEY: "0123456789abcdef0123456789abcdef",
      // Ids may still be asked for when the answer is given: what they came to would be of the time before the clock was moved.
      ...(state === "absent" ? {} : { IDS: "when-needed" }),
      ...subject.variables
    })
    const source = others.of[subject.source]
    const faults: Array<string> = []
    const expect = (holds: boolean, what: string) => {
      if (!holds) faults.push(what)
    }
    if (state !== "absent") {
      expect(subject.right(yield* ask(subject.path)), "not found while all was well")
      if (state === "expired") move("31 days")
    }
    change()
    yield* Effect.promise(() => ailment.strike(source))
    const before = others.asked()
    const began = Date.now()
    const given = yield* ask(subject.path)
    const ms = Date.now() - began
    expect(ms <= deadline, `${ms} ms`)
    expect(given.status === 200, `status ${given.status}`)
    if (given.status === 200) {
      expect(subject.honest(given), `not honest: ${given.text}`)
      if (state !== "absent") expect(subject.right(given), "what was in the cache was not served")
      // A key that is refused counts as no key: that is no failure.
      const isRefused = subject.source === "tmdb" && /^40[13]$/.test(ailment.name)
      const from = { found: "hit", expired: "stale", absent: isRefused ? "lookup" : "incomplete" }[state]
      if (subject.tells) expect(given.headers["x-cache"] === from, `x-cache ${given.headers["x-cache"]}, not ${from}`)
    }
    if (state === "found") expect(others.asked() === before, "a source was asked for what is fresh")
    yield* Effect.promise(() => source.heal())
    // Past the rest that a breaker takes, and the hour for which a search engine that refused is left alone.
    move("61 minutes")
    let after = yield* ask(subject.path)
    for (let more = 0; subject.lingers === true && more < 5 && !subject.right(after); more++) {
      move("2 minutes")
      after = yield* ask(subject.path)
    }
    expect(after.status === 200 && subject.right(after), `not found once all was well again: ${after.text}`)
    const result: Cell = { ms, faults }
    return result
  }).pipe(
    Effect.scoped,
    Effect.catchAllCause((cause) => Effect.succeed<Cell>({ ms: 0, faults: [Cause.pretty(cause)] }))
  )

it.live(
  "a fault costs the text at most",
  () =>
    Effect.gen(function* () {
      let contacts = 0
      const elsewhere = createServer((socket) => {
        contacts += 1
        socket.destroy()
      }).listen(0)
      yield* Effect.promise(() => once(elsewhere, "listening"))
      const address = elsewhere.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const rows = subjects.flatMap((subject) =>
        ailments(subject.source, port).flatMap((ailment) => states.map((state) => ({ subject, ailment, state })))
      )
      const cells = yield* Effect.forEach(
        rows,
        (row) => Effect.map(cell(row.subject, row.ailment, row.state), (result) => ({ ...row, ...result })),
        { concurrency: option("RESILIENCE_CONCURRENCY", 10) }
      ).pipe(Effect.ensuring(Effect.sync(() => elsewhere.close())))

      const line = (texts: ReadonlyArray<string>) => texts.map((text, at) => text.padEnd(at === 1 ? 32 : 12)).join("")
      console.log(
        [
          line(["source", "fault", ...states]),
          ...cells
            .filter(({ state }) => state === "found")
            .map(({ subject, ailment }) => {
              const row = cells.filter((one) => one.subject === subject && one.ailment === ailment)
              const shown = row.map(({ ms, faults }) => (faults.length === 0 ? `${ms} ms` : "BROKEN"))
              return line([subject.source, ailment.name, ...shown])
            })
        ].join("\n")
      )
      const broken = cells.flatMap(({ subject, ailment, state, faults }) =>
        faults.map((fault) => `${subject.source}, ${ailment.name}, ${state}: ${fault.slice(0, 700)}`)
      )
      assert.strictEqual(broken.length, 0, `\n${broken.join("\n")}\n`)
      assert.strictEqual(contacts, 0, "nobody but the sources was contacted")
    }),
  900_000
)
