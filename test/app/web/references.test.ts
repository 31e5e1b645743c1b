/** Which references of works are asked, and what they are told. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { dated, inLanguage, item, says, wikidata } from "../../stand-ins/wikidata.ts"
import { onlyItem, service, type Sources } from "../stage.ts"

const known = wikidata({
  Q7: {
    labels: { en: "The Silent Dyke", nl: "De stille dijk" },
    claims: {
      P31: [says(item("Q11424"))],
      P345: [says("tt7654321")],
      P1476: [says(inLanguage("The Silent Dyke", "en"))],
      P577: [says(dated("2011-03-04"))],
      P57: [says(item("Q501"))]
    }
  },
  Q501: { labels: { mul: "Bo Maker" } }
})

/** POMS has the film under its Dutch title only. */
const sources: Sources = ({ body, url }) => {
  if (url.startsWith("/wikidata/")) {
    const reply = known({ url: new URL(url, "http://wikidata.test") })
    return typeof reply === "string" ? undefined : reply
  }
  return url.startsWith("/poms/") && body.includes("De stille dijk")
    ? answer([
        page({
          relations: [
            { type: "CINEMA_DIRECTOR", value: "Bo Maker" },
            { type: "CINEMA_YEAR", value: "2011" }
          ]
        })
      ])
    : undefined
}

const film = "/movies/library/metadata/vpro-the-silent-dyke-2011-none-m"

describe("without a key", () => {
  it.scopedLive("Wikidata tells the Dutch title, and is told who asks", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(sources, { WIKIDATA: "on", CONTACT: "films@example.org" })
      const { Guid = [], summary } = onlyItem(yield* ask(film))
      assert.isString(summary)
      assert.include(
        Guid.map(({ id }) => id),
        "imdb://tt7654321"
      )
      const agents = new Set(
        asked.filter(({ url }) => url.startsWith("/wikidata/")).map(({ headers }) => headers["user-agent"])
      )
      assert.strictEqual(agents.size, 1)
      assert.match([...agents][0] ?? "", /^vpro-cinema-plex\/\S+ \(\+https:\/\/\S+; films@example\.org\)$/)
      assert.isFalse(asked.some(({ url }) => url.startsWith("/tmdb/")))
    })
  )

  it.scopedLive("nobody is asked when Wikidata is switched off", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(sources, { WIKIDATA: "off" })
      assert.isUndefined(onlyItem(yield* ask(film)).summary)
      assert.isFalse(asked.some(({ url }) => url.startsWith("/wikidata/")))
    })
  )
})

describe("with a key", () => {
  it.scopedLive("Wikidata is asked when TMDB is down, and when it does not know the work", () =>
    Effect.gen(function* () {
      const variables = { WIKIDATA: "on", TMDB_API_KEY: "0".repeat(32) }
      for (const reply of [{ status: 401, body: "{}" }, { body: JSON.stringify({ results: [], total_pages: 0 }) }]) {
        const { ask, asked } = yield* service(
          (request) => (request.url.startsWith("/tmdb/") ? reply : sources(request)),
          variables
        )
        assert.isString(onlyItem(yield* ask(film)).summary)
        assert.isTrue(asked.some(({ url }) => url.startsWith("/tmdb/")))
      }
    })
  )
})
