/** What Plex asks, and what it gets. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { answer, page } from "../../adapters/sources/pomsStage.ts"
import { container, json, onlyItem, problem, service, type Sources } from "../stage.ts"

const movies = "tv.plex.agents.custom.vpro.cinema"
const series = `${movies}.tv`
const review = "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten van het waterschap zeggen."

/** POMS holds one film, with pictures and ratings. */
const withFilm: Sources = ({ url, body }) =>
  url.startsWith("/poms/") && body.includes("MOVIE")
    ? answer([
        page({
          images: [
            { type: "PROMO_PORTRAIT", url: "https://images.vpro.test/poster.jpg" },
            { type: "PICTURE", url: "https://images.vpro.test/still.webp" }
          ],
          relations: [
            { type: "CINEMA_DIRECTOR", value: "Bo Maker" },
            { type: "CINEMA_YEAR", value: "2011" },
            { type: "CINEMA_AGERATING", value: "ALL" },
            { type: "CINEMA_APPRECIATION", value: "8" }
          ]
        })
      ])
    : undefined

const key = "vpro-de-stille-dijk-2011-none-m"
const film = { type: 1, title: "De stille dijk", year: 2011 }
const metadata = (ratingKey: string) => `/movies/library/metadata/${ratingKey}`

const Root = Schema.Struct({
  MediaProvider: Schema.Struct({
    identifier: Schema.String,
    title: Schema.NonEmptyString,
    version: Schema.NonEmptyString,
    Types: Schema.Array(
      Schema.Struct({ type: Schema.Int, Scheme: Schema.Array(Schema.Struct({ scheme: Schema.String })) })
    ),
    Feature: Schema.Array(Schema.Struct({ type: Schema.String, key: Schema.String }))
  })
})

it.scopedLive("a key that holds half a character is answered", () =>
  Effect.gen(function* () {
    const { ask } = yield* service()
    assert.strictEqual((yield* ask(metadata("vpro-x-2011-none-m-xada54bq"))).status, 200)
  })
)

describe("roots", () => {
  it.scopedLive("answer alike, whichever way they are written", () =>
    Effect.gen(function* () {
      const { ask } = yield* service()
      const roots = {
        [movies]: ["/", "/movies", "/movies/", "//movies", "//"],
        [series]: ["/tv", "/tv/", "/series", "/series//"]
      }
      for (const [identifier, paths] of Object.entries(roots))
        for (const path of paths)
          for (const accept of ["application/json", "*/*"]) {
            const given = yield* ask(path, { headers: { accept } })
            assert.strictEqual(given.status, 200, path)
            assert.match(given.headers["content-type"] ?? "", /^application\/json/)
            const { MediaProvider: provider } = json(Root, given)
            assert.strictEqual(provider.identifier, identifier)
            assert.deepStrictEqual(
              provider.Types.map(({ type }) => type),
              identifier === movies ? [1] : [2, 3, 4]
            )
            for (const { Scheme } of provider.Types) assert.deepStrictEqual(Scheme, [{ scheme: identifier }])
            assert.deepStrictEqual(provider.Feature, [
              { type: "metadata", key: "/library/metadata" },
              { type: "match", key: "/library/metadata/matches" }
            ])
          }
    })
  )
})

describe("a match", () => {
  it.scopedLive("is answered at once, without asking anybody", () =>
    Effect.gen(function* () {
      const { match, asked } = yield* service(withFilm)
      for (const root of ["", "/movies", "/movies/"]) {
        const given = yield* match(root, { ...film, guid: "imdb://tt1234567", unknown: { x: 1 } })
        assert.strictEqual(given.status, 200)
        const box = container(given)
        assert.deepStrictEqual([box.size, box.totalSize, box.identifier], [1, 1, movies])
        assert.deepStrictEqual(onlyItem(given), {
          ratingKey: "vpro-de-stille-dijk-2011-tt1234567-m",
          key: "/library/metadata/vpro-de-stille-dijk-2011-tt1234567-m",
          guid: `${movies}://movie/vpro-de-stille-dijk-2011-tt1234567-m`,
          type: "movie",
          title: "De stille dijk",
          originallyAvailableAt: "",
          year: 2011,
          Guid: [{ id: "imdb://tt1234567" }]
        })
      }
      assert.isEmpty(asked)
    })
  )

  it.scopedLive("takes numbers written as text, null members and includeFields", () =>
    Effect.gen(function* () {
      const { match } = yield* service()
      const loose = yield* match("", { type: "1", title: "De stille dijk", year: "2011", manual: "0", guid: null })
      assert.strictEqual(onlyItem(loose).ratingKey, key)
      const trimmed = yield* match("", { ...film, includeFields: "year", includeElements: "Children" })
      assert.hasAllKeys(onlyItem(trimmed), ["ratingKey", "key", "guid", "type", "title", "year"])
    })
  )

  it.scopedLive("by hand lists pages, and a chosen one is found again by its number alone", () =>
    Effect.gen(function* () {
      const { ask, match, asked } = yield* service(withFilm)
      const listed = onlyItem(yield* match("", { ...film, manual: 1 }))
      assert.deepInclude(listed, { title: "De stille dijk", year: 2011, summary: review })
      assert.deepInclude(listed.Guid ?? [], { id: "vpro://4711" })
      assert.isAbove(asked.length, 0)
      const before = asked.length
      const chosen = onlyItem(yield* ask(listed.key))
      assert.deepStrictEqual([chosen.guid, chosen.summary], [listed.guid, review])
      assert.strictEqual(asked[before]?.url.startsWith("/poms/v1/api/pages/multiple?"), true)
    })
  )

  it.scopedLive("by hand shows no WebP", () =>
    Effect.gen(function* () {
      const images = [{ type: "PROMO_PORTRAIT", url: "https://images.vpro.test/poster.webp" }]
      const { match } = yield* service(({ url }) => (url.startsWith("/poms/") ? answer([page({ images })]) : undefined))
      assert.notProperty(onlyItem(yield* match("", { ...film, manual: 1 })), "thumb")
    })
  )

  it.scopedLive("by hand without anything found, or with sources that fail, is an empty list", () =>
    Effect.gen(function* () {
      const empty = yield* service()
      const failing = yield* service(() => ({ status: 400 }))
      for (const { match } of [empty, failing]) {
        const given = yield* match("", { type: 1, title: "Bestaat niet", manual: 1 })
        assert.deepInclude(container(given), { size: 0, totalSize: 0, Metadata: [] })
      }
    })
  )

  it.scopedLive("of a series has the series' identity; so have its seasons and episodes", () =>
    Effect.gen(function* () {
      const { match } = yield* service()
      const show = onlyItem(yield* match("/tv", { type: 2, title: "Penoza", year: 2010 }))
      assert.deepInclude(show, { type: "show", guid: `${series}://show/vpro-penoza-2010-none-s` })
      for (const [body, suffix] of [
        [{ type: 3, parentTitle: "Penoza", index: 1, includeChildren: 1 }, "z1"],
        [{ type: 4, grandparentTitle: "Penoza", parentIndex: 1, index: 2 }, "z1e2"],
        [{ type: 4, grandparentTitle: "Penoza", date: "2010-09-12" }, "d20100912"]
      ] as const)
        assert.strictEqual(onlyItem(yield* match("/series", body)).ratingKey, `vpro-penoza-2010-none-s-${suffix}`)
      for (const body of [
        { type: 2 },
        { type: 3, parentTitle: "Penoza" },
        { type: 4, grandparentTitle: "Penoza", index: 1 }
      ])
        assert.deepInclude(container(yield* match("/series", body)), { size: 0, Metadata: [], identifier: series })
    })
  )

  it.scopedLive("that cannot be read is refused in words", () =>
    Effect.gen(function* () {
      const { ask, match } = yield* service()
      for (const body of [
        {},
        [],
        null,
        1,
        "x",
        { type: 0 },
        { type: 5 },
        { type: "x" },
        { type: 1.5 },
        { type: 1, title: 3 }
      ])
        assert.strictEqual(problem(yield* match("", body))[0], 400, JSON.stringify(body))
      assert.match(problem(yield* match("", { type: 1, title: 3 }))[1], /^title: /)
      for (const body of ["", "{", '{"type":1,', "\u0000", "<xml/>", Buffer.from([0xff, 0xfe])])
        assert.strictEqual(problem(yield* ask("/tv/library/metadata/matches", { method: "POST", body }))[0], 400)
      assert.match(problem(yield* match("/tv", film))[1], /type 1 is not served here/)
      assert.match(problem(yield* match("/movies", { type: 2, title: "Penoza" }))[1], /type 2 is not served here/)
    })
  )
})

describe("metadata", () => {
  it.scopedLive("is looked up once, then kept", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(withFilm)
      const first = yield* ask(metadata(key))
      assert.deepStrictEqual(onlyItem(first), {
        ratingKey: key,
        key: `/library/metadata/${key}`,
        guid: `${movies}://movie/${key}`,
        type: "movie",
        title: "De stille dijk",
        originallyAvailableAt: "",
        year: 2011,
        summary: review,
        contentRating: "nl/AL",
        Guid: [{ id: "vpro://4711" }]
      })
      const before = asked.length
      const second = yield* ask(`/library/metadata/${key}/?includeChildren=1&updating=1&X-Plex-Text-Format=markdown`)
      assert.deepStrictEqual([first.headers["x-cache"], second.headers["x-cache"]], ["lookup", "hit"])
      assert.strictEqual(second.text, first.text)
      assert.lengthOf(asked, before)
    })
  )

  it.scopedLive("holds pictures and marks when they are switched on, no texts when those are off", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm, {
        VPRO_RETURN_IMAGES: "true",
        VPRO_RETURN_RATING: "true",
        VPRO_RETURN_SUMMARY: "false",
        VPRO_RETURN_CONTENT_RATING: "false"
      })
      const given = yield* ask(metadata(key))
      const item = onlyItem(given)
      assert.strictEqual(item.thumb, "https://images.vpro.test/poster.jpg")
      assert.deepStrictEqual(item.Image, [{ type: "coverPoster", url: "https://images.vpro.test/poster.jpg" }])
      assert.notProperty(item, "summary")
      assert.notProperty(item, "contentRating")
      assert.include(given.text, '"value":8')
      const images = container(yield* ask(`${metadata(key)}/images`))
      assert.deepInclude(images, { size: 1, Image: item.Image })
      assert.notProperty(images, "Metadata")
    })
  )

  it.scopedLive(
    "has the pictures of the public page where those of POMS are gone, and so have the images and Fix Match",
    () =>
      Effect.gen(function* () {
        const gone = "https://www.vprogids.nl/cinema/.imaging/still.jpg"
        const filmPage = `<!doctype html><html><main><h1>De stille dijk</h1><p>film • 2011 • drama</p>
        <img alt="Poster" src="https://images.vpro.nl/100/w_300/dijk.webp">
        <h2>Afbeeldingen</h2>${Array.from({ length: 12 }, (_, at) => `<img src="https://images.vpro.nl/${at}/w_300/a.webp">`).join("")}
        </main></html>`
        const known: Sources = ({ url }) => {
          if (url.startsWith("/poms/")) return answer([page({ images: [{ type: "PICTURE", url: gone }] })])
          return url.startsWith("/cinema/db/4711-") ? { body: filmPage } : undefined
        }
        const { ask, match } = yield* service(known, { VPRO_RETURN_IMAGES: "true" })
        const item = onlyItem(yield* ask(metadata(key)))
        const poster = "https://images.vpro.nl/100/w_1200/dijk.jpg"
        assert.deepStrictEqual([item.summary, item.thumb, item.Image?.length], [review, poster, 10])
        assert.deepStrictEqual(container(yield* ask(`${metadata(key)}/images`)).Image, item.Image)
        assert.strictEqual(onlyItem(yield* match("", { ...film, manual: 1 })).thumb, poster)
        const { ask: without, asked } = yield* service(known)
        assert.notProperty(onlyItem(yield* without(metadata(key))), "thumb")
        assert.isEmpty(asked.filter(({ url }) => url.startsWith("/cinema/")))
      })
  )

  it.scopedLive("of a film that nobody knows echoes what was asked, and is kept for a while", () =>
    Effect.gen(function* () {
      const { ask, match, asked } = yield* service()
      const { ratingKey } = onlyItem(yield* match("", { type: 1, title: "ÉÉN Onbekende FILM", year: 1986 }))
      const given = yield* ask(metadata(ratingKey))
      assert.deepInclude(onlyItem(given), { title: "ÉÉN Onbekende FILM", year: 1986, originallyAvailableAt: "" })
      assert.notMatch(given.text, /null|summary/)
      const before = asked.length
      assert.strictEqual((yield* ask(metadata(ratingKey))).headers["x-cache"], "hit")
      assert.lengthOf(asked, before)
    })
  )

  it.scopedLive("of a film whose sources fail echoes what was asked, and is not kept", () =>
    Effect.gen(function* () {
      let down = true
      const { ask, match, asked } = yield* service((request) => (down ? { status: 400 } : withFilm(request)))
      assert.strictEqual(onlyItem(yield* match("", film)).ratingKey, key)
      const given = yield* ask(metadata(key))
      assert.deepStrictEqual([given.status, given.headers["x-cache"]], [200, "incomplete"])
      assert.deepInclude(onlyItem(given), { ratingKey: key, title: "De stille dijk", year: 2011 })
      assert.notInclude(given.text, "summary")
      down = false
      const before = asked.length
      const later = yield* ask(metadata(key))
      assert.deepStrictEqual([later.headers["x-cache"], onlyItem(later).summary], ["lookup", review])
      assert.isAbove(asked.length, before)
    })
  )

  it.scopedLive("of a key that was never issued here is 404", () =>
    Effect.gen(function* () {
      const { ask, asked } = yield* service(withFilm)
      const keys = [
        "52222",
        "matches-x",
        "vpro-penoza-2010-none-s",
        "vpro-x",
        "..%2f..%2fetc%2fpasswd",
        "vpro-a%00-0-none-m"
      ]
      for (const ratingKey of [...keys, key.toUpperCase(), `vpro-${"a".repeat(300)}-0-none-m`])
        for (const rest of ["", "/images", "/extras", "/children", "/grandchildren"])
          assert.strictEqual(problem(yield* ask(metadata(ratingKey) + rest))[0], 404, ratingKey + rest)
      assert.strictEqual(problem(yield* ask(`/tv/library/metadata/${key}`))[0], 404)
      assert.isEmpty(asked)
    })
  )
})

describe("what hangs on an item", () => {
  it.scopedLive("is empty, or is said not to be known", () =>
    Effect.gen(function* () {
      const { ask } = yield* service(withFilm)
      for (const rest of ["extras", "children", "grandchildren"])
        assert.deepInclude(container(yield* ask(`${metadata(key)}/${rest}`)), { size: 0, totalSize: 0, Metadata: [] })
      assert.deepInclude(container(yield* ask(`${metadata(key)}/images`)), { size: 0, Image: [] })
      const other = yield* service(withFilm, { EXTRAS: "unavailable" })
      assert.strictEqual(problem(yield* other.ask(`${metadata(key)}/extras`))[0], 503)
    })
  )
})
