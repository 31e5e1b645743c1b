/** Where the outbound stack follows redirects, and where it does not. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { standIn } from "../../stand-ins/server.ts"
import { reply, stage } from "./httpStage.ts"

describe("redirects", () => {
  it.scoped("follows within the own hosts; 303 becomes GET, 307 stays what it was", () =>
    Effect.gen(function* () {
      const { server, get } = yield* stage(({ url }) =>
        url === "/303"
          ? { status: 303, headers: { location: "/end" } }
          : url === "/307"
            ? { status: 307, headers: { location: "end" } }
            : { body: "here" }
      )
      const post = {
        method: "POST",
        body: "x",
        headers: { authorization: "sig", "content-type": "text/plain" }
      } as const
      assert.strictEqual((yield* get("/303", post)).url, `${server.url}/end`)
      yield* get("/307", post)
      assert.deepStrictEqual(
        server.requests.map(({ method, url, body, headers }) => [method, url, body, headers["authorization"]]),
        [
          ["POST", "/303", "x", "sig"],
          ["GET", "/end", "", "sig"],
          ["POST", "/307", "x", "sig"],
          ["POST", "/end", "x", "sig"]
        ]
      )
    })
  )

  it.scoped("shows signatures to no other origin, not even an own one", () =>
    Effect.gen(function* () {
      const other = yield* standIn(reply({ body: "other" }))
      const { get } = yield* stage(reply({ status: 302, headers: { location: `${other.url}/b` } }), {
        hosts: [other.host]
      })
      yield* get("/a", { headers: { Authorization: "sig", "X-NPO-Date": "now", Accept: "a/b" } })
      assert.deepInclude(other.requests[0]?.headers, { accept: "a/b", "accept-language": "nl" })
      assert.notProperty(other.requests[0]?.headers, "authorization")
      assert.notProperty(other.requests[0]?.headers, "x-npo-date")
    })
  )

  it.scoped("goes nowhere else and not in circles", () =>
    Effect.gen(function* () {
      const other = yield* standIn(reply({}))
      const { server, http, get } = yield* stage(({ url }) => ({
        status: 302,
        headers: { location: url === "/out" ? `${other.url}/?key=secret` : url === "/loop" ? "/loop" : `${url}x` }
      }))
      for (const path of ["/out", "/loop", "/long"])
        assert.strictEqual((yield* Effect.flip(get(path))).reason, "Redirect", path)
      assert.lengthOf(server.requests, 1 + 1 + 6)
      const urls = [`${other.url}/`, "ftp://rs.poms.omroep.nl/", `http://u:secret@${server.host}/`, "nonsense"]
      for (const url of urls) {
        const error = yield* Effect.flip(http.send("poms", Effect.succeed({ method: "GET", url })))
        assert.deepStrictEqual([error.reason, error.attempts], ["Redirect", 0])
        assert.notInclude(error.message, "secret")
      }
      assert.lengthOf(other.requests, 0)
    })
  )
})
