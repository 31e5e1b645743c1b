/** A series over HTTP: pages by query and by header, a hierarchy from TVmaze, and none at all. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { container, onlyItem, problem, service, type Sources } from "../stage.ts"

const episodes = Array.from({ length: 25 }, (_, index) => ({
  id: index + 1,
  name: `Nacht ${index + 1} aan de dijk`,
  season: index < 20 ? 1 : 2,
  number: index < 20 ? index + 1 : index - 19,
  airdate: `2010-01-${String(index + 1).padStart(2, "0")}`,
  runtime: 50
}))
const show = { id: 7, name: "De dijkwacht", premiered: "2010-01-01", externals: { imdb: "tt0012345", thetvdb: null } }

const maze: Sources = ({ url }) => {
  if (url.startsWith("/tvmaze/search/shows")) return { body: JSON.stringify([{ score: 1, show }]) }
  return url.startsWith("/tvmaze/shows/7") ? { body: JSON.stringify({ ...show, _embedded: { episodes } }) } : undefined
}

const key = "vpro-de-dijkwacht-2010-none-s"
const children = `/series/library/metadata/${key}/grandchildren`

describe("series over HTTP", () => {
  it.scopedLive("come in pages, whether query or header says which", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service(maze)
      yield* match("/series", { type: 2, title: "De dijkwacht", year: 2010 })
      const byDefault = yield* ask(children)
      const byQuery = yield* ask(`${children}?X-Plex-Container-Start=20&X-Plex-Container-Size=20`)
      const byHeader = yield* ask(children, {
        headers: { "X-Plex-Container-Start": "20", "X-Plex-Container-Size": "20" }
      })
      assert.deepInclude(container(byDefault), { offset: 0, size: 20, totalSize: 25 })
      assert.deepInclude(container(byQuery), { offset: 20, size: 5, totalSize: 25 })
      assert.strictEqual(byHeader.text, byQuery.text)
      assert.deepInclude(byQuery.headers, { "x-plex-container-start": "20", "x-plex-container-total-size": "25" })
      for (const odd of ["-1", "abc", "1e9", ""])
        assert.deepInclude(container(yield* ask(`${children}?X-Plex-Container-Size=${odd}`)), { size: 20 })
    })
  )

  it.scopedLive("ask for a hierarchy once, however many episodes are refreshed at the same time", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(maze)
      const paths = episodes.map(({ season, number }) => `/series/library/metadata/${key}-z${season}e${number}`)
      const answers = yield* Effect.forEach(paths, (path) => ask(path), { concurrency: 25 })
      assert.deepStrictEqual(
        answers.map((answer) => onlyItem(answer).title),
        episodes.map((episode) => episode.name)
      )
      assert.lengthOf(
        asked.filter(({ url }) => url.startsWith("/tvmaze/shows/7")),
        1
      )
    })
  )

  it.scopedLive("answer every season and episode that Plex names when nobody knows the show", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service()
      const matched = onlyItem(yield* match("/tv", { type: 4, grandparentTitle: "Iets", parentIndex: 3, index: 9 }))
      const again = onlyItem(yield* ask(`/tv/library/metadata/${matched.ratingKey}`))
      assert.deepInclude(again, { guid: matched.guid, title: "Aflevering 9", index: 9, parentIndex: 3 })
      assert.strictEqual((yield* ask(`/movies/library/metadata/${matched.ratingKey}`)).status, 404)
      assert.strictEqual(problem(yield* ask("/tv/library/metadata/vpro-x-2010-none-s-z1e"))[0], 404)
    })
  )
})
