/** Getting a series with its seasons from TMDB in as few requests as it allows. */
import { Array, Effect, Option, Schema } from "effect"
import type { TmdbId } from "../../../domain/values/Media.ts"
import { HttpError } from "../../../ports/HttpPort.ts"
import { mostListed } from "../../../domain/text/Bounds.ts"
import type { SourceError } from "../../../ports/SourceError.ts"
import type { TmdbCall } from "./TmdbCall.ts"
import { partName, partsOf, type SeasonPart, showAnswer, type ShowDetails } from "./TmdbShowJson.ts"

/** A series as TMDB tells it in one language. */
export interface TmdbSeries {
  readonly details: ShowDetails
  /** The seasons that were asked for and exist, by number. */
  readonly parts: ReadonlyMap<number, SeasonPart>
}

/** Which seasons a series has: what its list says, though the parts may know of more that are none. */
export const numbersOf = ({ details, parts }: TmdbSeries): ReadonlyArray<number> => {
  const listed = details.seasons.map((season) => season.season_number)
  return [...new Set(listed.length > 0 ? listed : parts.keys())].sort((a, b) => a - b).slice(0, mostListed)
}

/** A series with all its seasons; `None` when TMDB does not know it. */
export const whole = Effect.fn("TmdbSeasons.whole")(function* (call: TmdbCall, id: TmdbId, language: string) {
  const first = yield* askFor(call, id, language, blind, ["external_ids"])
  if (Option.isNone(first)) return first
  const further = numbersOf(first.value).filter((number) => !blind.includes(number))
  const rest = yield* some(call, id, language, further)
  return Option.some({ ...first.value, parts: new Map([...first.value.parts, ...rest.parts]) })
})

/** Some seasons of a series; its list of seasons comes along. */
export const some = Effect.fn("TmdbSeasons.some")(function* (
  call: TmdbCall,
  id: TmdbId,
  language: string,
  numbers: ReadonlyArray<number>
) {
  const answers = yield* Effect.forEach(
    Array.chunksOf(numbers, mostParts),
    (chunk) => askFor(call, id, language, chunk, []),
    { concurrency: 3 }
  )
  const tellings = answers.flatMap(Option.toArray)
  return {
    seasons: tellings[0]?.details.seasons ?? [],
    parts: new Map(tellings.flatMap((telling) => [...telling.parts]))
  }
})

/** TMDB refuses a request with more (status_code 27). */
const mostParts = 20

/** Most series have no more than these, so that one request is enough: the specials and eighteen seasons. */
const blind: ReadonlyArray<number> = Array.range(0, mostParts - 2)

/** One request. A season brings all its guests along, so that twenty may be too large: then the half of them is asked. */
const askFor = (
  call: TmdbCall,
  id: TmdbId,
  language: string,
  numbers: ReadonlyArray<number>,
  more: ReadonlyArray<string>
): Effect.Effect<Option.Option<TmdbSeries>, SourceError> =>
  call(
    `/tv/${id}`,
    { language, append_to_response: [...more, ...numbers.map(partName)].join(",") },
    showAnswer(numbers)
  ).pipe(
    Effect.map(Option.map((details) => ({ details, parts: partsOf(details, numbers) }))),
    Effect.catchIf(
      (error) => isTooLarge(error) && numbers.length > 1,
      () => {
        const middle = Math.ceil(numbers.length / 2)
        return Effect.zipWith(
          askFor(call, id, language, numbers.slice(0, middle), more),
          askFor(call, id, language, numbers.slice(middle), []),
          joined
        )
      }
    )
  )

const joined = (first: Option.Option<TmdbSeries>, second: Option.Option<TmdbSeries>): Option.Option<TmdbSeries> =>
  Option.zipWith(first, second, ({ details, parts }, other) => ({
    details,
    parts: new Map([...parts, ...other.parts])
  }))

const isTooLarge = ({ cause }: SourceError): boolean => Schema.is(HttpError)(cause) && cause.reason === "TooLarge"
