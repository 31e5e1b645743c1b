/** Every route answers as the OpenAPI document says, whatever it is asked; and the test of that can fail. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { service } from "../../stage.ts"
import { comparing } from "./comparing.ts"
import { type Operation, stage } from "./document.ts"
import { addressOf, isParameter, type Question, questionsOf } from "./questions.ts"
import { seed } from "../../../properties.ts"

describe("every route", () => {
  it.scopedLive(
    "answers as documented, whatever it is asked",
    () =>
      Effect.gen(function* () {
        const { ask, text } = yield* stage
        const { document, faultsOf } = comparing(text)

        const asked = (path: string, method: string, operation: Operation, question: Question) =>
          Effect.gen(function* () {
            const { accept, body, given } = question
            const address = addressOf(path, given)
            const answer = yield* ask(address, {
              method: method.toUpperCase(),
              headers: { accept, "x-request-id": "bekend" },
              ...(operation.requestBody === undefined ? {} : { body: JSON.stringify(body) })
            })
            const about = `PROPERTY_SEED=${seed} ${method} ${address}: ${answer.status} ${answer.text.slice(0, 300)}`
            assert.deepStrictEqual(faultsOf(answer, path, method), [], about)
            assert.strictEqual(answer.headers["x-request-id"], "bekend", about)
            const sane = given.every(({ parameter, value }) =>
              value === undefined ? !parameter.required : value.valid
            )
            // Which of two parameters is wanted is told in words alone.
            if (sane && operation.requestBody === undefined && path !== "/cache/delete")
              assert.notStrictEqual(answer.status, 400, about)
            return String(answer.status)
          })

        const statuses: Array<string> = []
        for (const [path, methods] of Object.entries(document.paths))
          for (const [method, operation] of Object.entries(methods)) {
            if (operation === undefined) continue
            // plex.tv is asked once in two seconds only.
            const numRuns = path === "/connect/sign-in" ? 1 : 12
            for (const question of fc.sample(questionsOf(operation), { numRuns, seed }))
              statuses.push(yield* asked(path, method, operation, question))
          }
        assert.isAbove(statuses.length, 400)
        assert.includeMembers(statuses, ["200", "302", "400", "404"])
      }),
    60_000
  )

  it.scopedLive("answers to what its examples ask", () =>
    Effect.gen(function* () {
      const { ask, document } = yield* stage
      for (const [path, methods] of Object.entries(document.paths))
        for (const [method, operation] of Object.entries(methods)) {
          // What connects to Plex asks others, which is looked at elsewhere.
          if (operation === undefined || /^\/connect\/(?!set-up)/.test(path)) continue
          const given = operation.parameters
            .filter(isParameter)
            .flatMap((parameter) =>
              parameter.example === undefined ? [] : [{ parameter, value: { text: parameter.example, valid: true } }]
            )
          const example = operation.requestBody?.content["application/json"]?.example
          const address = addressOf(path, given)
          const { status } = yield* ask(address, {
            method: method.toUpperCase(),
            ...(example === undefined ? {} : { body: JSON.stringify(example) })
          })
          // Films are asked of providers of series too, by the same document; nothing is kept, and no request had that id.
          const refuses = example !== undefined && /^\/(?:tv|series)\//.test(path)
          const empty = path === "/cache" || path.startsWith("/traces/")
          const isOwners = /^\/(?:library\/(?:warm|refresh|sync|rating)|overrides\/|switches\/)/.test(path)
          assert.strictEqual(status, refuses ? 400 : isOwners ? 401 : empty ? 404 : 200, `${method} ${address}`)
        }
    })
  )

  it.scopedLive("takes HEAD where it takes GET, tells its methods, and refuses all others as documented", () =>
    Effect.gen(function* () {
      const { ask, text } = yield* stage
      const { document, faultsOf } = comparing(text)
      for (const [path, methods] of Object.entries(document.paths)) {
        const address = path.replace("{ratingKey}", "vpro-de-stille-dijk-1994-none-m").replace("{requestId}", "x")
        const taken = Object.entries(methods).flatMap(([method, operation]) =>
          operation === undefined ? [] : [method]
        )
        const allow = ["GET", "POST"].filter((method) => taken.includes(method.toLowerCase())).join(", ")
        const options = yield* ask(address, { method: "OPTIONS" })
        assert.deepStrictEqual([options.status, options.headers["allow"], options.text], [204, allow, ""], path)
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
          if (taken.includes(method.toLowerCase())) continue
          const refused = yield* ask(address, { method })
          assert.deepStrictEqual([refused.status, refused.headers["allow"]], [405, allow], `${method} ${path}`)
          for (const one of taken) assert.deepStrictEqual(faultsOf(refused, path, one), [], path)
        }
        if (!taken.includes("get")) continue
        const [head, get] = [yield* ask(address, { method: "HEAD" }), yield* ask(address)]
        assert.deepStrictEqual([head.status, head.text], [get.status, ""], path)
        assert.strictEqual(head.headers["content-type"], get.headers["content-type"], path)
      }
      assert.deepStrictEqual(faultsOf(yield* ask("/nergens"), "NotFound"), [])
    })
  )

  it.scopedLive("that can be kept says so as documented, and spares it to who has it", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const { document, faultsOf } = comparing((yield* ask("/openapi.json")).text)
      const paths = Object.entries(document.paths).flatMap(([path, { get }]) =>
        get !== undefined && path.includes("{ratingKey}") && "304" in get.responses ? [path] : []
      )
      assert.lengthOf(paths, 8)
      for (const path of paths) {
        const kind = /^\/(?:tv|series)\//.test(path) ? "s" : "m"
        const address = path.replace("{ratingKey}", `vpro-nobody-knows-it-1994-none-${kind}`)
        // The look-up, the router and the lane of hot answers.
        for (let at = 0; at < 3; at++) {
          const whole = yield* ask(address)
          const { etag = "" } = whole.headers
          assert.match(whole.headers["cache-control"] ?? "", /^public, max-age=\d+$/)
          const spared = yield* ask(address, { headers: { "if-none-match": etag } })
          assert.deepStrictEqual([whole.status, spared.status, spared.headers["etag"]], [200, 304, etag], path)
          for (const given of [whole, spared]) assert.deepStrictEqual(faultsOf(given, path, "get"), [], path)
        }
      }
    })
  )

  it.scopedLive("asks for the admin token as documented", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { ADMIN_TOKEN: "open-sesame" })
      const { faultsOf } = comparing((yield* ask("/openapi.json")).text)
      for (const path of ["/cache/clear", "/cache/delete", "/self-test"]) {
        const refused = yield* ask(`${path}?pattern=x`, { method: "POST" })
        assert.strictEqual(refused.status, 401)
        assert.deepStrictEqual(faultsOf(refused, path, "post"), [])
      }
    })
  )
})
