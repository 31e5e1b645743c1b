/** `override`: the owner's choices made, listed, taken over and taken back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Fs from "node:fs/promises"
import * as Path from "node:path"
import { folder } from "../../stand-ins/folder.ts"
import { standIn } from "../../stand-ins/server.ts"
import { leadingTo, nothing } from "../stage.ts"
import { run } from "./stage.ts"

const key = "vpro-de-stille-kade-2011-none-m"

/** POMS knows one page, by its number. */
const sources = standIn((request) =>
  request.url.startsWith("/poms/") && request.body.includes('CINEMA_MOVIE_7"')
    ? {
        body: JSON.stringify({
          total: 1,
          items: [
            {
              score: 1,
              result: {
                type: "MOVIE",
                title: "Kade in de nacht",
                crids: ["crid://vpro/cinema/movie/CINEMA_MOVIE_7"],
                paragraphs: [{ body: "Een havenmeester ziet het water stijgen en zegt niets, tot de nacht." }]
              }
            }
          ]
        })
      }
    : nothing(request)
)

const stage = Effect.gen(function* () {
  const { url } = yield* sources
  const CACHE_DIR = yield* folder
  return { CACHE_DIR, ...leadingTo(url) }
})

describe("override", () => {
  it.scopedLive("chooses a page by its address, lists it, and takes it back", () =>
    Effect.gen(function* () {
      const variables = yield* stage
      const made = yield* run(["override", "set", key, "--page", "https://www.cinema.nl/db/7-kade"], variables)
      assert.strictEqual(made.code, 0, made.err)
      assert.include(made.out, 'film:2011:destillekade  De Stille Kade (2011)  page 7 "Kade in de nacht"')
      const cleared = yield* run(["cache", "clear", "--yes"], variables)
      assert.strictEqual(cleared.code, 0, cleared.err)
      const listed = yield* run(["override", "list"], variables)
      assert.include(listed.out, "page 7")
      const none = yield* run(["override", "set", key, "--none"], variables)
      assert.include(none.out, "no page")
      const removed = yield* run(["override", "remove", "film:2011:destillekade"], variables)
      assert.include(removed.out, "taken back: De Stille Kade (2011)  no page")
      assert.strictEqual((yield* run(["override", "remove", "film:2011:destillekade"], variables)).code, 3)
      assert.strictEqual((yield* run(["override", "list"], variables)).out, "")
    })
  )

  it.scopedLive("takes over what another installation listed", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* stage, yield* stage]
      yield* run(["override", "set", key, "--none"], one)
      const { out } = yield* run(["override", "list", "--json"], one)
      const file = Path.join(one.CACHE_DIR, "copy.json")
      yield* Effect.promise(() => Fs.writeFile(file, out))
      assert.include((yield* run(["override", "import", file], other)).out, "1 taken over, 0 there already")
      assert.include((yield* run(["override", "import", file], other)).out, "0 taken over, 1 there already")
      assert.strictEqual((yield* run(["override", "list", "--json"], other)).out, out)
    })
  )

  it.scopedLive("says what is wrong, and keeps nothing then", () =>
    Effect.gen(function* () {
      const variables = yield* stage
      const file = Path.join(variables.CACHE_DIR, "bad.json")
      yield* Effect.promise(() => Fs.writeFile(file, '{"overrides":[{"kind":"film"}]}'))
      const cases: ReadonlyArray<readonly [ReadonlyArray<string>, number, string]> = [
        [["override", "set", key], 2, "give either --page or --none"],
        [["override", "set", key, "--page", "Heat"], 2, "--page: a number, or the address"],
        [["override", "set", "niets", "--none"], 2, "KEY: that is not a rating key"],
        [["override", "set", key, "--page", "8"], 3, "VPRO has no page 8"],
        [["override", "import", file], 1, "overrides.0"],
        [["override", "import", `${file}x`], 1, "there is no such file"]
      ]
      for (const [words, code, said] of cases) {
        const ran = yield* run(words, variables)
        assert.strictEqual(ran.code, code, `${words.join(" ")}: ${ran.err}`)
        assert.include(ran.err, said)
      }
      assert.strictEqual((yield* run(["override", "list"], variables)).out, "")
      const memory = yield* run(["override", "list"], { ...variables, CACHE_URL: "memory:" })
      assert.strictEqual(memory.code, 1)
    })
  )
})
