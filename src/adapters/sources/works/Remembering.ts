/** A reference of works that is not asked again what it has told, also after a restart and by another replica. */
import { type Context, DateTime, Duration, Effect, Option, Schema } from "effect"
import { titleForm } from "../../../domain/matching/TitleForm.ts"
import { isSameTitle } from "../../../domain/matching/Relations.ts"
import { titleRelation } from "../../../domain/matching/TitleRelation.ts"
import { mostListed } from "../../../domain/text/Bounds.ts"
import { JsonText } from "../../../domain/text/Json.ts"
import type { Year } from "../../../domain/values/Media.ts"
import { Work } from "../../../domain/values/Work.ts"
import { mostYears, yearsBetween } from "../../../domain/values/Years.ts"
import type { MemoryPort } from "../../../ports/MemoryPort.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import { WorkAnswer, type WorkExternalId, WorkHit, type WorkQuery } from "../../../ports/WorkPort.ts"
import type { WorkReference } from "./WorkReference.ts"

type Memory = Context.Tag.Service<typeof MemoryPort>

/** How long is believed that a work is what it is; that a reference does not have it; and the same of one that is new. */
const lives = { known: Duration.days(30), absent: Duration.days(7), absentYet: Duration.days(1) }

/** The key of something that was remembered about works. Another form of what is remembered needs another version here. */
export const memoryKey = (...parts: ReadonlyArray<string | number>): string => ["works1", ...parts].join(" ")

/**
 * The reference with this memory before it. Works are remembered, and the hits that ids lead to; of one with gaps also its searches, and
 * what it does not have. A complete one is asked anew for that: new works come to it by the hour. Failures are never remembered.
 */
export const remembering = (reference: WorkReference, memory: Memory): WorkReference => {
  const { partial = false, prefix } = reference
  return {
    ...reference,
    byId: (id, kind, needsMakers = true) =>
      Effect.gen(function* () {
        const keys = { whole: memoryKey(prefix, "work", kind, id), unmade: memoryKey(prefix, "unmade", kind, id) }
        const known = yield* works.recall(memory, keys.whole)
        if (Option.isSome(known)) return known.value
        const unmade = needsMakers ? Option.none() : yield* works.recall(memory, keys.unmade)
        if (Option.isSome(unmade)) return unmade.value
        const work = yield* reference.byId(id, kind, needsMakers)
        const isUnmade = Option.exists(work, ({ makersUntold }) => makersUntold === true)
        yield* works.keep(memory, isUnmade ? keys.unmade : keys.whole, work, Option.as(work, lives.known))
        return work
      }),
    byExternalId: (id, kind, about) =>
      hits({
        memory,
        key: memoryKey(prefix, "id", kind, ...partsOf(id)),
        ask: reference.byExternalId(id, kind, about),
        lifeOf: Option.match({
          onNone: () => (partial ? Effect.asSome(lifeOfAbsence(about)) : Effect.succeedNone),
          // Without a title it is a promise, which only its details can keep.
          onSome: ({ title }) => Effect.succeed(title === "" ? Option.none() : Option.some(lives.known))
        })
      }),
    search: (query) =>
      partial
        ? answers({
            memory,
            // An answer that has the work of one year may lack that of another, and is believed for as long as the former.
            key: memoryKey(prefix, "search", query.kind, query.year ?? "any", query.about ?? "any", query.title),
            ask: reference.search(query),
            brief: (answer) => briefly(answer, query),
            lifeOf: ({ hits }) =>
              Effect.asSome(
                hits.some((hit) => isIt(hit, query)) ? Effect.succeed(lives.known) : lifeOfAbsence(yearIn(query))
              )
          })
        : reference.search(query)
  }
}

/** An item of a new work may be made any day, by whoever has just seen it. */
const lifeOfAbsence = (year: Year | undefined): Effect.Effect<Duration.Duration> =>
  Effect.map(DateTime.now, (now) =>
    year !== undefined && year >= DateTime.getPartUtc(now, "year") - 1 ? lives.absentYet : lives.absent
  )

const yearIn = ({ about, year }: WorkQuery): Year | undefined => year ?? about

const bears = (hit: WorkHit, { title }: WorkQuery): boolean => {
  const asked = titleForm(title)
  return [hit.title, hit.originalTitle].some((known) => isSameTitle(titleRelation(titleForm(known), asked)))
}

/** Whether a hit is about the work that was meant. One of another title, or of a year that nobody knows, does not tell. */
const isIt = (hit: WorkHit, query: WorkQuery): boolean => {
  const year = yearIn(query)
  if (year !== undefined && (yearsBetween(hit.year, year) ?? Number.POSITIVE_INFINITY) > mostYears.told) return false
  return bears(hit, query)
}

const mayBeIt = (hit: WorkHit, query: WorkQuery): boolean =>
  (yearsBetween(hit.year, yearIn(query)) ?? 0) <= mostYears.ever && bears(hit, query)

const partsOf = (id: WorkExternalId): ReadonlyArray<string | number> => Object.entries(id).flat()

/** The further titles of twenty works are long, and wanted of those that may be meant. */
const briefly = (answer: WorkAnswer, query: WorkQuery): WorkAnswer => ({
  ...answer,
  hits: answer.hits.slice(0, mostListed).map(({ titles, ...hit }) => {
    if (titles === undefined) return hit
    return { ...hit, titles: mayBeIt(hit, query) ? titles.slice(0, mostListed) : [] }
  })
})

/** Answers of this form in the memory. */
const records = <A, I>(schema: Schema.Schema<A, I>) => {
  const text = JsonText(schema)
  const [decode, encode] = [Schema.decodeOption(text), Schema.encodeOption(text)]
  const recall = (memory: Memory, key: string): Effect.Effect<Option.Option<A>> =>
    Effect.map(memory.recall(key), (kept) => Option.flatMap(kept, (known) => decode(known)))
  /** Without a life it is not kept. */
  const keep = (memory: Memory, key: string, answer: A, life: Option.Option<Duration.Duration>) =>
    Option.match(Option.all([life, encode(answer)]), {
      onNone: () => Effect.void,
      onSome: ([life, told]) => memory.remember(key, told, life)
    })
  return { recall, keep }
}

/** Answers of this form, from the memory or else from the reference. */
const through = <A, I>(schema: Schema.Schema<A, I>) => {
  const { keep, recall } = records(schema)
  return Effect.fn("Remembering.answer")(function* ({
    ask,
    brief = (answer) => answer,
    key,
    lifeOf,
    memory
  }: {
    readonly memory: Memory
    readonly key: string
    readonly ask: Effect.Effect<A, SourceError>
    /** As much of an answer as is remembered. */
    readonly brief?: (answer: A) => A
    /** How long an answer is believed; none when it is not remembered. */
    readonly lifeOf: (answer: A) => Effect.Effect<Option.Option<Duration.Duration>>
  }) {
    const known = yield* recall(memory, key)
    if (Option.isSome(known)) return known.value
    const answer = yield* ask
    yield* keep(memory, key, brief(answer), yield* lifeOf(answer))
    return answer
  })
}

const works = records(Schema.OptionFromNullOr(Work))
const hits = through(Schema.OptionFromNullOr(WorkHit))
const answers = through(WorkAnswer)
