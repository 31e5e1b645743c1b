/** `library --refresh`: has Plex refresh the titles of which it does not show the text that is here. */
import { Clock, Effect, Ref } from "effect"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import { type Outcome, outcomes, refreshedByHand } from "../library/ByHand.ts"
import { confirmed } from "./Confirmation.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import * as ProgressLine from "./ProgressLine.ts"

const inWords: Readonly<Record<Outcome, string>> = {
  asked: "asked to be refreshed in Plex",
  shown: "shown in Plex already",
  locked: "not refreshed: the text is locked in Plex",
  lately: "asked not long ago",
  gone: "not in Plex any more",
  rejected: "refused by Plex",
  nothing: "without a text here by now"
}

const titles = (count: number) => (count === 1 ? "1 title" : `${count} titles`)

/** Those that wait are refreshed, one a second; asks first. */
export const refreshAll = Effect.fn("LibraryRefresh.refreshAll")(function* (
  given: ReadonlyArray<Searchable>,
  sure: boolean
) {
  const { print } = yield* Output
  const waiting = given.filter(({ standing }) => standing === "waiting")
  if (waiting.length === 0) return yield* print("None of these titles has a text here that Plex does not show.")
  yield* confirmed(
    sure,
    `Have Plex refresh ${titles(waiting.length)}? It asks its providers anew for each, one a second.`
  )
  const start = yield* Clock.currentTimeMillis
  const sums = yield* Ref.make<ReadonlyMap<Outcome, number>>(new Map())
  yield* Effect.forEach(
    waiting,
    (title, at) =>
      Effect.gen(function* () {
        const { outcome } = yield* refreshedByHand(title)
        yield* Ref.update(sums, (now) => new Map(now).set(outcome, (now.get(outcome) ?? 0) + 1))
        const done = at + 1
        yield* ProgressLine.show({ done, total: waiting.length, slow: done, note: "refreshed in Plex" }, start)
      }),
    { discard: true }
  ).pipe(
    Effect.catchTag("RefreshedError", ({ message }) => failed(`${message}: nothing more is refreshed`)),
    Effect.ensuring(Effect.zipRight(ProgressLine.clear, Effect.ignore(Effect.flatMap(Ref.get(sums), told))))
  )
})

/** Also when it ended before its end: what has been done is done. */
const told = (came: ReadonlyMap<Outcome, number>) =>
  Effect.flatMap(Output, ({ print }) =>
    Effect.forEach(
      outcomes,
      (outcome) => {
        const count = came.get(outcome) ?? 0
        return count === 0 ? Effect.void : print(`${titles(count)} ${inWords[outcome]}`)
      },
      { discard: true }
    )
  )
