/** Trying what a person types: read only where that is asked for. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { json, service } from "../stage.ts"

const { Struct, String, Int, Array: List, optional } = Schema
const Asked = Struct({
  kind: String,
  title: String,
  year: optional(Int),
  imdb: optional(String),
  tmdb: optional(Int),
  vpro: optional(Int)
})
const Trials = Struct({ results: List(Struct({ trace: Struct({ asked: Asked }) })) })

const asked = (query: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const { ask } = yield* service(({ url }) => (url.startsWith("/poms/") ? answer([page()]) : undefined))
    const given = yield* ask(`/test?${new URLSearchParams({ story: "1", ...query })}`)
    return json(Trials, given).results.map(({ trace }) => trace.asked)
  })

describe("trying what is typed", () => {
  it.scopedLive("takes the title as it is, as ever", () =>
    Effect.gen(function* () {
      const title = "De.Stille.Dijk.2011.1080p.mkv"
      assert.deepStrictEqual(yield* asked({ title }), [{ kind: "film", title }])
    })
  )

  it.scopedLive("reads a file name, an id and an address when asked to; what is given beside it counts first", () =>
    Effect.gen(function* () {
      const read = (title: string, more: Readonly<Record<string, string>> = {}) => asked({ title, read: "1", ...more })
      const film = { kind: "film", title: "De Stille Dijk", year: 2011 }
      assert.deepStrictEqual(yield* read("De.Stille.Dijk.2011.1080p.mkv"), [film])
      assert.deepStrictEqual(yield* read("De.Stille.Dijk.2011.1080p.mkv", { year: "2012" }), [{ ...film, year: 2012 }])
      const series = { kind: "series", title: "het eiland", tmdb: 42 }
      assert.deepStrictEqual(yield* read("https://www.themoviedb.org/tv/42-het-eiland"), [series])
      const byId = { title: "tt0133093", imdb: "tt0133093" }
      assert.deepStrictEqual(yield* read("https://www.imdb.com/title/tt0133093/"), [
        { kind: "film", ...byId },
        { kind: "series", ...byId }
      ])
    })
  )
})
