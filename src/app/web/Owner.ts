/** Who may change something in Plex: whoever signed in as the owner of the connected server, or the holder of the admin token. */
import { HttpApiEndpoint, HttpApp, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Duration, Effect, Option, Redacted } from "effect"
import { Connected } from "../plex/Connected.ts"
import { Sessions, sessionTime } from "../plex/Sessions.ts"
import { Settings } from "../Settings.ts"
import { holdsAdminToken, noOtherSite, notFromHome, noToken, strangeHost, atHome } from "./Admin.ts"
import { refusal, Refused } from "./Refused.ts"

/** Cookies of this service; a browser sends them to every port of a host, so their names say whose they are. */
export const cookies = { session: "vpro-cinema-plex-session", signIn: "vpro-cinema-plex-sign-in" } as const
export type CookieName = (typeof cookies)[keyof typeof cookies]

/** 256 bits in the letters of base64url: nothing else is looked up. */
const isId = (text: string) => /^[\w-]{43}$/.test(text)

/** What the cookie of this name holds, when it can be an id. */
export const cookieOf = (name: CookieName) =>
  Effect.map(HttpServerRequest.HttpServerRequest, ({ cookies }) =>
    Option.filter(Option.fromNullable(cookies[name]), isId)
  )

/** Whether the browser reached this service by https. Who says so untruly gets a cookie that is of no use. */
const isSecure = ({ headers }: HttpServerRequest.HttpServerRequest) =>
  headers["x-forwarded-proto"]?.split(",")[0]?.trim().toLowerCase() === "https" ||
  headers["origin"]?.startsWith("https://") === true

const written = (name: CookieName, value: string, maxAge: Duration.DurationInput) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    HttpApp.appendPreResponseHandler((_, response) =>
      Effect.orDie(
        HttpServerResponse.setCookie(response, name, value, {
          httpOnly: true,
          sameSite: "strict",
          path: "/",
          secure: isSecure(request),
          maxAge
        })
      )
    )
  )

/** Has the answer set a cookie that no script can read and no other site can send. */
export const setCookie = (name: CookieName, value: Redacted.Redacted<string>, maxAge: Duration.DurationInput) =>
  written(name, Redacted.value(value), maxAge)

/** Has the answer take it away. */
export const dropCookie = (name: CookieName) => written(name, "", Duration.zero)

/** Makes whoever asks the owner of the connected server, from the next request on. The session that came along ends. */
export const becomeOwner = (session: Redacted.Redacted<string>) => setCookie(cookies.session, session, sessionTime)

/** Whether it comes in a session that holds for the server that is connected now. */
export const inSession = Effect.gen(function* () {
  const id = yield* cookieOf(cookies.session)
  if (Option.isNone(id)) return false
  const { holds } = yield* Sessions
  // A server that cannot be told is nobody's.
  const server = yield* Effect.option((yield* Connected).server)
  return Option.isSome(server) && Option.isSome(server.value) ? yield* holds(id.value, server.value.value) : false
})

/** A page says itself that it is of this service: a browser does, with whatever it posts. */
const bySamePage = Effect.map(
  HttpServerRequest.HttpServerRequest,
  ({ headers }) => headers["origin"] !== undefined || headers["sec-fetch-site"] === "same-origin"
)

/** Whether whoever asks is the owner: for what is shown otherwise to others. */
export const isOwner = Effect.gen(function* () {
  return (yield* holdsAdminToken) || (yield* inSession)
})

/** How the refusals of `owner` are described. */
export const notOwner = refusal(
  401,
  "Only the owner of the connected Plex server may do this, or who has the admin token."
)
export const otherSite = refusal(403, "A page of another site sent it, or it does not say which page did.")
export { notFromHome, noToken, strangeHost }

/** Describes a `POST` that only the owner may send, with the refusals of `owner`. */
export const ownersPost = <const Name extends string>(name: Name, path: `/${string}`) =>
  HttpApiEndpoint.post(name, path).addError(notOwner).addError(otherSite).addError(strangeHost)

/**
 * Who may ask: the owner of the connected server, by the cookie of the sign-in, or the holder of the admin token. Its refusals are
 * `notOwner`, `otherSite` and `strangeHost`.
 */
export const owner = Effect.gen(function* () {
  const { adminToken } = yield* Settings
  if (yield* holdsAdminToken) return
  yield* atHome
  yield* noOtherSite
  const refused = new Refused({
    status: 401,
    reason: `this needs the owner of the Plex server: sign in with Plex on the page${Option.isSome(adminToken) ? ", or send the admin token" : ", or set ADMIN_TOKEN and send it"}`
  })
  if (!(yield* inSession)) return yield* refused
  if (!(yield* bySamePage))
    return yield* new Refused({ status: 403, reason: "refused, since it does not say which page sent it" })
})
