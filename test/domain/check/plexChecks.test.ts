/** What Plex says of us, and that nobody waits for one that says nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import { plexChecks } from "../../../src/domain/check/PlexChecks.ts"
import { inEnglish } from "../../../src/domain/check/Words.ts"
import { PlexServerError, PlexServerPort } from "../../../src/ports/PlexServerPort.ts"

const address = "http://plex.test:32400"

describe("a Plex", () => {
  it.effect("that says nothing is not waited for", () =>
    Effect.gen(function* () {
      const server = Layer.mock(PlexServerPort, {
        version: Effect.succeed("1.43.0"),
        providers: Effect.never,
        sections: Effect.never
      })
      const fiber = yield* Effect.fork(Effect.provide(plexChecks(address), server))
      yield* TestClock.adjust("10 seconds")
      const checks = yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        checks.map(({ came, id, state }) => [id, state, inEnglish(came)]),
        [
          ["plex.server", "well", "Plex Media Server 1.43.0"],
          ["plex.film", "failing", "nothing: its providers, no answer in time"],
          ["plex.series", "failing", "nothing: its providers, no answer in time"],
          ["plex.libraries", "failing", "nothing: its libraries, no answer in time"]
        ]
      )
    })
  )

  it.effect("without libraries of films and series, or too old, is told as that", () =>
    Effect.gen(function* () {
      const old = new PlexServerError({ reason: "Missing", address, tried: "GET /media/providers/metadata" })
      const server = Layer.mock(PlexServerPort, {
        version: Effect.succeed("1.40.0"),
        providers: old,
        sections: Effect.succeed([])
      })
      const checks = yield* Effect.provide(plexChecks(address), server)
      assert.deepStrictEqual(
        checks.map(({ state }) => state),
        ["well", "failing", "failing", "notChecked"]
      )
      const [, films] = checks
      assert.include(films?.advice === undefined ? "" : inEnglish(films.advice), "1.43")
    })
  )

  it.effect("with its own provider in front of ours is one that uses ours", () =>
    Effect.gen(function* () {
      const own = { id: "1", identifier: "tv.plex.agents.movie", title: "Plex Movie", address: undefined }
      const ours = { id: "2", identifier: "tv.plex.agents.custom.vpro.cinema", title: "VPRO Cinema", address }
      const films = { key: "1", title: "Films", kind: "film" as const, agent: own.identifier, folders: [] }
      const server = Layer.mock(PlexServerPort, {
        version: Effect.succeed("1.43.0"),
        providers: Effect.succeed([own, ours]),
        agents: Effect.succeed([
          { id: "7", title: "Plex + VPRO Cinema", primary: own.identifier, members: ["2", "1"] },
          { id: "8", title: "Plex Movie", primary: own.identifier, members: ["1"] }
        ]),
        sections: Effect.succeed([
          { ...films, agentId: "7" },
          { ...films, key: "2", title: "Andere", agentId: "8" }
        ])
      })
      const libraries = (yield* Effect.provide(plexChecks(address), server)).at(-1)
      assert.strictEqual(libraries?.state, "warning")
      assert.include(libraries === undefined ? "" : inEnglish(libraries.came), "Films")
    })
  )
})
