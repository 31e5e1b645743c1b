/** `lookup --record` and `--replay`: a look-up as a file, and the look-up again from it. */
import { DateTime, Effect } from "effect"
import type { Recorded } from "../report/Record.ts"
import * as ReportFile from "../report/ReportFile.ts"
import { type Compared, inWords, type Replay, replay } from "../report/Replay.ts"
import type { Report, ReportAnswer } from "../report/Report.ts"
import { visible, visibleLines } from "../Visible.ts"
import { failed, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { coloursIf } from "./Colours.ts"
import { story, type Telling } from "./StoryText.ts"

/** Writes a report down, and says where it is. */
export const keepReport = Effect.fn("LookupReport.keep")(function* (
  file: string,
  { exchanges, text }: Pick<Recorded, "exchanges" | "text">
) {
  const { remark } = yield* Output
  const named = visible(file)
  yield* Effect.mapError(ReportFile.write(file, text), ({ message }) =>
    failed(`the report cannot be written to ${named}: ${message}`)
  )
  yield* remark(
    `The report is in ${named}, with ${exchanges} exchange${exchanges === 1 ? "" : "s"}. It holds no keys and nothing about your home.`
  )
})

const answerLines = (name: string, { kijkwijzer, outcome, page, text, title, year }: ReportAnswer) => [
  visible(
    `${name}: ${outcome}${page === undefined ? "" : `, page ${page}`}${title === undefined ? "" : ` "${title}" (${year ?? "no year"})`}`
  ),
  ...(kijkwijzer === undefined ? [] : [visible(`  Kijkwijzer ${kijkwijzer}`)]),
  `  ${visibleLines(text ?? "(no text)")}`
]

const comparedLines = ({ now, same, before }: Compared): ReadonlyArray<string> =>
  same
    ? [`The ${now.kind}: the same.`, ...answerLines("Then and now", now)]
    : [`The ${now.kind}: DIFFERENT.`, ...answerLines("Then", before), ...answerLines("Now", now)]

const questionLines = (heading: string, questions: Replay["notHeld"]): ReadonlyArray<string> =>
  questions.length === 0 ? [] : ["", heading, ...questions.map((one) => visible(`  ${inWords(one)}`))]

/** For `printOwn`: it has made visible what is of others. */
const asText = (
  { asked, at, version }: Report,
  done: Replay,
  { all, colours, explain, width }: Pick<Shown, "all" | "explain"> & Pick<Telling, "colours" | "width">
): string =>
  [
    visible(`"${asked.title}", recorded by version ${version} on ${DateTime.formatIso(at)}`),
    ...(explain
      ? done.results.flatMap(({ trace }) => ["", story(trace, { taken: trace.ending.page, all, colours, width })])
      : []),
    ...done.compared.flatMap((one) => ["", ...comparedLines(one)]),
    ...questionLines("Asked now, and not in the report:", done.notHeld),
    ...questionLines("In the report, and not asked now:", done.notAsked)
  ].join("\n")

const asJson = ({ compared, notAsked, notHeld, results, same }: Replay, explain: boolean) => ({
  same,
  compared,
  notHeld,
  notAsked,
  ...(explain ? { traces: results.map(({ trace }) => trace) } : {})
})

/** How what came of it is shown. */
interface Shown {
  readonly all: boolean
  readonly explain: boolean
  readonly json: boolean
}

/** Does the look-up of a report again and tells whether it came to the same. */
export const replayed = Effect.fn("LookupReport.replayed")(function* (file: string, { all, explain, json }: Shown) {
  const { colours, print, printOwn, width } = yield* Output
  const report = yield* Effect.mapError(ReportFile.read(file), ({ message }) =>
    misused(`${visible(file)} cannot be read as a report: ${message}`)
  )
  const done = yield* replay(report)
  yield* json
    ? print(JSON.stringify(asJson(done, explain), null, 2))
    : printOwn(asText(report, done, { all, explain, colours: coloursIf(colours), width: width() }))
  if (!done.same) return yield* failed("the look-up comes to something else now than in the report")
})
