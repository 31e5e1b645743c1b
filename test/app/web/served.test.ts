/** The schemas of an endpoint are the type of its handler: what it does not describe does not compile. */
import { HttpApiEndpoint } from "@effect/platform"
import { describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { refusal, Refused } from "../../../src/app/web/Refused.ts"
import { anybody } from "../../../src/app/web/Admin.ts"
import { served } from "../../../src/app/web/Served.ts"

const endpoint = HttpApiEndpoint.get("film", "/film")
  .addSuccess(Schema.Struct({ title: Schema.String }))
  .addError(refusal(404, "No such film."))

type Handler = Parameters<
  typeof served<"film", "GET", never, never, never, never, { readonly title: string }, Refused<404>, never, never>
>[2]
type Answer = ReturnType<Handler>

describe("the handler of an endpoint", () => {
  it("gives what the endpoint describes", () => {
    const given = Effect.succeed({ title: "De stille dijk" })
    served(endpoint, anybody, () => given)
    expectTypeOf(given).toMatchTypeOf<Answer>()
    expectTypeOf(Effect.fail(new Refused({ status: 404, reason: "none" }))).toMatchTypeOf<Answer>()
  })

  it("gives nothing else, and refuses with no other status", () => {
    expectTypeOf(Effect.succeed({ title: 1988 })).not.toMatchTypeOf<Answer>()
    expectTypeOf(Effect.fail(new Refused({ status: 421, reason: "elsewhere" }))).not.toMatchTypeOf<Answer>()
  })
})
