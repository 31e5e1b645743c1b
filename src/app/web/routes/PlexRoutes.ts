/** The routes that Plex calls, once for every root of every provider. */
import { HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer, Schema } from "effect"
import {
  type Answer,
  childrenAnswer,
  extrasAnswer,
  imagesAnswer,
  matchAnswer,
  metadataAnswer
} from "../../../domain/plex/Answers.ts"
import { defaultPage, type Page } from "../../../domain/plex/Container.ts"
import { JsonText } from "../../../domain/text/Json.ts"
import { MatchRequest } from "../../../domain/plex/MatchRequest.ts"
import { bareRoot, childList, extras, matches, metadata, pictures, providerRoot } from "./PlexOperations.ts"
import { matchPath, metadataPath, type Provider, providers, rootAnswer } from "../../../domain/plex/Provider.ts"
import { underDeadline } from "../../../domain/lookup/Options.ts"
import { Policy } from "../../../domain/describe/Policy.ts"
import { noOtherSite } from "../Admin.ts"
import { Activity } from "../../observe/Activity.ts"
import type { PlexQuestion } from "../../observe/KeptTrace.ts"
import { type Lasting, lastingResponse, tagOf } from "../Lasting.ts"
import { offer } from "../Repeatable.ts"
import { type Caller, wantsPage } from "../Incoming.ts"
import type { Described } from "../openapi/Operations.ts"
import { statusOfAnswer } from "../Failures.ts"
import { version } from "../../Version.ts"
import { bodyText, endpoint, type Handler, json, problem, query, resource, unreadable } from "../Endpoint.ts"

const decodeMatch = Schema.decode(JsonText(MatchRequest))

const matchRequest = (body: string) => Effect.mapError(decodeMatch(body), unreadable)

/** `x-cache` says where the facts came from: hit, stale, lookup or incomplete. */
const respond = (answer: Answer): HttpServerResponse.HttpServerResponse => {
  switch (answer._tag) {
    case "Answered": {
      const { body, from, page } = answer
      return HttpServerResponse.setHeaders(json(body), {
        ...(from === undefined ? {} : { "x-cache": from }),
        ...(page === undefined
          ? {}
          : { "x-plex-container-start": String(page.start), "x-plex-container-total-size": String(page.total) })
      })
    }
    case "NotServed":
      return problem(statusOfAnswer(answer), answer.reason)
    case "Unknown":
      return problem(statusOfAnswer(answer), "no such rating key")
    case "Unavailable":
      return problem(
        statusOfAnswer(answer),
        answer.reason,
        answer.retryAfter === undefined ? {} : { "retry-after": String(answer.retryAfter) }
      )
  }
}

const ratingKey = Effect.map(HttpLayerRouter.params, (parameters) => parameters["ratingKey"] ?? "")

/** Everything that an answer takes has one deadline. */
const inTime = <R>(answer: Effect.Effect<Answer, never, R>) =>
  Effect.flatMap(Policy, ({ lookup }) => underDeadline(answer, lookup))

/** A question as Plex may ask it, and by which route. */
interface Called {
  readonly provider: Provider
  readonly question: PlexQuestion
  readonly route: string
}

/** Whether Plex itself asks: by its name, or by what only Plex sends, in headers or in the query. */
const isPlex = ({ headers, url = "" }: Caller) =>
  agentOf(headers).startsWith("PlexMediaServer/") ||
  Object.keys(headers).some((name) => name.startsWith("x-plex-")) ||
  /[?&]X-Plex-/i.test(url)

const agentOf = ({ "user-agent": agent }: Caller["headers"]) => (typeof agent === "string" ? agent : "")

/** Notes when it was Plex that asked, so that its owner can see that it does. */
const note = (activity: Activity["Type"], { provider, question }: Called, caller: Caller) =>
  isPlex(caller) ? activity.called(provider.kind, question, agentOf(caller.headers)) : Effect.void

const noted = <E, R>(called: Called, handler: Handler<E, R>) =>
  Effect.zipRight(
    Effect.flatMap(Effect.all([Activity, HttpServerRequest.HttpServerRequest]), ([activity, request]) =>
      note(activity, called, request)
    ),
    handler
  )

/** What an answer says of how long it holds. The digest is made once, however often the answer is given again. */
const lastingOf = (given: Answer, { body }: HttpServerResponse.HttpServerResponse): Lasting | undefined =>
  given._tag === "Answered" && given.holdsFor !== undefined && body._tag === "Uint8Array"
    ? { etag: tagOf(body.body), holdsFor: given.holdsFor }
    : undefined

/** Answers, and says so when the answer can be given again just so. */
const answered = <E, R>(called: Called, answer: Effect.Effect<Answer, E, R>) =>
  Effect.gen(function* () {
    const given = yield* answer
    const response = respond(given)
    const lasting = lastingOf(given, response)
    if (given._tag === "Answered" && given.again !== undefined) {
      const activity = yield* Activity
      const request = yield* HttpServerRequest.HttpServerRequest
      const { again } = given
      const holds = (caller: Caller) =>
        Effect.tap(again, (holds) => (holds ? note(activity, called, caller) : Effect.void))
      yield* offer(request, { route: called.route, response, lasting, holds })
    }
    return { response, lasting }
  })

const byKey = <R>(called: Called, answerTo: (key: string) => Effect.Effect<Answer, never, R>) =>
  Effect.flatMap(ratingKey, (key) =>
    Effect.flatMap(answered(called, inTime(answerTo(key))), ({ lasting, response }) =>
      lastingResponse(response, lasting)
    )
  )

const match = (called: Called) =>
  Effect.flatMap(bodyText, (body) =>
    Effect.map(
      answered(
        called,
        Effect.flatMap(matchRequest(body), (asked) => inTime(matchAnswer(called.provider, asked)))
      ),
      ({ response }) => response
    )
  )

/** The page asked for, in the query (as Plex does) or in headers; what is not a number counts as not said. */
const page = Effect.zipWith(query, HttpServerRequest.HttpServerRequest, (wanted, { headers }): Page => {
  const number = (name: string) => {
    const text = wanted.get(name) ?? headers[name.toLowerCase()] ?? ""
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined
  }
  return {
    start: number("X-Plex-Container-Start") ?? defaultPage.start,
    size: number("X-Plex-Container-Size") ?? defaultPage.size
  }
})

const children = (called: Called, grand: boolean) =>
  Effect.flatMap(Effect.all([query, page]), ([wanted, part]) =>
    byKey(called, (key) => childrenAnswer(called.provider, key, grand, part, Object.fromEntries(wanted)))
  )

/** What this provider is; a browser that comes to the bare address is led to the page for people. */
const root = (called: Called) => {
  const response = HttpServerResponse.setHeader(json(rootAnswer(called.provider, version)), "vary", "accept")
  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    if (called.route === "/" && wantsPage(request))
      return HttpServerResponse.redirect("/ui", { headers: { vary: "accept" } })
    const activity = yield* Activity
    const holds = (caller: Caller) => Effect.as(note(activity, called, caller), true)
    // A query would make it another address each time.
    if (request.url === called.route) yield* offer(request, { route: called.route, response, holds })
    return response
  })
}
const routesOf = (provider: Provider, path: string) => {
  const address = (rest: string): `/${string}` => `/${`${path}${rest}`.slice(1)}`
  const item = `${metadataPath}/:ratingKey`
  const get = <E, R>(
    rest: string,
    question: PlexQuestion,
    describe: (path: `/${string}`) => Described,
    handler: (called: Called) => Handler<E, R>
  ) => {
    const called = { provider, question, route: address(rest) }
    return resource(address(rest), { GET: endpoint(describe, noted(called, handler(called))) })
  }
  const matching: Called = { provider, question: "match", route: address(matchPath) }
  return [
    get("", "root", path === "" ? bareRoot : providerRoot, root),
    resource(address(matchPath), {
      POST: endpoint(matches, Effect.zipRight(noOtherSite, noted(matching, match(matching))))
    }),
    get(item, "metadata", metadata, (called) =>
      Effect.flatMap(query, (wanted) =>
        byKey(called, (key) => metadataAnswer(provider, key, Object.fromEntries(wanted)))
      )
    ),
    get(`${item}/images`, "images", pictures, (called) => byKey(called, (key) => imagesAnswer(provider, key))),
    get(`${item}/extras`, "extras", extras, (called) => byKey(called, (key) => extrasAnswer(provider, key))),
    get(`${item}/children`, "children", childList, (called) => children(called, false)),
    get(`${item}/grandchildren`, "children", childList, (called) => children(called, true))
  ]
}

export const layer = Layer.scopedDiscard(
  Effect.all(
    providers.flatMap((provider) => provider.roots.flatMap((path) => routesOf(provider, path))),
    { discard: true }
  )
)
