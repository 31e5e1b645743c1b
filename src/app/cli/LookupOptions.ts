/** What `lookup` takes. All that the Python system's `vpro_lookup.py` took has the same name here. */
import { Args, Options } from "@effect/cli"
import { Either } from "effect"
import type { StepName } from "../../domain/lookup/Trace.ts"
import { imdbIdOf, yearOf } from "../../domain/values/Media.ts"
import { reading } from "./Arguments.ts"

/** The steps that can be left out, by the ends of their options. */
export const skippable = ["poms", "tmdb", "cinema", "web"] as const satisfies ReadonlyArray<StepName>

const skipping = (step: (typeof skippable)[number], whom: string) =>
  Options.boolean(`skip-${step}`).pipe(Options.withDescription(`Do not ask ${whom}.`))

export const options = {
  year: reading("year", (text) => Either.fromNullable(yearOf(text), () => "a year such as 1988 is expected")).pipe(
    Options.withDescription("The year of release. Also -y."),
    Options.optional
  ),
  imdb: reading("imdb", (text) =>
    Either.fromNullable(imdbIdOf(text), () => "an id such as tt0095016 is expected")
  ).pipe(Options.withDescription("The IMDb id. Also -i."), Options.optional),
  director: Options.text("director").pipe(
    Options.withDescription("A director: a page that names others is not taken. Also -d."),
    Options.optional
  ),
  type: Options.choice("type", ["film", "series", "all"]).pipe(
    Options.withDescription("What to look for. Also -t."),
    Options.withDefault("film")
  ),
  explain: Options.boolean("explain").pipe(
    Options.withDescription(
      "Show the whole story: what was asked, who answered, and why each page was taken or refused. Also -v or --verbose."
    )
  ),
  all: Options.boolean("all").pipe(
    Options.withDescription("With --explain: show all candidates, not only the likeliest five of each question.")
  ),
  "skip-poms": skipping("poms", "POMS"),
  "skip-tmdb": skipping("tmdb", "TMDB and Wikidata"),
  "skip-cinema": skipping("cinema", "cinema.nl"),
  "skip-web": skipping("web", "the search engines"),
  "refresh-credentials": Options.boolean("refresh-credentials").pipe(
    Options.withDescription("Look nothing up, but do what `credentials refresh` does.")
  ),
  record: Options.text("record").pipe(
    Options.withDescription(
      "Write a report of the look-up to this file: what was asked, each exchange with the sources, the story and the answer; no keys, and nothing about your home."
    ),
    Options.optional
  ),
  replay: Options.text("replay").pipe(
    Options.withDescription(
      "Do the look-up of this report again, from the file alone, and compare. The exit code is 0 when it comes to the same, 1 when it does not, 2 when the file cannot be read."
    ),
    Options.optional
  ),
  json: Options.boolean("json").pipe(Options.withDescription("Answer in JSON."))
}

export const aliases: ReadonlyMap<string, string> = new Map([
  ["-y", "--year"],
  ["-i", "--imdb"],
  ["-d", "--director"],
  ["-t", "--type"],
  ["-v", "--explain"],
  ["--verbose", "--explain"]
])

export const title = Args.text({ name: "TITLE" }).pipe(
  Args.withDescription("The title, in quotes if it has spaces."),
  Args.optional
)
