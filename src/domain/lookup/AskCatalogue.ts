/** What the catalogue is asked in a look-up: by the title, by what the reference tells, and once more when all else is silent. */
import { Effect, Ref } from "effect"
import { CataloguePort, type CatalogueQuery } from "../../ports/CataloguePort.ts"
import { mostYears, yearsAround } from "../values/Years.ts"
import { isSameTitle } from "../matching/Relations.ts"
import { words } from "../titles/Comparison.ts"
import { namesOf } from "../titles/Names.ts"
import { hasIdOfWork, type Hints } from "../values/Hints.ts"
import type { MediaKind, Year } from "../values/Media.ts"
import { withMakers } from "./AskForMakers.ts"
import type { LookupProgress } from "./LookupProgress.ts"
import type { LookupOptions } from "./Options.ts"
import { joinedTexts, otherTitles, queryText, type Titled } from "./Query.ts"
import type { StepName } from "./Trace.ts"

const maxOtherTitles = 5

const askCatalogue = (progress: LookupProgress, step: StepName, query: CatalogueQuery) =>
  Effect.gen(function* () {
    const catalogue = yield* CataloguePort
    const years = query.years === undefined ? "" : ` ${query.years[0]}–${query.years.at(-1)}`
    const shown = `${query.mode === "phrase" ? `"${query.text}"` : query.text}${years}`
    // Its pages are among the candidates.
    if (yield* progress.isAnswered(step, shown)) return
    const answer = yield* progress.step(step, shown, catalogue.search(query), (found) => found.items)
    if (answer !== undefined) yield* progress.collect(answer.items)
  })

/** Whether a further question may be asked: a catalogue that is left out is not, nor one that just failed. */
const mayAsk = (step: StepName, progress: LookupProgress, { skip }: LookupOptions) =>
  Effect.map(
    Ref.get(progress.state),
    ({ failures }) => !skip.has(step) && !skip.has("poms") && !failures.some(({ source }) => source === "poms")
  )

/** The title as it was asked. */
export const askForTitle = (hints: Hints, progress: LookupProgress) =>
  Effect.gen(function* () {
    const text = queryText(hints.title)
    if (text === undefined) return
    const mode = words(text).length === 1 ? "phrase" : "words"
    yield* askCatalogue(progress, "poms", { text, kind: hints.kind, mode })
  })

/** Whether it was asked for all titles of the work, which has several. */
const isAskedFor = (work: Titled, progress: LookupProgress) =>
  Effect.map(
    Ref.get(progress.state),
    ({ titles }) => titles.length > 1 && otherTitles(work, titles, maxOtherTitles).length === 0
  )

/** Asks the catalogue, side by side, for pages of about a year by the titles of a work, by one that was asked, and by a director. */
export const askAbout = (
  { work, title, director, year, kind }: About,
  progress: LookupProgress,
  options: LookupOptions
) =>
  Effect.gen(function* () {
    if (!(yield* mayAsk("poms-other-titles", progress, options))) return
    const { titles: asked } = yield* Ref.get(progress.state)
    if (title === undefined && (yield* isAskedFor(work, progress))) return
    const titles = otherTitles(work, asked, maxOtherTitles)
    yield* Ref.update(progress.state, (now) => ({ ...now, titles: [...now.titles, ...titles] }))
    const years = year === undefined ? {} : { years: yearsAround(year, mostYears.ever) }
    const texts = joinedTexts([
      ...(director === undefined || year === undefined ? [] : [director]),
      ...(title === undefined ? [] : [title]),
      ...titles
    ])
    yield* Effect.forEach(
      texts,
      (text) => askCatalogue(progress, "poms-other-titles", { text, kind, mode: "words", ...years }),
      { concurrency: "unbounded", discard: true }
    )
  })

interface About {
  readonly work: Titled
  readonly title?: string
  readonly director?: string | undefined
  readonly year: Year | undefined
  readonly kind: MediaKind
}

/**
 * The catalogue once more: with the director and the other titles of the work, or, when no work is known, give or take a
 * letter.
 */
export const askAgain = (hints: Hints, progress: LookupProgress, options: LookupOptions) =>
  Effect.gen(function* () {
    const { reference, work } = yield* Ref.get(progress.state)
    if (work !== undefined) {
      if (yield* isAskedFor(work, progress)) return
      const { directors = [], year = hints.year } = (yield* withMakers(progress)) ?? {}
      return yield* askAbout({ work, director: directors[0], year, kind: hints.kind }, progress, options)
    }
    const text = queryText(hints.title)
    if (text === undefined || hints.year === undefined) return
    // What comes with an id was named by a catalogue; a page or a work of another year that bears the very title shows that there is no slip in it.
    const isSpelt =
      hasIdOfWork(hints) ||
      reference === "undecided" ||
      (yield* progress.decisions).some(({ relation }) => isSameTitle(relation))
    const { kind, year } = hints
    const years = yearsAround(year, mostYears.ever)
    const names = joinedTexts(namesOf(hints.title).map(({ title }) => title))
    const asked = (step: StepName, query: CatalogueQuery) =>
      Effect.whenEffect(askCatalogue(progress, step, query), mayAsk(step, progress, options))
    yield* Effect.all(
      [
        ...(isSpelt ? [] : [asked("poms-fuzzy", { text, kind, mode: "fuzzy", years })]),
        ...names.map((name) => asked("poms-other-titles", { text: name, kind, mode: "words", years }))
      ],
      { concurrency: "unbounded", discard: true }
    )
  })
