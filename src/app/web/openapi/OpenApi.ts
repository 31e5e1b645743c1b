/**
 * The OpenAPI 3.1 document: what the platform makes of the endpoints, and what every answer of this service has. It is
 * made when it is first asked for.
 */
import { HttpApi, type HttpApiError, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema, Struct } from "effect"
import { name, version } from "../../Version.ts"
import { type Tag, tags, aboutOf } from "./About.ts"
import { answerOf, complete } from "./Completing.ts"
import type { OpenApiDocument, Parameter } from "./Document.ts"
import { headers, headersOf } from "./Headers.ts"
import { named } from "./OpenApiSchemas.ts"
import type { Described } from "./Operations.ts"
import { Problem } from "../Refused.ts"
import { statuses } from "../Failures.ts"
import { cookies } from "../Owner.ts"

const tagNames: ReadonlyArray<Tag> = Struct.keys(tags)

type Group = HttpApiGroup.HttpApiGroup<Tag, Described, never>
type Api = HttpApi.HttpApi<string, Group, HttpApiError.HttpApiDecodeError>

const groupOf = (tag: Tag, endpoints: ReadonlyArray<Described>): Group =>
  endpoints
    .filter(({ annotations }) => aboutOf(annotations).tag === tag)
    .reduce<Group>((group, endpoint) => group.add(endpoint), HttpApiGroup.make(tag))

/** The endpoints as one API of the platform. A query that cannot be read is refused as all else is: its own words are never sent. */
const apiOf = (endpoints: ReadonlyArray<Described>) =>
  Object.assign(
    tagNames.reduce<Api>((api, tag) => api.add(groupOf(tag, endpoints)), HttpApi.make(name)),
    { errorSchema: Schema.Never }
  ).annotate(HttpApi.AdditionalSchemas, [Problem])

const idOf = (method: string, path: string) =>
  `${method.toLowerCase()} ${path}`
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())

const requestId: Parameter = {
  name: "X-Request-ID",
  in: "header",
  required: false,
  description:
    "The id of the request: 1 to 128 letters, digits, `.`, `_`, `:` or `-`. Any other value is replaced by a generated id.",
  example: "my-request-1",
  schema: { type: "string" }
}

const refused = (status: number, description: string) =>
  answerOf(description, headersOf(status), {
    "application/json": { schema: { $ref: "#/components/schemas/Problem" } }
  })

/** The document of all endpoints. */
export const documentOf = (endpoints: ReadonlyArray<Described>): OpenApiDocument => {
  const spec = OpenApi.fromApi(apiOf(endpoints))
  const withBraces = (path: string) => path.replace(/:(\w+)/g, "{$1}")
  // Routes register in no particular order.
  const inOrder = endpoints.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const operationsAt = (path: string) =>
    Object.fromEntries(
      inOrder.flatMap((endpoint) => {
        const method = endpoint.method === "POST" ? "post" : "get"
        const made = endpoint.path === path ? spec.paths[withBraces(path)]?.[method] : undefined
        if (made === undefined) return []
        const operationId = idOf(endpoint.method, path)
        return [[method, complete(made, endpoint, aboutOf(endpoint.annotations), operationId)] as const]
      })
    )
  return {
    openapi: "3.1.0",
    info: {
      title: name,
      version,
      summary: "A Plex metadata provider: Dutch descriptions by the critics of VPRO Cinema",
      description:
        "When a request fails, the answer is a `Problem` in JSON, also for an address that does not exist. " +
        "HEAD is accepted wherever GET is. OPTIONS is answered with 204 and `Allow`, any other method with 405 and `Allow`. " +
        "Unknown parameters and fields are ignored. Times are in milliseconds since 1970 unless stated otherwise.",
      license: { name: "MIT", identifier: "MIT" }
    },
    servers: [{ url: "/", description: "This service." }],
    tags: tagNames.map((name) => ({ name, description: tags[name] })),
    paths: Object.fromEntries(inOrder.map(({ path }) => [withBraces(path), operationsAt(path)])),
    components: {
      schemas: named(spec.components.schemas),
      parameters: { RequestId: requestId },
      headers,
      responses: {
        NotFound: refused(statuses.noRoute, "There is no such address."),
        MethodNotAllowed: refused(statuses.noMethod, "This address does not accept that method."),
        InternalError: refused(statuses.internal, "A fault in this service; its log says more.")
      },
      securitySchemes: {
        adminToken: {
          type: "http",
          scheme: "bearer",
          description:
            "The value of `ADMIN_TOKEN`. When it is not set, such requests are accepted from the home network only, and those for the owner of the Plex server not at all."
        },
        ownerSession: {
          type: "apiKey",
          in: "cookie",
          name: cookies.session,
          description:
            "The session of who signed in on the page as the owner of the connected Plex server. It holds for a day, and only for what the page itself sends."
        }
      }
    }
  }
}
