/** Connecting to Plex from the page, and the steps of the set-up. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { accountToken, resource } from "../../stand-ins/plexTv.ts"
import { token } from "../../stand-ins/plex.ts"
import { json } from "../stage.ts"
import { browser, Progress, stage } from "./connectStage.ts"

const url = "http://provider.test:5100"

describe("signing in with Plex on the page", () => {
  it.scoped("connects the server of the account, and tells nobody its token", () =>
    Effect.gen(function* () {
      const { account, cache, inTime, page, poll, server, shown } = yield* stage()
      assert.deepStrictEqual(yield* shown(), { off: false, origin: "none", owner: false })
      assert.lengthOf(account.requests, 0)
      const begun = yield* inTime(page.post("/connect/sign-in"))
      assert.match(begun.text, /https:\/\/app\.plex\.tv\/auth#\?clientID=/)
      assert.match(begun.headers["set-cookie"] ?? "", /^vpro-cinema-plex-sign-in=[\w-]{43};.*HttpOnly/)
      assert.deepStrictEqual(yield* poll(), { state: "owner" })
      assert.deepStrictEqual(yield* shown(), {
        off: false,
        origin: "kept",
        owner: true,
        server: { name: "Thuis", url: server.url }
      })
      const file = join(cache, "plex-server.json")
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      assert.notInclude(readFileSync(file, "utf8"), accountToken)
      const answers = [begun.text, (yield* page.get("/connect")).text, (yield* page.get("/ui/data")).text]
      for (const secret of [token, accountToken]) assert.notInclude(answers.join(), secret)
    })
  )

  it.scoped("asks plex.tv once in two seconds at most, however often the page asks", () =>
    Effect.gen(function* () {
      const { account, inTime, page } = yield* stage()
      yield* inTime(page.post("/connect/sign-in"))
      const polls = Effect.all(
        Array.from({ length: 5 }, () => page.post("/connect/sign-in/poll")),
        { concurrency: "unbounded" }
      )
      yield* inTime(Effect.flatMap(polls, () => page.get("/connect")))
      assert.isAtMost(account.requests.filter(({ url }) => url.startsWith("/api/v2/pins/")).length, 2)
    })
  )

  it.scoped("lets choose among several servers, and says when the account owns none", () =>
    Effect.gen(function* () {
      const several = yield* stage({
        resources: (url) => [
          resource(["http://127.0.0.1:9"], { name: "Elders", clientIdentifier: "e" }),
          resource([url])
        ]
      })
      const offered = yield* several.signIn()
      assert.deepStrictEqual(
        offered.servers?.map(({ name }) => name),
        ["Elders", "Thuis"]
      )
      const wrong = yield* several.page.post("/connect/sign-in/choose", { server: "e" })
      assert.strictEqual(json(Progress, wrong).reason, "NoAddress")
      const right = yield* several.page.post("/connect/sign-in/choose", { server: "m" })
      assert.strictEqual(json(Progress, right).state, "owner")
      const none = yield* stage({ resources: () => [] })
      assert.strictEqual((yield* none.signIn()).reason, "NoServer")
    })
  )

  it.scoped("gives a session to whoever owns the connected server, and to nobody else", () =>
    Effect.gen(function* () {
      const { ask, port, shown, signIn } = yield* stage()
      assert.strictEqual((yield* signIn()).state, "owner")
      const second = browser(ask, port)
      assert.isFalse((yield* shown(second)).owner)
      assert.strictEqual((yield* signIn(second)).state, "owner")
      assert.isTrue((yield* shown(second)).owner)
    })
  )

  it.scoped("refuses an account that owns another server than the connected one", () =>
    Effect.gen(function* () {
      const strange = yield* stage({
        resources: (url) => [resource([url], { clientIdentifier: "another" })]
      })
      yield* strange.page.post("/connect/by-hand", { url: strange.server.url, token })
      const other = browser(strange.ask, strange.port)
      assert.strictEqual((yield* strange.signIn(other)).reason, "OtherOwner")
      assert.isFalse((yield* strange.shown(other)).owner)
    })
  )

  it.scoped("takes address and token by hand, and tells what is wrong with them", () =>
    Effect.gen(function* () {
      const { ask, page, port, server, shown } = yield* stage()
      const byHand = (given: object, one = page) =>
        Effect.map(one.post("/connect/by-hand", given), (answer) => json(Progress, answer))
      assert.strictEqual((yield* byHand({ url: server.url, token: "another-token" })).reason, "Refused")
      assert.strictEqual((yield* byHand({ url: "http://127.0.0.1:9", token })).reason, "NotPlex")
      assert.strictEqual((yield* page.post("/connect/by-hand", { url: "plex", token })).status, 400)
      assert.strictEqual((yield* shown()).origin, "none")
      assert.strictEqual((yield* byHand({ url: server.url, token })).state, "owner")
      const second = browser(ask, port)
      assert.strictEqual((yield* byHand({ url: server.url, token: "another-token" }, second)).reason, "OtherOwner")
      assert.strictEqual((yield* byHand({ url: server.url, token }, second)).state, "owner")
    })
  )

  it.scoped("ends by logging out, and by disconnecting for everybody", () =>
    Effect.gen(function* () {
      const { ask, page, port, shown, signIn } = yield* stage()
      yield* signIn()
      const second = browser(ask, port)
      yield* signIn(second)
      const before = new Map(second.jar)
      yield* second.post("/connect/log-out")
      for (const [name, value] of before) second.jar.set(name, value)
      assert.isFalse((yield* shown(second)).owner)
      assert.strictEqual((yield* page.post("/connect/forget")).status, 200)
      assert.deepStrictEqual(yield* shown(), { off: false, origin: "none", owner: false })
    })
  )

  it.scoped("holds the server of PLEX_URL and PLEX_TOKEN above what was kept", () =>
    Effect.gen(function* () {
      const other = yield* stage()
      const { page, server, shown, signIn } = yield* stage({
        variables: { PLEX_URL: other.server.url, PLEX_TOKEN: token }
      })
      assert.strictEqual((yield* shown()).origin, "environment")
      assert.strictEqual((yield* shown()).server?.url, other.server.url)
      assert.strictEqual((yield* signIn()).state, "owner")
      assert.strictEqual((yield* page.post("/connect/forget")).status, 400)
      const moved = yield* page.post("/connect/by-hand", { url: server.url, token })
      assert.strictEqual(json(Progress, moved).reason, "InEnvironment")
    })
  )
})

describe("the steps of the set-up", () => {
  const State = Schema.Struct({
    setup: Schema.Struct({
      providers: Schema.Array(Schema.Struct({ kind: Schema.String, step: Schema.String })),
      agents: Schema.Array(Schema.Struct({ kind: Schema.String, order: Schema.String, there: Schema.Boolean })),
      libraries: Schema.Array(Schema.Struct({ title: Schema.String, order: Schema.optional(Schema.String) }))
    })
  })
  const provider = (kind: string) => ({ step: "provider", kind, url })
  const agent = (kind: string, order = "vpro-first") => ({ step: "agent", kind, order })
  const library = (library: string, order = "vpro-first") => ({ step: "library", library, order })

  it.scoped("bring films and series under our agents, and take each step back", () =>
    Effect.gen(function* () {
      const { page, server, signIn, step } = yield* stage()
      yield* signIn()
      const forward = [
        provider("film"),
        provider("series"),
        agent("film"),
        agent("series"),
        library("1"),
        library("2"),
        { step: "refresh", library: "1" }
      ]
      for (const one of forward) assert.isUndefined((yield* step(one)).failed)
      assert.deepStrictEqual(server.libraries(), { Films: "VPRO Cinema", Series: "VPRO Cinema (series)" })
      assert.deepStrictEqual(server.refreshed(), ["Films"])
      const changes = server.changes().length
      for (const one of forward.slice(0, -1))
        for (const { outcome } of (yield* step(one)).done) assert.strictEqual(outcome, "kept")
      assert.lengthOf(server.changes(), changes)
      const state = json(State, yield* page.get(`/connect/set-up?url=${encodeURIComponent(url)}`))
      assert.deepStrictEqual(
        state.setup.providers.map(({ step }) => step),
        ["kept", "kept"]
      )
      assert.deepStrictEqual(
        state.setup.libraries.map(({ order }) => order),
        ["vpro-first", "vpro-first"]
      )
      const early = yield* step({ ...agent("film"), undo: true })
      assert.strictEqual(early.failed?.reason, "InUse")
      assert.strictEqual((yield* step({ ...provider("film"), undo: true })).failed?.reason, "InUse")
      for (const one of forward.slice(0, -1).toReversed())
        assert.isUndefined((yield* step({ ...one, undo: true })).failed)
      assert.deepStrictEqual(server.agents(), {})
      assert.deepStrictEqual(server.registered(), {})
      assert.deepStrictEqual(server.libraries(), { Films: undefined, Series: undefined })
    })
  )

  it.scoped("make agents with Plex's own in front and VPRO's before it in the order", () =>
    Effect.gen(function* () {
      const { server, signIn, step } = yield* stage()
      yield* signIn()
      for (const one of [provider("film"), agent("film", "plex-first"), library("1", "plex-first")])
        assert.isUndefined((yield* step(one)).failed)
      assert.deepStrictEqual(server.agents(), {
        "Plex + VPRO Cinema": ["VPRO Cinema", "Plex Movie", "Plex Local Media"]
      })
      assert.strictEqual(server.libraries()["Films"], "Plex + VPRO Cinema")
      assert.isUndefined((yield* step({ ...library("1", "plex-first"), undo: true })).failed)
      assert.strictEqual(server.libraries()["Films"], undefined)
    })
  )

  it.scoped("tell why one was not done", () =>
    Effect.gen(function* () {
      const { page, signIn, step } = yield* stage()
      yield* signIn()
      const away = yield* step({ ...provider("film"), url: "http://elsewhere.test:5100" })
      assert.strictEqual(away.failed?.reason, "NotAccepted")
      assert.strictEqual((yield* step(agent("film"))).failed?.reason, "Rejected")
      assert.strictEqual((yield* page.post("/connect/step", { step: "everything" })).status, 400)
    })
  )
})

describe("PLEX=off", () => {
  it.scoped("refuses all of it, and asks nobody anything", () =>
    Effect.gen(function* () {
      const { account, page, server, shown } = yield* stage({
        variables: { PLEX: "off", PLEX_URL: "http://127.0.0.1:9", PLEX_TOKEN: token }
      })
      assert.deepStrictEqual(yield* shown(), { off: true, origin: "none", owner: false })
      for (const path of ["sign-in", "sign-in/poll", "by-hand", "forget", "step"]) {
        const refused = yield* page.post(`/connect/${path}`, { url: server.url, token })
        assert.strictEqual(refused.status, 403, path)
        assert.include(refused.text, "PLEX=off", path)
      }
      assert.strictEqual((yield* page.get("/connect/set-up?url=http://nas:5100")).status, 403)
      assert.lengthOf(account.requests, 0)
      assert.lengthOf(server.requests, 0)
    })
  )
})
