/** Who may change something in Plex: the table of attempts, each of which changes nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { token } from "../../stand-ins/plex.ts"
import { json, type Request } from "../stage.ts"
import { browser, Result, stage } from "./connectStage.ts"

const url = "http://provider.test:5100"
const step = JSON.stringify({ step: "provider", kind: "film", url })
const name = "vpro-cinema-plex-session"

type Stage = Effect.Effect.Success<ReturnType<typeof stage>>

/** Each attempt: what it sends with the owner's cookie at hand, and the status that it gets. */
const attempts: ReadonlyArray<readonly [string, (cookie: string, host: string) => Request, number]> = [
  ["nobody, who has no cookie", (_, host) => ({ headers: { host, origin: `http://${host}` } }), 401],
  [
    "a forged cookie",
    (_, host) => ({ headers: { host, origin: `http://${host}`, cookie: `${name}=${"A".repeat(43)}` } }),
    401
  ],
  [
    "a cookie with more than an id in it",
    (cookie, host) => ({ headers: { host, origin: `http://${host}`, cookie: `${cookie}x` } }),
    401
  ],
  [
    "the cookie of a sign-in in the place of a session",
    (cookie, host) => ({
      headers: { host, origin: `http://${host}`, cookie: cookie.replace(name, "vpro-cinema-plex-sign-in") }
    }),
    401
  ],
  [
    "a page of another site, with the cookie",
    (cookie, host) => ({ headers: { host, cookie, origin: "https://evil.example.org" } }),
    403
  ],
  [
    "a page of another port of this host",
    (cookie, host) => ({ headers: { host, cookie, origin: "http://127.0.0.1:32400", "sec-fetch-site": "same-site" } }),
    403
  ],
  [
    "a page without an origin, such as a frame in a sandbox",
    (cookie, host) => ({ headers: { host, cookie, origin: "null" } }),
    403
  ],
  ["a program that replays the cookie and says no page", (cookie, host) => ({ headers: { host, cookie } }), 403],
  [
    "a stranger's name that leads here (DNS rebinding)",
    (cookie) => ({
      headers: { host: "rebound.example.org:5100", cookie, origin: "http://rebound.example.org:5100" }
    }),
    421
  ],
  [
    "a proxy that claims to be at home, without a cookie",
    (_, host) => ({
      headers: { host, origin: `http://${host}`, "x-forwarded-for": "127.0.0.1", "x-real-ip": "192.168.1.2" }
    }),
    401
  ],
  [
    "a wrong admin token",
    (_, host) => ({ headers: { host, origin: `http://${host}`, authorization: "Bearer open-sesame" } }),
    401
  ],
  ["a link: GET instead of POST", (cookie, host) => ({ method: "GET", headers: { host, cookie } }), 405],
  ["another method", (cookie, host) => ({ method: "PUT", headers: { host, cookie, origin: `http://${host}` } }), 405]
]

/** The cookie of the owner as it would be sent. */
const cookieOf = ({ page }: Pick<Stage, "page">) => `${name}=${page.jar.get(name) ?? ""}`

/** What an attempt would change. */
const nothingChanged = ({ server }: Pick<Stage, "server">, about: string) =>
  assert.deepStrictEqual(server.changes(), [], about)

describe("strangers", () => {
  it.scoped("change nothing, whatever they send", () =>
    Effect.gen(function* () {
      const made = yield* stage()
      yield* made.signIn()
      const cookie = cookieOf(made)
      const host = `127.0.0.1:${made.port}`
      for (const [about, attempt, status] of attempts)
        for (const path of ["/connect/step", "/connect/forget"]) {
          const answer = yield* made.ask(path, { method: "POST", body: step, ...attempt(cookie, host) })
          assert.strictEqual(answer.status, status, `${about}: ${path} ${answer.text}`)
          nothingChanged(made, about)
          assert.strictEqual((yield* made.shown()).origin, "kept", about)
        }
      // The same with all that the owner sends is done: the table could fail.
      assert.isUndefined((yield* made.step({ step: "provider", kind: "film", url })).failed)
      assert.lengthOf(made.server.changes(), 1)
    })
  )

  it.scoped("change no setting either, which the owner does", () =>
    Effect.gen(function* () {
      const made = yield* stage()
      yield* made.signIn()
      const cookie = cookieOf(made)
      const host = `127.0.0.1:${made.port}`
      const body = JSON.stringify({ name: "EXTRAS", value: "unavailable" })
      const told = Effect.map(made.ask("/switches"), ({ text }) => text)
      const before = yield* told
      for (const [about, attempt, status] of attempts) {
        const answer = yield* made.ask("/switches/change", { method: "POST", body, ...attempt(cookie, host) })
        assert.strictEqual(answer.status, status, `${about}: ${answer.text}`)
      }
      assert.strictEqual(yield* told, before)
      const headers = { host, cookie, origin: `http://${host}` }
      assert.strictEqual((yield* made.ask("/switches/change", { method: "POST", body, headers })).status, 200)
      assert.notStrictEqual(yield* told, before)
    })
  )

  it.scoped("cannot connect a server of theirs in the place of the one that is connected", () =>
    Effect.gen(function* () {
      const made = yield* stage()
      const theirs = yield* stage()
      yield* made.signIn()
      const stranger = browser(made.ask, made.port)
      yield* stranger.post("/connect/by-hand", { url: theirs.server.url, token })
      const { server } = yield* made.shown()
      assert.strictEqual(server?.url, made.server.url)
      assert.lengthOf(theirs.server.requests, 0)
    })
  )

  it.scoped("from outside the home connect nothing while there is none", () =>
    Effect.gen(function* () {
      const made = yield* stage()
      const host = `127.0.0.1:${made.port}`
      const outside: ReadonlyArray<readonly [Readonly<Record<string, string>>, number]> = [
        [{ host, "x-forwarded-for": "203.0.113.7" }, 403],
        [{ host, origin: "https://evil.example.org" }, 403],
        [{ host: "rebound.example.org:5100" }, 403]
      ]
      for (const [headers, status] of outside)
        for (const path of ["/connect/sign-in", "/connect/by-hand"]) {
          const body = JSON.stringify({ url: made.server.url, token })
          assert.strictEqual((yield* made.ask(path, { method: "POST", headers, body })).status, status, path)
        }
      assert.lengthOf(made.account.requests, 0)
      assert.lengthOf(made.server.requests, 0)
    })
  )
})

describe("a session", () => {
  it.scoped("is a cookie that no script reads and no other site sends, and by https only where it came so", () =>
    Effect.gen(function* () {
      const { inTime, page, port, signIn } = yield* stage()
      yield* signIn()
      const polled = yield* Effect.zipRight(
        inTime(page.post("/connect/sign-in")),
        inTime(page.post("/connect/sign-in/poll"))
      )
      const plain = polled.headers["set-cookie"] ?? ""
      assert.match(plain, /vpro-cinema-plex-session=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Strict/)
      assert.notInclude(plain, "Secure")
      const overTls = yield* inTime(
        page.send("/connect/sign-in", {
          headers: { origin: `https://127.0.0.1:${port}`, "x-forwarded-proto": "https" }
        })
      )
      assert.include(overTls.headers["set-cookie"], "Secure")
    })
  )

  it.scoped("is another one at each sign-in, and is over after a day, after logging out and with another server", () =>
    Effect.gen(function* () {
      const made = yield* stage()
      const { page, shown, signIn } = made
      yield* signIn()
      const first = page.jar.get(name)
      yield* signIn()
      assert.notStrictEqual(page.jar.get(name), first)
      const kept = new Map(page.jar)
      const again = () => kept.forEach((value, key) => page.jar.set(key, value))
      yield* TestClock.adjust("23 hours")
      assert.isTrue((yield* shown()).owner)
      yield* TestClock.adjust("2 hours")
      assert.isFalse((yield* shown()).owner)
      yield* signIn()
      const last = new Map(page.jar)
      yield* page.post("/connect/forget")
      yield* page.post("/connect/by-hand", { url: made.server.url, token })
      page.jar.clear()
      last.forEach((value, key) => page.jar.set(key, value))
      assert.isFalse((yield* shown()).owner)
      again()
      assert.isFalse((yield* shown()).owner)
    })
  )

  it.scoped("is not needed by who has the admin token, nor does a wrong one help", () =>
    Effect.gen(function* () {
      const made = yield* stage({ variables: { ADMIN_TOKEN: "open-sesame" } })
      const admin = { authorization: "Bearer open-sesame" }
      assert.strictEqual((yield* made.page.post("/connect/by-hand", { url: made.server.url, token })).status, 401)
      const body = JSON.stringify({ url: made.server.url, token })
      assert.strictEqual((yield* made.page.send("/connect/by-hand", { body, headers: admin })).status, 200)
      const bare = { method: "POST", body: step }
      assert.strictEqual((yield* made.ask("/connect/step", bare)).status, 401)
      const done = yield* made.ask("/connect/step", { ...bare, headers: { ...admin, host: "nas:5100" } })
      assert.isUndefined(json(Result, done).failed)
    })
  )
})
