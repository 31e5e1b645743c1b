/** A request that is refused, and the shape in which every refusal is sent. */
import { HttpApiSchema } from "@effect/platform"
import { Data, Schema } from "effect"

/** The one shape of every answer that is not what was asked for. */
export const Problem = Schema.Struct({
  error: Schema.Struct({
    status: Schema.Int.annotations({ description: "The status of the answer, repeated." }),
    message: Schema.String.annotations({ description: "What is wrong, in one sentence." })
  })
}).annotations({ identifier: "Problem" })
export type Problem = typeof Problem.Type

/** Messages may quote what was sent, which may be long. */
const maxMessage = 300

/** What is sent of a refusal. */
export const problemOf = (status: number, message: string): Problem => ({
  error: { status, message: message.slice(0, maxMessage) }
})

/** Statuses with which a request may be refused. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 421 | 503

/** A request that was refused: what is wrong, in words for the sender. Its status is part of its type. */
export class Refused<Status extends RefusalStatus = RefusalStatus> extends Data.TaggedError("Refused")<{
  readonly status: Status
  readonly reason: string
}> {
  override get message() {
    return this.reason
  }
}

/**
 * How a refusal with this status is described. A handler that may fail with it needs it among the errors of its
 * endpoint; without it the handler does not compile.
 */
export const refusal = <const Status extends RefusalStatus>(status: Status, description: string) =>
  Schema.transform(
    Problem,
    Schema.declare(
      (given: unknown): given is Refused<Status> => given instanceof Refused && given.status === status,
      HttpApiSchema.annotations({ status, description })
    ),
    {
      strict: true,
      decode: ({ error }) => new Refused({ status, reason: error.message }),
      encode: ({ reason }) => problemOf(status, reason)
    }
  )
