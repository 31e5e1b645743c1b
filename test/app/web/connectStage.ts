/** The service with a Plex server and plex.tv beside it, and a browser that keeps its cookies. */
import { Effect, Fiber, Option, Schema, TestClock } from "effect"
import { plex, type Library } from "../../stand-ins/plex.ts"
import { plexTv, resource } from "../../stand-ins/plexTv.ts"
import { folder } from "../../stand-ins/folder.ts"
import { until } from "../../stand-ins/server.ts"
import { type Given, json, type Request, service } from "../stage.ts"

export const libraries: ReadonlyArray<Library> = [
  { key: "1", title: "Films", type: "movie", agent: "tv.plex.agents.movie", items: [] },
  { key: "2", title: "Series", type: "show", agent: "tv.plex.agents.series", items: [] }
]

export const Progress = Schema.Struct({
  state: Schema.String,
  reason: Schema.optional(Schema.String),
  servers: Schema.optional(Schema.Array(Schema.Struct({ id: Schema.String, name: Schema.String })))
})

export const Shown = Schema.Struct({
  off: Schema.Boolean,
  origin: Schema.String,
  owner: Schema.Boolean,
  server: Schema.optional(Schema.Struct({ name: Schema.String, url: Schema.String }))
})

export const Result = Schema.Struct({
  done: Schema.Array(Schema.Struct({ what: Schema.String, outcome: Schema.String, title: Schema.String })),
  failed: Schema.optional(Schema.Struct({ reason: Schema.String, message: Schema.String }))
})

/** How often a cookie was set, and how, the last one first. */
const cookieIn = ({ headers }: Given) => headers["set-cookie"] ?? ""

type Ask = Effect.Effect.Success<ReturnType<typeof service>>["ask"]

/** A browser: it sends what it was given, and says which page it is on. */
export const browser = (ask: Ask, port: number, host = `127.0.0.1:${port}`) => {
  const jar = new Map<string, string>()
  const send = (path: string, request: Request = {}) => Effect.suspend(() => sending(path, request))
  const sending = (path: string, { body, headers = {}, method = "POST" }: Request) =>
    Effect.tap(
      ask(path, {
        method,
        headers: {
          host,
          ...(method === "GET" ? {} : { origin: `http://${host}`, "sec-fetch-site": "same-origin" }),
          ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }),
          ...headers
        },
        ...(body === undefined ? {} : { body })
      }),
      (given) =>
        Effect.sync(() => {
          for (const [, name = "", value = ""] of cookieIn(given).matchAll(/(?:^|,)(vpro-[\w-]+)=([^;,]*)/g))
            if (value === "") jar.delete(name)
            else jar.set(name, value)
        })
    )
  return {
    jar,
    send,
    post: (path: string, body?: unknown) => send(path, body === undefined ? {} : { body: JSON.stringify(body) }),
    get: (path: string) => send(path, { method: "GET" })
  }
}

interface Options {
  readonly variables?: Readonly<Record<string, string>>
  /** The servers of the account; the server that is played when nothing is said. */
  readonly resources?: (url: string) => ReadonlyArray<unknown>
}

/** All of it, with nothing connected yet. */
export const stage = Effect.fn(function* ({ resources = (url) => [resource([url])], variables = {} }: Options = {}) {
  const server = yield* plex({ libraries })
  const account = yield* plexTv({ asked: 0, resources: resources(server.url) })
  const CACHE_DIR = yield* folder
  const { ask, port } = yield* service(undefined, { CACHE_DIR, PLEX_TV_BASE_URL: account.url, ...variables })
  const page = browser(ask, port)
  /** What takes its time by the clock of the test. */
  const inTime = Effect.fn(function* (asked: ReturnType<typeof page.post>) {
    const asking = yield* Effect.fork(asked)
    const passes = Effect.zipRight(TestClock.adjust("10 millis"), asking.poll)
    yield* until(Effect.map(passes, Option.isSome))
    return yield* Fiber.join(asking)
  })
  const poll = (one = page) => Effect.map(inTime(one.post("/connect/sign-in/poll")), (given) => json(Progress, given))
  return {
    account,
    ask,
    cache: CACHE_DIR,
    page,
    poll,
    inTime,
    port,
    server,
    shown: (one = page) => Effect.map(one.get("/connect"), (given) => json(Shown, given)),
    /** Signs in from its beginning to its end. */
    signIn: (one = page) =>
      Effect.gen(function* () {
        yield* inTime(one.post("/connect/sign-in"))
        return yield* poll(one)
      }),
    step: (body: unknown, one = page) => Effect.map(one.post("/connect/step", body), (given) => json(Result, given))
  }
})
