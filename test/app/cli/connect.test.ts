/** `connect`: after it, the other commands know the server. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { plex, token } from "../../stand-ins/plex.ts"
import { accountToken, plexTv, resource } from "../../stand-ins/plexTv.ts"
import { elapse } from "../../stand-ins/server.ts"
import { run } from "./stage.ts"
import { folder } from "../../stand-ins/folder.ts"

const register = ["register", "--url", "http://provider.test:5100", "--dry-run"]
const films = { key: "1", title: "Films", type: "movie" as const, items: [] }

/** Signs in: plex.tv is asked two seconds after the person was told where to go. */
const signingIn = Effect.fn(function* (words: ReadonlyArray<string>, variables: Readonly<Record<string, string>>) {
  const connecting = yield* Effect.fork(run(words, variables))
  yield* elapse(2000)
  return yield* Fiber.join(connecting)
})

describe("connect", () => {
  it.scoped("signs in with a browser; then the others find the server, until it is forgotten", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const server = yield* plex({ libraries: [films] })
      const account = yield* plexTv({ asked: 0, resources: [resource(["http://127.0.0.1:9", server.url])] })
      const variables = { CACHE_DIR, PLEX_TV_BASE_URL: account.url }
      const { code, err, out } = yield* signingIn(["connect"], variables)
      assert.strictEqual(code, 0, err)
      assert.match(out, /https:\/\/app\.plex\.tv\/auth#\?clientID=[0-9a-f-]{36}&code=c0de/)
      assert.include(out, `Connected to "Thuis" at ${server.url}`)
      assert.include(out, '"Films"')
      const shown = yield* run(register, variables)
      assert.strictEqual(shown.code, 0, shown.err)
      assert.include(shown.out, 'would add  provider "VPRO Cinema"')
      for (const secret of [token, accountToken]) assert.notInclude(out + err + shown.out + shown.err, secret)
      assert.notInclude(readFileSync(join(CACHE_DIR, "plex-server.json"), "utf8"), accountToken)
      assert.include((yield* run(["connect", "--forget"], variables)).out, "Forgotten")
      const lost = yield* run(register, variables)
      assert.strictEqual(lost.code, 2)
      assert.include(lost.err, "where is Plex? Sign in once with the command connect")
    })
  )

  it.scoped("takes a server that is named, when it takes the token", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const server = yield* plex({ libraries: [films] })
      const named = (PLEX_TOKEN: string) => run(["connect"], { CACHE_DIR, PLEX_URL: server.url, PLEX_TOKEN })
      const refused = yield* named("another-token")
      assert.strictEqual(refused.code, 1)
      assert.include(refused.err, "Plex refused the token")
      assert.strictEqual((yield* run(register, { CACHE_DIR })).code, 2)
      assert.strictEqual((yield* named(token)).code, 0)
      assert.strictEqual((yield* run(register, { CACHE_DIR })).code, 0)
    })
  )

  it.scoped("asks which server when there are several, and says when there is none or none answers", () =>
    Effect.gen(function* () {
      const CACHE_DIR = yield* folder
      const server = yield* plex({ libraries: [films] })
      const two = [resource([server.url]), resource(["http://127.0.0.1:9"], { name: "Vakantiehuis" })]
      const connect = (resources: ReadonlyArray<unknown>, ...more: ReadonlyArray<string>) =>
        Effect.flatMap(plexTv({ asked: 0, resources }), ({ url }) =>
          signingIn(["connect", ...more], { CACHE_DIR, PLEX_TV_BASE_URL: url })
        )
      const open = yield* connect(two)
      assert.strictEqual(open.code, 2)
      assert.include(open.err, 'give --server with one of "Thuis", "Vakantiehuis"')
      assert.include((yield* connect(two, "--server", "Elders")).err, 'owns no server "Elders"')
      assert.include(
        (yield* connect(two, "--server", "vakantiehuis")).err,
        '"Vakantiehuis" answers at none of its 1 addresses'
      )
      assert.include((yield* connect([])).err, "this account owns no Plex Media Server")
      assert.strictEqual((yield* connect(two, "--server", "thuis")).code, 0)
    })
  )

  it.scoped("ends when nobody signs in in time", () =>
    Effect.gen(function* () {
      const account = yield* plexTv({ asked: "expires" })
      const { code, err } = yield* signingIn(["connect"], { CACHE_DIR: yield* folder, PLEX_TV_BASE_URL: account.url })
      assert.strictEqual(code, 1)
      assert.include(err, "nobody signed in in time")
    })
  )
})
