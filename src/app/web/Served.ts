/**
 * Serves an endpoint of the platform's `HttpApi` as a route like all others. What its schemas say is what its handler
 * takes and gives, what is sent, and what the OpenAPI document tells.
 */
import { type HttpApiEndpoint, HttpApiSchema, HttpLayerRouter, HttpServerResponse } from "@effect/platform"
import { Effect, type Option, Schema, SchemaAST } from "effect"
import { parseJson } from "../../domain/text/Json.ts"
import { bodyText, query, resource, unreadable } from "./Endpoint.ts"
import { membersOf } from "./openapi/About.ts"
import { Refused } from "./Refused.ts"

type Needs<A> = A extends Effect.Effect<infer _A, infer _E, infer R> ? R : never

/** What an endpoint reads of a request. */
interface Read<Path, Query, Payload> {
  /** A path is text wherever its route was taken: a schema that wants more is a fault of ours. */
  readonly path: Effect.Effect<Path, never, Needs<typeof HttpLayerRouter.params>>
  /** A query may have to be refused: who reads it needs a 400 among its errors. */
  readonly query: Effect.Effect<Query, Refused<400>, Needs<typeof query>>
  /** A body in JSON may have to be refused too. */
  readonly body: Effect.Effect<Payload, Refused<400> | Refused<413>, Needs<typeof bodyText>>
}

/** A body that is too large is another refusal than one that cannot be read. */
const apart = ({ reason, status }: Refused<400 | 413>) =>
  status === 413 ? new Refused({ status: 413, reason }) : new Refused({ status: 400, reason })

const jsonBody = Effect.flatMap(Effect.mapError(bodyText, apart), (text) =>
  Effect.mapError(parseJson(text), (why) => new Refused({ status: 400, reason: `the body is ${why}` }))
)

/** Reads something by the schema that describes it. */
const readBy = <A, E, R>(schema: Option.Option<Schema.Schema<A, unknown>>, given: Effect.Effect<unknown, E, R>) => {
  if (schema._tag === "None") return Effect.dieMessage("the endpoint does not describe this")
  const { value } = schema
  return Effect.flatMap(given, (given) => Effect.mapError(Schema.decodeUnknown(value)(given), unreadable))
}

/** One of the things that an endpoint may answer with: its own status and type. */
interface Form {
  readonly is: (value: unknown) => boolean
  readonly respond: (value: unknown) => Effect.Effect<HttpServerResponse.HttpServerResponse>
}

/** Members go out in the order in which they were put in. */
const encoding = { propertyOrder: "original" } as const

const formOf = (ast: SchemaAST.AST, headers: Readonly<Record<string, string>>): Form => {
  const encode = Schema.encodeUnknown(Schema.make<unknown, unknown>(ast), encoding)
  const { contentType, kind } = HttpApiSchema.getEncoding(ast)
  let check: ((value: unknown) => boolean) | undefined
  const options = { status: HttpApiSchema.getStatusSuccessAST(ast), headers }
  return {
    // Making the check takes a while, and where there is one form nobody asks.
    is: (value) => (check ??= Schema.is(Schema.make(SchemaAST.typeAST(ast))))(value),
    respond: (value) =>
      Effect.map(Effect.orDie(encode(value)), (body) =>
        kind === "Text"
          ? HttpServerResponse.text(String(body), { ...options, contentType })
          : HttpServerResponse.unsafeJson(body, options)
      )
  }
}

/** How answers are sent, made when the first one is: a start does not wait for it. */
const sending = (ast: SchemaAST.AST, headers: Readonly<Record<string, string>>) => {
  let made: ReadonlyArray<Form> | undefined
  return (value: unknown) => {
    const forms = (made ??= membersOf(ast).map((one) => formOf(one, headers)))
    const form = forms.length === 1 ? forms[0] : forms.find(({ is }) => is(value))
    return form?.respond(value) ?? Effect.dieMessage("an answer that its endpoint does not describe")
  }
}

/** The handler of an endpoint as a route, for whom its guard lets pass (see `Admin.ts`). Headers are those that each answer has. */
export const served = <
  const Name extends string,
  const Method extends "GET" | "POST",
  Path,
  Query,
  Payload,
  Headers,
  A,
  E,
  Guard,
  R
>(
  endpoint: HttpApiEndpoint.HttpApiEndpoint<Name, Method, Path, Query, Payload, Headers, A, E>,
  guard: Effect.Effect<void, NoInfer<E>, Guard>,
  handler: (read: Read<Path, Query, Payload>) => Effect.Effect<NoInfer<A>, NoInfer<E>, R>,
  headers: Readonly<Record<string, string>> = {}
) => {
  const send = sending(endpoint.successSchema.ast, headers)
  const read: Read<Path, Query, Payload> = {
    path: Effect.orDie(readBy(endpoint.pathSchema, HttpLayerRouter.params)),
    query: readBy(
      endpoint.urlParamsSchema,
      Effect.map(query, (given) => Object.fromEntries(given))
    ),
    body: readBy(endpoint.payloadSchema, jsonBody)
  }
  return resource(endpoint.path, {
    [endpoint.method]: {
      describe: () => endpoint,
      handler: Effect.flatMap(Effect.zipRight(guard, handler(read)), send)
    }
  })
}
