/** Looking a title up again for a person, whatever is cached. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { LookedUpAnew } from "../../../src/app/web/openapi/Shapes.ts"
import { KeptTrace } from "../../../src/app/observe/KeptTrace.ts"
import { UiData } from "../../../src/app/web/page/Data.ts"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { json, service } from "../stage.ts"

const key = "vpro-de-stille-dijk-2011-none-m"
const item = `/library/metadata/${key}`
const anew = `/lookups/anew?key=${key}`

describe("looking up anew", () => {
  it.scopedLive("asks the sources though the answer is fresh, and keeps the story under its id", () =>
    Effect.gen(function* () {
      let asked = 0
      const { ask } = yield* service(({ url }) => {
        if (!url.startsWith("/poms/")) return undefined
        asked += 1
        return answer([page()])
      })
      yield* ask(item)
      const once = asked
      assert.strictEqual((yield* ask(item)).headers["x-cache"], "hit")
      assert.strictEqual(asked, once)
      const given = yield* ask(anew, { method: "POST", headers: { "x-request-id": "by-hand" } })
      assert.deepStrictEqual(json(LookedUpAnew, given), { key, from: "lookup", story: "by-hand" })
      assert.isAbove(asked, once)
      const { ratingKey, trace } = json(KeptTrace, yield* ask("/traces/by-hand"))
      assert.deepStrictEqual([ratingKey, trace.ending.outcome, trace.ending.year], [key, "found", 2011])
      const [latest] = json(UiData, yield* ask("/ui/data")).lookups
      assert.deepInclude(latest, { id: "by-hand", found: { title: "De stille dijk", year: 2011 } })
      assert.strictEqual((yield* ask(item)).headers["x-cache"], "hit")
    })
  )

  it.scopedLive("takes no text away when a source fails", () =>
    Effect.gen(function* () {
      let fails = false
      const { ask } = yield* service(
        ({ url }) => {
          if (fails) return { status: 503, body: "" }
          return url.startsWith("/poms/") ? answer([page()]) : undefined
        },
        { LOOKUP_TIMEOUT: "1 s" }
      )
      yield* ask(item)
      fails = true
      const given = json(LookedUpAnew, yield* ask(anew, { method: "POST" }))
      assert.notStrictEqual(given.from, "lookup")
      const kept = yield* ask(item)
      assert.strictEqual(kept.status, 200)
      assert.strictEqual(kept.headers["x-cache"], "hit")
    })
  )

  it.scopedLive("is for whoever may change something, by POST, with a key of this service", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(undefined, { ADMIN_TOKEN: "open-sesame" })
      const post = (path: string, headers: Readonly<Record<string, string>> = {}) =>
        ask(path, { method: "POST", headers })
      assert.strictEqual((yield* post(anew)).status, 401)
      assert.strictEqual((yield* post(anew, { authorization: "Bearer open-sesam" })).status, 401)
      assert.strictEqual((yield* ask(anew)).status, 405)
      const admitted = { authorization: "Bearer open-sesame" }
      assert.strictEqual((yield* post("/lookups/anew?key=imdb:tt1", admitted)).status, 400)
      assert.strictEqual((yield* post("/lookups/anew", admitted)).status, 400)
      assert.strictEqual((yield* post(anew, admitted)).status, 200)
      const { ask: open } = yield* service()
      const elsewhere = { origin: "https://films.example.org", "sec-fetch-site": "cross-site" }
      assert.strictEqual((yield* open(anew, { method: "POST", headers: elsewhere })).status, 403)
    })
  )
})
