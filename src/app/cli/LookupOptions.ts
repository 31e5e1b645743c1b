/** What `lookup` takes. All that the Python system's `vpro_lookup.py` took has the same name here. */
import { Args, Options } from "@effect/cli"
import { Either } from "effect"
import type { StepName } from "../../domain/lookup/Trace.ts"
import { imdbIdOf, yearOf } from "../../domain/values/Media.ts"
import { reading } from "./Arguments.ts"
import { defaulting } from "./Help.ts"

/** The steps that can be left out, by the ends of their options. */
export const skippable = ["poms", "tmdb", "cinema", "web"] as const satisfies ReadonlyArray<StepName>

/** Why one would: to see what the others know, or to spare a source. */
const skipping = (step: (typeof skippable)[number], meaning: string) =>
  Options.boolean(`skip-${step}`).pipe(Options.withDescription(meaning))

export const options = {
  year: reading("year", (text) => Either.fromNullable(yearOf(text), () => "a year such as 1988 is expected")).pipe(
    Options.withAlias("y"),
    Options.withPseudoName("YEAR"),
    Options.withDescription("The year of release: tells works of one title apart."),
    Options.optional
  ),
  imdb: reading("imdb", (text) =>
    Either.fromNullable(imdbIdOf(text), () => "an id such as tt0095016 is expected")
  ).pipe(
    Options.withAlias("i"),
    Options.withPseudoName("ID"),
    Options.withDescription("The IMDb id, such as tt0363163: makes sure which work is meant."),
    Options.optional
  ),
  director: Options.text("director").pipe(
    Options.withAlias("d"),
    Options.withPseudoName("NAME"),
    Options.withDescription(
      'Who directed it, such as "Oliver Hirschbiegel". It does not help the search: if the page that is found names other directors, it is not taken, and the exit code is 3. One that names none is taken.'
    ),
    Options.optional
  ),
  type: Options.choice("type", ["film", "series", "all"]).pipe(
    Options.withAlias("t"),
    Options.withDescription("What to look for; all asks for both, one after the other."),
    defaulting("film")
  ),
  explain: Options.boolean("explain").pipe(
    Options.withAlias("v"),
    Options.withAlias("verbose"),
    Options.withDescription(
      "Tell how the answer came about: what was asked, who answered, and why each page was taken or refused."
    )
  ),
  all: Options.boolean("all").pipe(
    Options.withDescription("With --explain: all candidates, not only the likeliest five of each question.")
  ),
  "skip-poms": skipping(
    "poms",
    "Do not search POMS, the catalogue of Dutch public broadcasting, where the texts are: only the other ways to a page are tried, to see what cinema.nl alone finds."
  ),
  "skip-tmdb": skipping(
    "tmdb",
    "Do not ask TMDB and Wikidata, which know other titles and makers: to see whether VPRO has the title by itself, or when they point to the wrong work."
  ),
  "skip-cinema": skipping(
    "cinema",
    "Do not search cinema.nl, the site of VPRO Cinema: faster, and to see what POMS alone finds."
  ),
  "skip-web": skipping(
    "web",
    "Do not ask the search engines, the last resort. They are asked only when WEB_SEARCH=on, and may block who asks often."
  ),
  "refresh-credentials": Options.boolean("refresh-credentials").pipe(
    Options.withDescription("Look nothing up, but do what `credentials refresh` does.")
  ),
  record: Options.text("record").pipe(
    Options.withPseudoName("FILE"),
    Options.withDescription(
      "Write a report of the look-up to this file: what was asked, each exchange with the sources, the story and the answer; no keys, and nothing about your home."
    ),
    Options.optional
  ),
  replay: Options.text("replay").pipe(
    Options.withPseudoName("FILE"),
    Options.withDescription(
      "Do the look-up of this report again, from the file alone, and compare. The exit code is 0 when it comes to the same, 1 when it does not, 2 when the file cannot be read."
    ),
    Options.optional
  ),
  json: Options.boolean("json").pipe(Options.withDescription("Answer in JSON."))
}

export const title = Args.text({ name: "TITLE" }).pipe(
  Args.withDescription("The title, in quotes if it has spaces."),
  Args.optional
)
