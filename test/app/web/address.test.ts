/** Where the service says that it is: an address that works, whatever it was told to listen on. */
import { HttpServer } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer } from "effect"
import { networkInterfaces } from "node:os"
import { reachable } from "../../../src/app/web/Address.ts"
import * as Server from "../../../src/app/web/Server.ts"

const tcp = (hostname: string) => reachable({ _tag: "TcpAddress", hostname, port: 5100 })
const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"))

describe("the address of the service", () => {
  it("can be gone to", () => {
    assert.strictEqual(tcp("0.0.0.0"), "http://localhost:5100")
    assert.strictEqual(tcp("::"), "http://localhost:5100")
    assert.strictEqual(tcp("::1"), "http://[::1]:5100")
    assert.strictEqual(tcp("fe80::1%eth0"), "http://[fe80::1%25eth0]:5100")
    assert.strictEqual(tcp("192.168.1.7"), "http://192.168.1.7:5100")
  })

  for (const host of ["0.0.0.0", "127.0.0.1", "localhost", ...(hasIPv6 ? ["::", "::1"] : [])])
    it.scopedLive(`has the port that the system gave, and an answer: ${host}`, () =>
      Effect.gen(function* () {
        const server = yield* Layer.build(Server.layer({ port: 0, host, grace: Duration.zero }))
        const { address } = yield* Effect.provide(HttpServer.HttpServer, server)
        const { status } = yield* Effect.promise(() => fetch(`${reachable(address)}/health`))
        // Nobody answers requests yet.
        assert.strictEqual(status, 503)
      })
    )
})
