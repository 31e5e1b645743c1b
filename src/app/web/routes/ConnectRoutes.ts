/** The routes by which somebody connects the Plex server, and becomes its owner here. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer, Option, Schema } from "effect"
import { Connected, tokenOf } from "../../plex/Connected.ts"
import { Connecting } from "../../plex/Connecting.ts"
import { Sessions } from "../../plex/Sessions.ts"
import { type Progress, type SignInError, SignIns, signInTime } from "../../plex/SignIns.ts"
import { Settings } from "../../Settings.ts"
import { parseBaseUrl } from "../../Values.ts"
import { admitted, atHome, noOtherSite } from "../Admin.ts"
import { unkept } from "../Lasting.ts"
import { about } from "../openapi/About.ts"
import {
  becomeOwner,
  cookieOf,
  cookies,
  dropCookie,
  isOwner,
  notOwner,
  otherSite,
  owner,
  ownersPost,
  setCookie,
  strangeHost
} from "../Owner.ts"
import { refusal, Refused } from "../Refused.ts"
import { served } from "../Served.ts"

const { Array: List, Boolean, Literal, optional, String, Struct } = Schema

/** What everybody at home may know of the connection. */
export const Connection = Struct({
  off: Boolean.annotations({ description: "Whether `PLEX=off` forbids it all." }),
  server: optional(Struct({ name: String, url: String })),
  origin: Literal("environment", "kept", "none").annotations({
    description: "Whether `PLEX_URL` and `PLEX_TOKEN` say which server it is, somebody connected it, or there is none."
  }),
  problem: optional(String.annotations({ description: "Why the server that was connected cannot be used." })),
  half: Boolean.annotations({
    description: "Whether only one of `PLEX_URL` and `PLEX_TOKEN` is set: neither counts then."
  }),
  owner: Boolean.annotations({ description: "Whether whoever asks may change something in Plex." }),
  port: Schema.Int.annotations({ description: "The port on which this service listens." })
}).annotations({ identifier: "Connection" })
export type Connection = typeof Connection.Type

/** How far a sign-in is. */
export const SignInProgress = Struct({
  state: Literal("waiting", "choose", "owner", "failed"),
  servers: optional(List(Struct({ id: String, name: String }))),
  reason: optional(String.annotations({ description: "Why it failed, in one word." })),
  message: optional(String.annotations({ description: "Why it failed, in one sentence." }))
}).annotations({ identifier: "SignInProgress" })
export type SignInProgress = typeof SignInProgress.Type

const connection = Effect.gen(function* () {
  const { plex: on, plexToken, plexUrl, port } = yield* Settings
  const half = (plexUrl.trim() !== "") !== Option.isSome(plexToken)
  const shared = { off: !on, half: on && half, port }
  if (!on) return { ...shared, origin: "none", owner: false } satisfies Connection
  const owner = yield* isOwner
  const now = yield* Effect.either(Effect.zip((yield* Connecting).origin, (yield* Connected).server))
  if (now._tag === "Left") return { ...shared, origin: "none", owner, problem: now.left.message } satisfies Connection
  const [origin, server] = now.right
  return {
    ...shared,
    origin,
    owner,
    ...(Option.isSome(server) ? { server: { name: server.value.name, url: server.value.url } } : {})
  } satisfies Connection
})

const progressOf = (progress: Progress): SignInProgress =>
  progress.state === "choose" ? progress : { state: progress.state }

const failure = ({ _tag, message, ...error }: SignInError): SignInProgress => ({
  state: "failed",
  reason: "reason" in error ? error.reason : _tag,
  message
})

/** Tells how far it is; whoever became the owner gets the cookie that says so. */
const told = <R>(progress: Effect.Effect<Progress, SignInError, R>) =>
  progress.pipe(
    Effect.tap((made) =>
      made.state === "owner" ? Effect.zipRight(becomeOwner(made.session), dropCookie(cookies.signIn)) : Effect.void
    ),
    Effect.match({ onFailure: failure, onSuccess: progressOf })
  )

/** Refuses everything while Plex is switched off. */
export const switchedOn = Effect.flatMap(Settings, ({ plex }) =>
  plex
    ? Effect.void
    : new Refused({ status: 403, reason: "refused, since connecting with Plex is switched off: PLEX=off" })
)

/**
 * Who may begin: while no server is connected, whoever may change something here; once one is, anybody, since only its owner
 * gets any further.
 */
const beginner = Effect.gen(function* () {
  yield* switchedOn
  const server = yield* Effect.orElseSucceed((yield* Connected).server, () => Option.none())
  if (Option.isNone(server)) return yield* admitted
  yield* atHome
  return yield* noOtherSite
})

/** Who may go on with it: the browser that began. */
const samePage = Effect.zipRight(switchedOn, Effect.zipRight(atHome, noOtherSite))

const session = Effect.flatMap(
  cookieOf(cookies.signIn),
  Option.match({ onNone: () => Effect.succeed(""), onSome: Effect.succeed })
)

const show = HttpApiEndpoint.get("connection", "/connect")
  .addSuccess(Connection)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Which Plex server is connected",
      description: "Asks nobody; tells no token.",
      answers: { 200: "The server, and whether whoever asks may change something in it." }
    })
  )

const begin = HttpApiEndpoint.post("signIn", "/connect/sign-in")
  .addSuccess(Struct({ address: String }))
  .addError(notOwner)
  .addError(otherSite)
  .addError(strangeHost)
  .addError(refusal(503, "plex.tv cannot be asked now."))
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Begins to sign in with Plex",
      description:
        "Sets a cookie by which this browser goes on. While no server is connected it may ask for the admin token.",
      changes: "asAdmin",
      answers: { 200: "Where the owner of the server signs in." }
    })
  )

const poll = HttpApiEndpoint.post("signInPoll", "/connect/sign-in/poll")
  .addSuccess(SignInProgress)
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "How far the sign-in of this browser is",
      description: "plex.tv is asked once in two seconds at most.",
      answers: { 200: "How far it is. With `owner` comes the cookie of a session." }
    })
  )

const Chosen = Struct({ server: String.pipe(Schema.maxLength(200)) })
const choose = HttpApiEndpoint.post("signInChoose", "/connect/sign-in/choose")
  .setPayload(Chosen)
  .addSuccess(SignInProgress)
  .addError(refusal(400, "The body names no server."))
  .addError(refusal(413, "The body is too large."))
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Takes one of the servers of the account",
      answers: { 200: "How far it is." }
    })
  )

const ByHand = Struct({
  url: String.pipe(Schema.maxLength(500)).annotations({ description: "The address of Plex Media Server." }),
  token: String.pipe(Schema.maxLength(1000)).annotations({ description: "The X-Plex-Token of its owner." })
})
const byHand = HttpApiEndpoint.post("byHand", "/connect/by-hand")
  .setPayload(ByHand)
  .addSuccess(SignInProgress)
  .addError(refusal(400, "Address or token cannot be used."))
  .addError(refusal(413, "The body is too large."))
  .addError(notOwner)
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Connects a server by its address and token",
      description: "Where a server is connected already, only for its owner, or with the very token that is connected.",
      changes: "asAdmin",
      answers: { 200: "Whether it is connected." }
    })
  )

const connectByHand = Effect.fn("ConnectRoutes.byHand")(function* (given: typeof ByHand.Type) {
  const url = parseBaseUrl(given.url.trim())
  if (url._tag === "Left") return yield* new Refused({ status: 400, reason: `url: ${url.left}` })
  const token = tokenOf(given.token)
  if (Option.isNone(token))
    return yield* new Refused({ status: 400, reason: "token: a token without spaces is expected" })
  return yield* told((yield* SignIns).byHand({ url: url.right, token: token.value }, yield* isOwner))
})

const logOut = HttpApiEndpoint.post("logOut", "/connect/log-out")
  .addSuccess(Connection)
  .addError(otherSite)
  .addError(strangeHost)
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Ends the session of this browser",
      answers: { 200: "The connection, seen as anybody does." }
    })
  )

const loggedOut = Effect.gen(function* () {
  const id = yield* cookieOf(cookies.session)
  if (Option.isSome(id)) yield* (yield* Sessions).close(id.value)
  yield* dropCookie(cookies.session)
  return { ...(yield* connection), owner: false }
})

const forget = ownersPost("forget", "/connect/forget")
  .addSuccess(Struct({ forgotten: Boolean }))
  .addError(refusal(400, "The variables say which server it is."))
  .addError(refusal(503, "The connection cannot be forgotten."))
  .annotateContext(
    about({
      tag: "Connect",
      summary: "Disconnects: forgets the server and its token, and ends all sessions",
      changes: "asOwner",
      answers: { 200: "Whether there was one." }
    })
  )

const forgotten = Effect.gen(function* () {
  const was = yield* Effect.mapError((yield* SignIns).forget, (error) =>
    error._tag === "NotOwner"
      ? new Refused({ status: 400, reason: error.message })
      : new Refused({ status: 503, reason: error.message })
  )
  yield* dropCookie(cookies.session)
  return { forgotten: was }
})

export const layer = Layer.scopedDiscard(
  Effect.all(
    [
      served(show, atHome, () => connection, unkept),
      served(
        begin,
        beginner,
        () =>
          Effect.gen(function* () {
            const { address, id } = yield* Effect.mapError(
              (yield* SignIns).begin,
              ({ message }) => new Refused({ status: 503, reason: message })
            )
            yield* setCookie(cookies.signIn, id, signInTime)
            return { address }
          }),
        unkept
      ),
      served(poll, samePage, () => told(Effect.flatMap(SignIns, ({ poll }) => Effect.flatMap(session, poll))), unkept),
      served(
        choose,
        samePage,
        ({ body }) =>
          Effect.flatMap(body, ({ server }) =>
            told(Effect.flatMap(SignIns, ({ choose }) => Effect.flatMap(session, (id) => choose(id, server))))
          ),
        unkept
      ),
      served(byHand, beginner, ({ body }) => Effect.flatMap(body, connectByHand), unkept),
      served(logOut, samePage, () => loggedOut, unkept),
      served(forget, Effect.zipRight(switchedOn, owner), () => forgotten, unkept)
    ],
    { discard: true }
  )
)
