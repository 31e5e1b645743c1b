/** The OpenAPI document is valid and complete, and its page holds all of it. */
import { Validator } from "@seriousme/openapi-schema-validator"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { stage } from "./document.ts"

describe("the document", () => {
  it.scopedLive("is OpenAPI 3.1", () =>
    Effect.gen(function* () {
      const { text } = yield* stage
      const validator = new Validator()
      const result = yield* Effect.promise(() => validator.validate(JSON.parse(text)))
      assert.deepStrictEqual(result.errors ?? [], [])
      assert.strictEqual(validator.version, "3.1")
    })
  )

  it.scopedLive("holds all routes under all roots, and says which ask for the admin token", () =>
    Effect.gen(function* () {
      const { document, text } = yield* stage
      const paths = Object.keys(document.paths)
      for (const root of ["", "/movies", "/tv", "/series"])
        for (const rest of [
          "/matches",
          "/{ratingKey}",
          "/{ratingKey}/images",
          "/{ratingKey}/extras",
          "/{ratingKey}/children",
          "/{ratingKey}/grandchildren"
        ])
          assert.include(paths, `${root}/library/metadata${rest}`)
      assert.includeMembers(paths, [
        "/",
        "/movies",
        "/tv",
        "/series",
        "/health",
        "/health/live",
        "/health/ready",
        "/metrics"
      ])
      assert.includeMembers(paths, [
        "/test",
        "/report",
        "/traces",
        "/traces/{requestId}",
        "/cache",
        "/cache/clear",
        "/cache/delete",
        "/self-test",
        "/connect",
        "/connect/sign-in",
        "/connect/set-up",
        "/connect/step"
      ])
      assert.includeMembers(paths, ["/ui", "/ui/data", "/docs", "/openapi.json"])
      assert.strictEqual(text.match(/"adminToken":\[\]/g)?.length, 21)
      assert.strictEqual(text.match(/"ownerSession":\[\]/g)?.length, 13)
    })
  )

  it.scopedLive("says of every parameter what it is, and refers to nothing that is not there", () =>
    Effect.gen(function* () {
      const { text } = yield* stage
      const document: unknown = JSON.parse(text)
      for (const [, path = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
        const found = path
          .split("/")
          .reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : undefined), document)
        assert.isDefined(found, path)
      }
      assert.notMatch(text, /"(?:title|description)":"(?:int|between|an? (?:integer|number|string) )/)
    })
  )
})

describe("the page that explains it", () => {
  it.scopedLive("holds every route, and loads nothing from elsewhere", () =>
    Effect.gen(function* () {
      const { ask, document } = yield* stage
      const page = yield* ask("/docs")
      assert.strictEqual(page.headers["content-type"], "text/html; charset=utf-8")
      assert.match(page.headers["content-security-policy"] ?? "", /default-src 'none'/)
      for (const path of Object.keys(document.paths)) assert.include(page.text, `>${path}</code>`)
      assert.notMatch(page.text, /<script|(?:src|href)="(?:https?:)?\/\//)
      const ids = new Set([...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      for (const [, id] of page.text.matchAll(/href="#([^"]+)"/g)) assert.include(ids, id)
      assert.strictEqual((yield* ask("/docs/style.css")).status, 200)
    })
  )
})
