/** `lookup --record` and `--replay`: a look-up as a file, and the look-up again from it. */
import { DateTime, Effect } from "effect"
import * as Path from "node:path"
import * as Disk from "../../adapters/disk/Disk.ts"
import { bodyText } from "../../adapters/http/RecordedExchange.ts"
import type { Question } from "../../adapters/http/Replaying.ts"
import { cutAt } from "../../domain/text/Flat.ts"
import type { Recorded } from "../report/Record.ts"
import { type Compared, type Replay, replay } from "../report/Replay.ts"
import { mostReportBytes, read, type Report, type ReportAnswer } from "../report/Report.ts"
import { visible, visibleLines } from "../Visible.ts"
import { failed, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { story } from "./StoryText.ts"

/** Writes a report down, and says where it is. */
export const keepReport = Effect.fn("LookupReport.keep")(function* (
  file: string,
  { exchanges, text }: Pick<Recorded, "exchanges" | "text">
) {
  const { remark } = yield* Output
  const path = Path.resolve(file)
  yield* Disk.write(Path.dirname(path), path, text).pipe(
    Effect.mapError((error) => failed(`the report cannot be written to ${visible(file)}: ${error.message}`))
  )
  yield* remark(
    `The report is in ${visible(file)}, with ${exchanges} exchange${exchanges === 1 ? "" : "s"}. It holds no keys and nothing about your home.`
  )
})

const unreadable = (file: string, why: string) => misused(`${visible(file)} cannot be read as a report: ${why}`)

const reportIn = Effect.fn("LookupReport.read")(function* (file: string) {
  const reading = yield* Effect.mapError(Disk.readNamed(file, mostReportBytes), (error) =>
    unreadable(file, error.message)
  )
  if (reading._tag === "Absent") return yield* misused(`there is no file ${visible(file)}`)
  if (reading._tag === "Forbidden") return yield* unreadable(file, "it may not be read")
  if (reading._tag === "Damaged") return yield* unreadable(file, reading.why)
  return yield* Effect.mapError(read(reading.text), ({ message }) => unreadable(file, message))
})

const answerLines = (name: string, { kijkwijzer, outcome, page, text, title, year }: ReportAnswer) => [
  `${name}: ${outcome}${page === undefined ? "" : `, page ${page}`}${title === undefined ? "" : ` "${visible(title)}" (${year ?? "no year"})`}`,
  ...(kijkwijzer === undefined ? [] : [`  Kijkwijzer ${kijkwijzer}`]),
  `  ${visibleLines(text ?? "(no text)")}`
]

const comparedLines = ({ now, same, then }: Compared): ReadonlyArray<string> =>
  same
    ? [`The ${now.kind}: the same.`, ...answerLines("Then and now", now)]
    : [`The ${now.kind}: DIFFERENT.`, ...answerLines("Then", then), ...answerLines("Now", now)]

/** Characters of what was sent that are shown. */
const mostSent = 300

const questionLines = (heading: string, questions: ReadonlyArray<Question>): ReadonlyArray<string> =>
  questions.length === 0
    ? []
    : [
        "",
        heading,
        ...questions.map(({ method, sent, source, url }) =>
          visible(`  ${source}: ${method} ${url}${sent === undefined ? "" : ` ${cutAt(bodyText(sent), mostSent)}`}`)
        )
      ]

const asText = ({ asked, at, version }: Report, done: Replay, explain: boolean): string =>
  [
    visible(`"${asked.title}", recorded by version ${version} on ${DateTime.formatIso(at)}`),
    ...(explain ? done.results.flatMap(({ trace }) => ["", story(trace, trace.ending.page)]) : []),
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

/** Does the look-up of a report again and tells whether it came to the same. */
export const replayed = Effect.fn("LookupReport.replayed")(function* (
  file: string,
  { explain, json }: { readonly explain: boolean; readonly json: boolean }
) {
  const { print } = yield* Output
  const report = yield* reportIn(file)
  const done = yield* replay(report)
  yield* print(json ? JSON.stringify(asJson(done, explain), null, 2) : asText(report, done, explain))
  if (!done.same) return yield* failed("the look-up comes to something else now than in the report")
})
