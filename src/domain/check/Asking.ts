/** Asking a source one question, and what its answer, or that there was none, says about it. */
import { type Duration, Effect, Either, Option, Ref, Schema } from "effect"
import { HttpError } from "../../ports/HttpPort.ts"
import { RequestLimit } from "../../ports/RequestLimit.ts"
import type { SourceError, SourceName } from "../../ports/SourceError.ts"
import { type Allowance, mostRequests } from "./Allowance.ts"
import type { Check } from "./Check.ts"
import { type Words, words } from "./Words.ts"

/** What an answer came to: all but what was asked. */
export type Finding = Pick<Check, "state" | "came" | "meaning" | "advice">

/** A question to a source, which comes to a judgement of its answer. */
export interface Question {
  readonly id: string
  readonly subject: SourceName
  readonly asked: Words
  readonly ask: Effect.Effect<Finding, SourceError>
}

/** It answered as it should. */
export const well = (came: Words): Finding => ({ state: "well", came })

/** Nothing was asked, and nothing is known. */
export const notChecked = (came: Words): Finding => ({ state: "notChecked", came })

export const failing = (came: Words, meaning: Words, advice: Words): Finding => ({
  state: "failing",
  came,
  meaning,
  advice
})

export const warning = (came: Words, meaning: Words, advice: Words): Finding => ({
  state: "warning",
  came,
  meaning,
  advice
})

/** It does not have what it has always had. */
export const gone = (came: Words): Finding => failing(came, words("check.means.gone"), words("check.do.version"))

/** Judges an answer by what it lacks: its form has changed. Without a text it is of no use at all. */
export const complete = (parts: Readonly<Record<string, unknown>>, came: Words): Finding => {
  const missing = Object.keys(parts).filter((part) => parts[part] === undefined || parts[part] === "")
  if (missing.length === 0) return well(came)
  return failing(
    words("check.came.without", { parts: missing.join(", ") }),
    words(missing.includes("text") ? "check.means.noText" : "check.means.newForm"),
    words("check.do.version")
  )
}

/** What each source's refusal means, and what helps. */
const refusals: Partial<Record<SourceName, readonly [Words, Words]>> = {
  poms: [words("check.means.pairRefused"), words("check.do.pair")],
  tmdb: [words("check.means.keyRefused"), words("check.do.key")]
}

const isHttpError = Schema.is(HttpError)

const detailOf = ({ cause, tried }: SourceError): string =>
  isHttpError(cause) ? `${cause.came} at ${cause.url}` : tried

/** Nobody could be asked, or nothing could be read. */
const failure = (error: SourceError): Finding => {
  const { reason, source } = error
  const detail = { detail: detailOf(error) }
  switch (reason) {
    case "Unreachable":
      return failing(
        words("check.came.unreachable", detail),
        words("check.means.unreachable"),
        words("check.do.connection")
      )
    case "Refused": {
      const [meaning, advice] = refusals[source] ?? [words("check.means.refused"), words("check.do.version")]
      return failing(words("check.came.refused", detail), meaning, advice)
    }
    case "Blocked":
      return failing(words("check.came.blocked", detail), words("check.means.blocked"), words("check.do.blocked"))
    case "Malformed":
      return failing(words("check.came.malformed", detail), words("check.means.newForm"), words("check.do.version"))
    case "Suspended":
      return failing(words("check.came.suspended"), words("check.means.leftAlone"), words("check.do.wait"))
    case "Overloaded":
      return { ...notChecked(words("check.came.overloaded")), advice: words("check.do.again") }
  }
}

const late: Finding = failing(words("check.came.late"), words("check.means.unreachable"), words("check.do.connection"))

/** A question that was asked, and whether its source answered at all: then it may be asked another. */
export interface Answered {
  readonly check: Check
  readonly answered: boolean
}

/** There was no time left in which it could have answered. */
export const timeUp: Finding = notChecked(words("check.came.timeUp"))

/** It would have taken more requests than there were for it: it was not asked at all, or leads from one address to the next. */
const spent = (began: boolean): Finding =>
  began
    ? failing(words("check.came.onAndOn"), words("check.means.unreachable"), words("check.do.version"))
    : notChecked(words("check.came.spent", { count: mostRequests }))

/** Asks with the requests that are granted, and waits no longer than `patience`, also where a request cannot be called off. */
export const asking = Effect.fnUntraced(function* (
  { ask, asked, id, subject }: Question,
  patience: Duration.DurationInput,
  grant: Allowance
) {
  const made = yield* Ref.make(0)
  const isSpent = yield* Ref.make(false)
  const granted = Effect.tap(grant, (may) => (may ? Ref.update(made, (count) => count + 1) : Ref.set(isSpent, true)))
  const came = yield* ask.pipe(
    Effect.provideService(RequestLimit, granted),
    Effect.disconnect,
    Effect.timeoutOption(patience),
    Effect.either
  )
  const found = (finding: Finding, answered: boolean): Answered => ({
    answered,
    check: { id, subject, asked, ...finding }
  })
  if (Either.isRight(came))
    return Option.match(came.right, {
      onNone: () => found(late, false),
      onSome: (finding) => found(finding, true)
    })
  const error = came.left
  if (error.reason === "Overloaded" && (yield* Ref.get(isSpent))) return found(spent((yield* Ref.get(made)) > 0), false)
  return found(failure(error), error.reason === "Malformed")
})
