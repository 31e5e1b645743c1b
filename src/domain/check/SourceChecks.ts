/** Every source, asked a question to which the answer is known. */
import { Clock, type Context, Duration, Effect, Option } from "effect"
import type { CataloguePort } from "../../ports/CataloguePort.ts"
import type { CredentialPort } from "../../ports/CredentialPort.ts"
import { Deadline } from "../../ports/Deadline.ts"
import { MostRetries } from "../../ports/MostRetries.ts"
import type { PagePort } from "../../ports/PagePort.ts"
import type { ReleasePort } from "../../ports/ReleasePort.ts"
import type { ShowPort } from "../../ports/ShowPort.ts"
import type { SourceError, SourceName } from "../../ports/SourceError.ts"
import type { WorkHit, WorkPort } from "../../ports/WorkPort.ts"
import type { CatalogueItem } from "../values/Catalogue.ts"
import type { Show } from "../values/Show.ts"
import { type Allowance, allowance, mostRequests } from "./Allowance.ts"
import {
  type Answered,
  asking,
  complete,
  failing,
  type Finding,
  gone,
  notChecked,
  type Question,
  timeUp,
  warning,
  well
} from "./Asking.ts"
import type { Check } from "./Check.ts"
import { byAge, inText, type SemanticVersion, versionOf } from "../values/SemanticVersion.ts"
import { film, pages as knownPages, series, work } from "./KnownQuestions.ts"
import { words } from "./Words.ts"

type Works = Pick<Context.Tag.Service<typeof WorkPort>, "byExternalId">

/** The sources themselves, with nothing between that remembers what they told before. */
export interface CheckedSources {
  readonly catalogue: Pick<Context.Tag.Service<typeof CataloguePort>, "byIds" | "search">
  readonly credentials: Pick<Context.Tag.Service<typeof CredentialPort>, "state">
  readonly pages: Context.Tag.Service<typeof PagePort>
  /** None where there is no key. */
  readonly tmdb: Works | undefined
  /** None where it is switched off. */
  readonly wikidata: Works | undefined
  /** None where nobody wants to know of newer versions than this one. */
  readonly releases?:
    (Pick<Context.Tag.Service<typeof ReleasePort>, "newest"> & { readonly version: string }) | undefined
  readonly shows: Pick<Context.Tag.Service<typeof ShowPort>, "find">
}

/** The longest that the questions to one source may take together; all sources are asked side by side. */
export const patience = Duration.seconds(9)
/** With less than this left nothing is asked any more: no answer would say little about the source. */
const leastTime = Duration.toMillis("1 second")

/** Asks the questions to one source one after another; after one that had no answer none is asked. */
const inTurn = Effect.fnUntraced(function* (questions: ReadonlyArray<Question>, grant: Allowance) {
  const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(patience)
  const checks: Array<Check> = []
  let answers: boolean = true
  for (const question of questions) {
    const { asked, id, subject } = question
    const left = Math.max(0, until - (yield* Clock.currentTimeMillis))
    const why = answers ? timeUp : notChecked(words("check.came.skipped"))
    const result: Answered =
      answers && left >= leastTime
        ? yield* Effect.provideService(asking(question, left, grant), Deadline, until)
        : { answered: false, check: { id, subject, asked, ...why } }
    checks.push(result.check)
    answers = result.answered
  }
  return checks
})

/** What a page of a film must tell. */
const pageOf = ({ directors, text, title, year }: CatalogueItem): Finding =>
  complete({ title, year, directors: directors[0], text }, words("check.came.page", { title, year }))

const absent = gone(words("check.came.absent"))

const page = Option.match<Finding, CatalogueItem>({ onNone: () => absent, onSome: pageOf })

/** The best of pages, any of which would do. */
const anyPage = (items: ReadonlyArray<CatalogueItem>): Finding => {
  const findings = items.map(pageOf)
  return findings.find(({ state }) => state === "well") ?? findings[0] ?? absent
}

/** Whether a search lists the film. */
const listed = (found: ReadonlyArray<{ readonly id: number; readonly title: string }>): Finding => {
  const one = found.find(({ id }) => id === film.id)
  return one === undefined
    ? gone(words("check.came.notListed", { count: found.length }))
    : well(words("check.came.listed", { title: one.title }))
}

const { id, title, year } = film

const ofPoms = ({ catalogue }: CheckedSources): ReadonlyArray<Question> => [
  {
    id: "poms.page",
    subject: "poms",
    asked: words("check.asked.page", { id, title }),
    ask: Effect.map(catalogue.byIds(knownPages), anyPage)
  },
  {
    id: "poms.search",
    subject: "poms",
    asked: words("check.asked.search", { title }),
    ask: Effect.map(catalogue.search({ text: title, kind: "film", years: [year], mode: "words" }), ({ items }) =>
      listed(items)
    )
  }
]

const ofCinema = ({ pages }: CheckedSources): ReadonlyArray<Question> => [
  {
    id: "cinema.search",
    subject: "cinema",
    asked: words("check.asked.search", { title }),
    ask: Effect.map(pages.search(title), listed)
  },
  {
    id: "cinema.page",
    subject: "cinema",
    asked: words("check.asked.page", { id, title }),
    ask: Effect.map(pages.read(id, title), page)
  }
]

const hit = Option.match<Finding, WorkHit>({
  onNone: () => absent,
  onSome: ({ title, year }) => complete({ title, year }, words("check.came.work", { title, year }))
})

const ofWorks = (subject: "tmdb" | "wikidata", works: Works): ReadonlyArray<Question> => [
  {
    id: subject === "tmdb" ? "tmdb.find" : "wikidata.item",
    subject,
    asked: words("check.asked.id", work),
    ask: Effect.map(works.byExternalId({ imdb: work.imdb }, "film", work.year), hit)
  }
]

const show = Option.match<Finding, Show>({
  onNone: () => absent,
  onSome: ({ seasons }) => {
    const episodes = seasons.reduce((sum, season) => sum + season.episodes.length, 0)
    return complete(
      { seasons: seasons[0], episodes: seasons.find((season) => season.episodes.length > 0) },
      words("check.came.show", { seasons: seasons.length, episodes })
    )
  }
})

const ofTvmaze = ({ shows }: CheckedSources): ReadonlyArray<Question> => [
  {
    id: "tvmaze.show",
    subject: "tvmaze",
    asked: words("check.asked.show", series),
    ask: Effect.map(shows.find(series), show)
  }
]

/** What a newer version is to who has this one; that nobody can tell is no fault. */
const ofReleases = ({ newest, version }: NonNullable<CheckedSources["releases"]>): ReadonlyArray<Question> => {
  const judged = Option.match<Finding, SemanticVersion>({
    onNone: () => well(words("check.came.newest")),
    onSome: (found) => {
      const own = versionOf(version)
      const told = { newest: inText(found), version }
      return own !== undefined && byAge(found, own) > 0
        ? warning(words("check.came.newer", told), words("check.means.newer", told), words("check.do.update"))
        : well(words("check.came.newest"))
    }
  })
  const unknown = (detail: string) => notChecked(words("check.came.untold", { detail }))
  return [
    {
      id: "version.newer",
      subject: "github",
      asked: words("check.asked.newer", { version }),
      ask: newest.pipe(
        Effect.map(judged),
        Effect.timeoutTo({
          duration: Duration.toMillis(patience) - leastTime,
          onSuccess: (finding) => finding,
          onTimeout: () => unknown("no answer in time")
        }),
        Effect.catchAll(({ tried }) => Effect.succeed(unknown(tried)))
      )
    }
  ]
}

/** By source, the question that shows whether it answers again. */
export const trials = (
  sources: CheckedSources
): Partial<Readonly<Record<SourceName, Effect.Effect<unknown, SourceError>>>> => {
  const { tmdb, wikidata } = sources
  const questions = [
    ...ofPoms(sources).slice(0, 1),
    ...ofCinema(sources).slice(0, 1),
    ...(tmdb === undefined ? [] : ofWorks("tmdb", tmdb)),
    ...(wikidata === undefined ? [] : ofWorks("wikidata", wikidata)),
    ...ofTvmaze(sources)
  ]
  return Object.fromEntries(questions.map(({ ask, subject }) => [subject, ask]))
}

/** How a reference of works that is not asked stands: without a key, or switched off. */
export const leftOut = (tmdb: boolean, wikidata: boolean): ReadonlyArray<Check> => [
  ...(tmdb
    ? []
    : [
        {
          id: "tmdb.key",
          subject: "tmdb" as const,
          asked: words("check.asked.key"),
          ...warning(
            words("check.came.noKey"),
            words(wikidata ? "check.means.noKey" : "check.means.nobody"),
            words("check.do.getKey")
          )
        }
      ]),
  ...(wikidata
    ? []
    : [
        {
          id: "wikidata.item",
          subject: "wikidata" as const,
          asked: words("check.asked.id", work),
          ...notChecked(words("check.came.off"))
        }
      ])
]

/** Whether POMS takes the key and secret, as its answers have shown. */
const pair = Effect.fnUntraced(function* ({ credentials }: CheckedSources, poms: ReadonlyArray<Check>) {
  const { detail, source, state } = yield* credentials.state
  const asked = { id: "poms.pair", subject: "poms" as const, asked: words("check.asked.pair", { source }) }
  const [first] = poms
  const refused = first?.came.id === "check.came.refused"
  if (state !== "ok" || refused) {
    const came = refused ? first.came : words("check.came.refused", { detail: detail ?? state })
    return { ...asked, ...failing(came, words("check.means.pairRefused"), words("check.do.pair")) }
  }
  const isKnown = poms.some(({ state }) => state === "well")
  return { ...asked, ...(isKnown ? well(words("check.came.taken")) : notChecked(words("check.came.skipped"))) }
})

/** Requests more that a source may cost: it may have moved a page. */
const detours = 2

/** The questions to one source, and how many requests they take while it answers. */
interface Asked {
  readonly questions: ReadonlyArray<Question>
  readonly takes: number
}

/**
 * Asks all of them side by side: nine requests while they answer, and each that fails is asked no second time. A POMS that refuses the pair
 * costs more, since another pair is looked for, as in a look-up; it gets what the others leave of all requests that a run may make. Nothing
 * takes longer than `patience`.
 */
export const sourceChecks = Effect.fn("SourceChecks.sourceChecks")(function* (sources: CheckedSources) {
  const { releases, tmdb, wikidata } = sources
  const others: ReadonlyArray<Asked> = [
    { questions: ofCinema(sources), takes: 2 },
    ...(tmdb === undefined ? [] : [{ questions: ofWorks("tmdb", tmdb), takes: 1 }]),
    ...(wikidata === undefined ? [] : [{ questions: ofWorks("wikidata", wikidata), takes: 2 }]),
    { questions: ofTvmaze(sources), takes: 2 },
    ...(releases === undefined ? [] : [{ questions: ofReleases(releases), takes: 1 }])
  ]
  const whole = yield* allowance(mostRequests)
  const ofOthers = Effect.fnUntraced(function* ({ questions, takes }: Asked) {
    return yield* inTurn(questions, yield* allowance(takes + detours, whole))
  })
  const rest = yield* allowance(mostRequests - others.reduce((sum, { takes }) => sum + takes, 0), whole)
  const [poms, ...found] = yield* Effect.all([inTurn(ofPoms(sources), rest), ...others.map(ofOthers)], {
    concurrency: "unbounded"
  }).pipe(Effect.provideService(MostRetries, 0))
  const refused = yield* pair(sources, poms)
  return [...poms, refused, ...found.flat(), ...leftOut(tmdb !== undefined, wikidata !== undefined)]
})
