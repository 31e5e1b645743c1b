/** Signing in at plex.tv, and which of what it lists is a server of one's own that answers. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted } from "effect"
import * as Client from "../../../src/adapters/http/Client.ts"
import { nearest } from "../../../src/adapters/plex/Nearest.ts"
import * as PlexTv from "../../../src/adapters/plex/PlexTv.ts"
import { PlexAccountPort } from "../../../src/ports/PlexAccountPort.ts"
import { plex, token } from "../../stand-ins/plex.ts"
import { accountToken, plexTv, resource } from "../../stand-ins/plexTv.ts"
import type { Reply } from "../../stand-ins/server.ts"

const who = { product: "vpro-cinema-plex", clientId: "a-client", userAgent: "test" }
const account = (baseUrl: string) =>
  Effect.flatMap(Layer.build(Layer.provide(PlexTv.layer({ ...who, baseUrl }), Client.layer)), (context) =>
    Effect.provide(PlexAccountPort, context)
  )

describe("signing in", () => {
  it.scopedLive("leads to an address for the person, and to a token once the person was there", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* plexTv({ asked: 1 })
      const { begin, outcome } = yield* account(url)
      const signIn = yield* begin
      const address = new URL(signIn.address)
      assert.strictEqual(address.origin + address.pathname, "https://app.plex.tv/auth")
      const told = new URLSearchParams(address.hash.slice(2))
      assert.deepStrictEqual(
        [told.get("clientID"), told.get("code"), told.get("context[device][product]")],
        ["a-client", "c0de", "vpro-cinema-plex"]
      )
      assert.isTrue(Option.isNone(yield* outcome(signIn)))
      assert.deepStrictEqual(Option.map(yield* outcome(signIn), Redacted.value), Option.some(accountToken))
      for (const { headers } of requests) assert.strictEqual(headers["x-plex-client-identifier"], "a-client")
    })
  )

  it.scopedLive("tells what is the matter when it does not go on", () =>
    Effect.gen(function* () {
      const { outcome } = yield* account((yield* plexTv({ asked: "expires" })).url)
      assert.strictEqual((yield* Effect.flip(outcome({ id: "7", address: "" }))).reason, "Expired")
      const cases: ReadonlyArray<readonly [Reply, string]> = [
        [{ status: 503 }, "Busy"],
        [{ status: 401 }, "Refused"],
        [{ body: "<html>" }, "Malformed"],
        [{ body: '{"id":"../x"}' }, "Malformed"],
        [{ status: 302, headers: { location: "http://elsewhere.test/" } }, "Malformed"]
      ]
      for (const [reply, reason] of cases) {
        const { begin } = yield* account((yield* plexTv({ instead: () => reply })).url)
        assert.strictEqual((yield* Effect.flip(begin)).reason, reason, JSON.stringify(reply))
      }
    })
  )
})

describe("the servers of an account", () => {
  it.scopedLive("are those that it owns, each with its addresses, the nearest first and relays last", () =>
    Effect.gen(function* () {
      const connections = [
        { uri: "https://1-2-3-4.x.plex.direct:8443", local: false, relay: true },
        { uri: "https://9-8-7-6.x.plex.direct:32400", local: false, relay: false },
        { uri: "http://192.168.1.10:32400", local: true, relay: false },
        { uri: "http://user@evil.test/x", local: true, relay: false },
        { uri: 7 }
      ]
      const resources = [
        resource([], { connections }),
        resource([], { name: "Van een ander", owned: false }),
        resource([], { name: "Telefoon", provides: "player,client" }),
        { name: "Kapot" },
        "niets"
      ]
      const { servers } = yield* account((yield* plexTv({ resources })).url)
      const found = yield* servers(Redacted.make(accountToken))
      assert.deepStrictEqual(
        found.map(({ addresses, id, name }) => ({ addresses, id, name })),
        [
          {
            name: "Thuis",
            id: "m",
            addresses: [
              "http://192.168.1.10:32400",
              "https://9-8-7-6.x.plex.direct:32400",
              "https://1-2-3-4.x.plex.direct:8443"
            ]
          }
        ]
      )
      assert.deepStrictEqual(
        found.map((one) => Redacted.value(one.token)),
        [token]
      )
      assert.strictEqual((yield* Effect.flip(servers(Redacted.make("another")))).reason, "Refused")
    })
  )

  it.scopedLive("answer at the first address where they say who they are, and nobody there is shown a token", () =>
    Effect.gen(function* () {
      const [mine, other] = [
        yield* plex(),
        yield* plex({ instead: () => ({ body: '{"MediaContainer":{"machineIdentifier":"x","version":"1"}}' }) })
      ]
      const at = (addresses: ReadonlyArray<string>) =>
        Effect.provide(nearest({ id: "m", addresses }, who), Client.layer)
      assert.deepStrictEqual(yield* at(["http://127.0.0.1:9", other.url, mine.url]), Option.some(mine.url))
      assert.deepStrictEqual(yield* at([other.url]), Option.none())
      for (const { headers } of [...mine.requests, ...other.requests]) assert.notProperty(headers, "x-plex-token")
    })
  )
})
