/** plex.tv as whoever signs in meets it: a PIN that a person confirms, and the servers of the account; over HTTP, from memory. */
import { Effect } from "effect"
import { type Asked, type Reply, standIn } from "./server.ts"

export const accountToken = "account-token-Ab3"

/** A server of an account, as plex.tv lists it. */
export const resource = (uris: ReadonlyArray<string>, more: object = {}) => ({
  name: "Thuis",
  clientIdentifier: "m",
  provides: "server",
  owned: true,
  accessToken: "plex-token-Xq7",
  connections: uris.map((uri) => ({ protocol: "http", uri, local: true, relay: false })),
  ...more
})

const json = (body: unknown, status = 200): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body)
})

interface Options {
  readonly resources?: ReadonlyArray<unknown>
  /** How often it is asked in vain before the person has signed in; a PIN that expires is never confirmed. */
  readonly asked?: number | "expires"
  /** Answers in the place of plex.tv. */
  readonly instead?: (asked: Asked) => Reply | undefined
}

export const plexTv = Effect.fn("StandIn.plexTv")(function* ({ asked = 1, instead, resources = [] }: Options = {}) {
  let times = 0
  return yield* standIn((request) => {
    const reply = instead?.(request)
    if (reply !== undefined) return reply
    const { pathname } = new URL(request.url, "http://plex.tv")
    if (request.method === "POST" && pathname === "/api/v2/pins")
      return json({ id: 7, code: "c0de", authToken: null }, 201)
    if (pathname === "/api/v2/pins/7") {
      times += 1
      if (asked === "expires") return json({ errors: [{ code: 1020 }] }, 404)
      return json({ id: 7, code: "c0de", authToken: times > asked ? accountToken : null })
    }
    if (pathname !== "/api/v2/resources") return json({}, 404)
    return request.headers["x-plex-token"] === accountToken ? json(resources) : json({}, 401)
  })
})
