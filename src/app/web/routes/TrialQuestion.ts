/** How a look-up that a person wants is asked for: in the query of an address. */
import { Effect, Schema } from "effect"
import { Policy } from "../../../domain/describe/Policy.ts"
import { oneLine } from "../../../domain/text/Flat.ts"
import { readTyped } from "../../../domain/lookup/Typed.ts"
import type { LookupOptions } from "../../../domain/lookup/Options.ts"
import type { StepName } from "../../../domain/lookup/Trace.ts"
import { imdbIdOf, yearOf } from "../../../domain/values/Media.ts"
import type { ReportQuestion } from "../../report/Report.ts"

/** An empty parameter counts as none. */
export const textOf = (valid: (text: string) => boolean, wanted: string, jsonSchema: object, description: string) =>
  Schema.optional(
    Schema.String.pipe(
      Schema.filter((text) => text === "" || valid(text), { message: () => wanted, jsonSchema, description })
    )
  )

const wantedTitle = () => "give the title of a film or series"

const skipping = (what: string) =>
  Schema.optional(
    Schema.String.annotations({
      description: `Skips ${what}, with any value except \`0\`, \`false\`, \`no\` and \`off\`.`
    })
  )

/** What one look-up to try is asked. */
export const trialFields = {
  title: Schema.propertySignature(
    Schema.String.pipe(
      Schema.filter((text) => oneLine(text) !== "", {
        message: wantedTitle,
        jsonSchema: { pattern: "\\S" }
      })
    ).annotations({ description: "The title of a film or series." })
  ).annotations({ missingMessage: wantedTitle }),
  year: textOf(
    (text) => yearOf(text) !== undefined,
    "a year such as 1988 is expected",
    { pattern: "^(18[7-9][0-9]|19[0-9]{2}|20[0-9]{2}|21[0-4][0-9]|215[0-5])?$" },
    "The year of release, 1870 to 2155."
  ),
  imdb: textOf(
    (text) => imdbIdOf(text) !== undefined,
    "an id such as tt0095016 is expected",
    { pattern: "^([tT]{2}[0-9]{7,10})?$" },
    "The IMDb id, such as `tt0095016`."
  ),
  type: Schema.optional(
    Schema.Literal("film", "series", "all").annotations({
      message: () => "film, series or all is expected",
      description: "What to look for; `film` by default."
    })
  ),
  skip_poms: skipping("POMS"),
  skip_tmdb: skipping("TMDB and Wikidata"),
  skip_cinema: skipping("cinema.nl"),
  skip_web: skipping("the search engines")
}

type Wanted = Schema.Struct.Type<typeof trialFields>

export const isOn = (text: string | undefined) =>
  text !== undefined && !["", "0", "false", "no", "off"].includes(text.toLowerCase())

/** The question in it. */
export const questionOf = ({ imdb, title, type = "film", year }: Wanted): ReportQuestion => ({
  type,
  title: oneLine(title),
  year: yearOf(year),
  imdb: imdbIdOf(imdb)
})

/**
 * The question as a person types it: a file name says its title and year, an id or an address which work is meant. What is given beside
 * it counts first. `isOne` when an id names the work, of whatever kind.
 */
export const readQuestion = (wanted: Wanted): { readonly question: ReportQuestion; readonly isOne: boolean } => {
  const plain = questionOf(wanted)
  const { isOne, kind, title, year, ...ids } = readTyped(plain.title, plain.type === "all" ? undefined : plain.type)
  const question: ReportQuestion = {
    type: kind ?? (isOne ? "all" : plain.type),
    title: oneLine(title),
    year: plain.year ?? year,
    imdb: plain.imdb ?? ids.imdb,
    tmdb: ids.tmdb,
    tvdb: ids.tvdb,
    vpro: ids.vpro
  }
  return { question, isOne }
}

/** The options of all look-ups, without the steps that it skips. */
export const optionsOf = (wanted: Wanted): Effect.Effect<LookupOptions, never, Policy> =>
  Effect.map(Policy, ({ lookup }) => {
    const left: ReadonlyArray<readonly [StepName, string | undefined]> = [
      ["poms", wanted.skip_poms],
      ["tmdb", wanted.skip_tmdb],
      ["cinema", wanted.skip_cinema],
      ["web", wanted.skip_web]
    ]
    return { ...lookup, skip: new Set([...lookup.skip, ...left.flatMap(([step, text]) => (isOn(text) ? [step] : []))]) }
  })
