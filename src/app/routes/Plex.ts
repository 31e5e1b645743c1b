/** The routes that Plex calls, once for every root of every provider. */
import { HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, Layer, ParseResult, Schema } from "effect"
import {
  type Answer,
  childrenAnswer,
  extrasAnswer,
  imagesAnswer,
  matchAnswer,
  metadataAnswer
} from "../../domain/plex/Answers.ts"
import { defaultPage, type Page } from "../../domain/plex/Container.ts"
import { MatchRequest } from "../../domain/plex/MatchRequest.ts"
import { matchPath, metadataPath, type Provider, providers, rootAnswer } from "../../domain/plex/Provider.ts"
import type { Trace } from "../../domain/lookup/Trace.ts"
import { underDeadline } from "../../domain/lookup/Options.ts"
import { Policy } from "../../domain/Policy.ts"
import { HotAnswers } from "../HotAnswers.ts"
import { version } from "../Version.ts"
import { Traces } from "../Traces.ts"
import { BadRequest, bodyText, json, problem, query, RequestId, resource } from "../Web.ts"
import { statusPage } from "./Ui.ts"

const decodeMatch = Schema.decodeUnknown(Schema.parseJson(MatchRequest))

const matchRequest = (body: string) =>
  Effect.mapError(decodeMatch(body), (error) => {
    const [issue] = ParseResult.ArrayFormatter.formatErrorSync(error)
    const place = issue === undefined || issue.path.length === 0 ? "the body" : issue.path.map(String).join(".")
    return new BadRequest({ status: 400, reason: `${place}: ${issue?.message.split("\n")[0] ?? "not readable"}` })
  })

/** `x-cache` says where the facts came from: hit, stale, lookup or incomplete. Traces are kept under the request's id. */
const respond = (answer: Answer): Effect.Effect<HttpServerResponse.HttpServerResponse, never, Traces> => {
  switch (answer._tag) {
    case "Answered": {
      const { body, from, page, trace } = answer
      const response = HttpServerResponse.setHeaders(json(body), {
        ...(from === undefined ? {} : { "x-cache": from }),
        ...(page === undefined
          ? {}
          : { "x-plex-container-start": String(page.start), "x-plex-container-total-size": String(page.total) })
      })
      return trace === undefined ? Effect.succeed(response) : Effect.as(kept(trace), response)
    }
    case "NotServed":
      return Effect.succeed(problem(400, answer.reason))
    case "Unknown":
      return Effect.succeed(problem(404, "no such rating key"))
    case "Unavailable":
      return Effect.succeed(
        problem(503, answer.reason, answer.retryAfter === undefined ? {} : { "retry-after": String(answer.retryAfter) })
      )
  }
}

/** Keeps the bytes of an answer that may be given again just so. */
const keptHot = (key: string, route: string, answer: Answer, response: HttpServerResponse.HttpServerResponse) =>
  answer._tag === "Answered" && answer.again !== undefined
    ? Effect.map(HotAnswers, (hot) => hot.keep(key, { route, response, holds: answer.again ?? Effect.succeed(false) }))
    : Effect.void

const kept = (trace: Trace) => Effect.flatMap(Effect.all([Traces, RequestId]), ([traces, id]) => traces.keep(id, trace))

const ratingKey = Effect.map(HttpLayerRouter.params, (parameters) => parameters["ratingKey"] ?? "")

/** Everything that an answer takes has one deadline. */
const inTime = <R>(answer: Effect.Effect<Answer, never, R>) =>
  Effect.flatMap(Policy, ({ lookup }) => underDeadline(answer, lookup))

const byKey = <R>(route: string, answerTo: (key: string) => Effect.Effect<Answer, never, R>) =>
  Effect.gen(function* () {
    const { url } = yield* HttpServerRequest.HttpServerRequest
    const answer = yield* inTime(answerTo(yield* ratingKey))
    const response = yield* respond(answer)
    yield* keptHot(url, route, answer, response)
    return response
  })

/** Bodies of Plex are of a few hundred bytes. */
const longestHot = 2000

const match = (provider: Provider, route: string) =>
  Effect.gen(function* () {
    const body = yield* bodyText
    const key = `${route}\n${body}`
    const hot = (yield* HotAnswers).find(key)
    if (hot !== undefined && (yield* hot.holds)) return hot.response
    const answer = yield* inTime(matchAnswer(provider, yield* matchRequest(body)))
    const response = yield* respond(answer)
    if (body.length <= longestHot) yield* keptHot(key, route, answer, response)
    return response
  })

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

const children = (provider: Provider, route: string, grand: boolean) =>
  Effect.flatMap(Effect.all([query, page]), ([wanted, part]) =>
    byKey(route, (key) => childrenAnswer(provider, key, grand, part, Object.fromEntries(wanted)))
  )

const wantsPage = Effect.map(HttpServerRequest.HttpServerRequest, (request) =>
  (request.headers["accept"] ?? "").includes("text/html")
)

const root = (provider: Provider, path: string, route: string) => {
  const response = json(rootAnswer(provider, version))
  return Effect.flatMap(
    Effect.all([wantsPage, HotAnswers, HttpServerRequest.HttpServerRequest]),
    ([page, hot, { url }]) => {
      if (path === "" && page) return statusPage
      // Queries would make it another address each time.
      if (url === route) hot.keep(url, { route, response, holds: Effect.succeed(true) })
      return Effect.succeed(response)
    }
  )
}

const routesOf = (provider: Provider, path: string) => {
  const address = (rest: string): `/${string}` => `/${`${path}${rest}`.slice(1)}`
  const item = `${metadataPath}/:ratingKey`
  return Layer.mergeAll(
    resource(address(""), { GET: root(provider, path, address("")) }),
    resource(address(matchPath), { POST: match(provider, address(matchPath)) }),
    resource(address(item), {
      GET: Effect.flatMap(query, (wanted) =>
        byKey(address(item), (key) => metadataAnswer(provider, key, Object.fromEntries(wanted)))
      )
    }),
    resource(address(`${item}/images`), {
      GET: byKey(address(`${item}/images`), (key) => imagesAnswer(provider, key))
    }),
    resource(address(`${item}/extras`), {
      GET: byKey(address(`${item}/extras`), (key) => extrasAnswer(provider, key))
    }),
    resource(address(`${item}/children`), { GET: children(provider, address(`${item}/children`), false) }),
    resource(address(`${item}/grandchildren`), { GET: children(provider, address(`${item}/grandchildren`), true) })
  )
}

export const layer = providers
  .flatMap((provider) => provider.roots.map((path) => routesOf(provider, path)))
  .reduce((all, one) => Layer.merge(all, one))
