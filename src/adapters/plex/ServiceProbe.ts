/** Whether this service answers at an address, as far as that can be seen from here. */
import { HttpClient, HttpClientRequest } from "@effect/platform"
import { Duration, Effect, Either, Option, Schema } from "effect"
import { parseJson } from "../../domain/text/Json.ts"
import * as Body from "../http/Body.ts"

const Root = Schema.Struct({ MediaProvider: Schema.Struct({ identifier: Schema.String }) })
const decodeRoot = Schema.decodeUnknownOption(Root)

const patience = Duration.seconds(5)
/** The root of a provider takes some kilobytes. */
const mostBytes = 1024 * 1024

/** Asks for the root of a provider, as Plex does first. Answers its identifier; none when what is there is no provider, or nothing is. */
export const identifierAt = Effect.fn("ServiceProbe.identifierAt")(function* (address: string) {
  const client = HttpClient.withTracerPropagation(yield* HttpClient.HttpClient, false)
  const text = client
    .pipe(HttpClient.withScope)
    .execute(HttpClientRequest.get(address, { headers: { accept: "application/json" } }))
    .pipe(
      Effect.flatMap((response) => (response.status === 200 ? Body.text(response, mostBytes) : Effect.succeed(""))),
      Effect.scoped,
      Effect.timeout(patience),
      Effect.option
    )
  return Option.flatMap(yield* text, (body) =>
    Either.match(parseJson(body), {
      onLeft: () => Option.none<string>(),
      onRight: (json) => Option.map(decodeRoot(json), ({ MediaProvider }) => MediaProvider.identifier)
    })
  )
})
