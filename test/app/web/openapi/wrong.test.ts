/** A mistake in the OpenAPI document does not go unnoticed. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { comparing } from "./comparing.ts"
import { stage } from "./document.ts"

describe("a document that is wrong", () => {
  const key = "vpro-de-stille-dijk-1994-none-m"
  const cases: ReadonlyArray<
    readonly [group: string, address: string, place: ReadonlyArray<string>, from: RegExp, to: string]
  > = [
    [
      "Plex, a status",
      `/movies/library/metadata/${key}x!`,
      ["/movies/library/metadata/{ratingKey}", "get"],
      /"404":/g,
      '"410":'
    ],
    [
      "Plex, a header",
      `/movies/library/metadata/${key}`,
      ["/movies/library/metadata/{ratingKey}", "get"],
      /,"X-Cache":\{"\$ref":"[^"]+"\}/g,
      ""
    ],
    [
      "Plex, a shape",
      "/movies",
      ["/movies", "get"],
      /"identifier":\{"type":"string"\}/g,
      '"identifier":{"type":"integer"}'
    ],
    [
      "Health, a required member",
      "/health",
      ["/health", "get"],
      /"required":\["status","version","identifier"\]/g,
      '"required":["status","age"]'
    ],
    ["Look-ups, a member", "/traces", ["/traces", "get"], /"traces":\{/g, '"stories":{'],
    ["Cache, a type", "/cache", ["/cache", "get"], /"evictions":\{"type":"integer"/g, '"evictions":{"type":"string"'],
    ["Pages, a type of content", "/ui", ["/ui", "get"], /"text\/html; charset=utf-8":/g, '"text/html":'],
    ["a shared answer", "/nergens", ["NotFound"], /"Problem":\{"type":"object"/g, '"Problem":{"type":"array"']
  ]
  it.scopedLive.each(cases)("is found out: %s", ([, address, place, from, to]) =>
    Effect.gen(function* () {
      const { ask, text } = yield* stage
      const wrong = text.replace(from, to)
      assert.notStrictEqual(wrong, text)
      const given = yield* ask(address)
      assert.deepStrictEqual(comparing(text).faultsOf(given, ...place), [])
      assert.isNotEmpty(comparing(wrong).faultsOf(given, ...place))
    })
  )
})
