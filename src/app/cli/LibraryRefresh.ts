/** `library --refresh`: has Plex refresh the titles of which it does not show the text that is here. */
import { Clock, Effect, Option, Ref } from "effect"
import { heldText } from "../../domain/library/HeldText.ts"
import type { Searchable } from "../../domain/library/LibraryTitle.ts"
import { refreshed } from "../../domain/library/Refreshing.ts"
import { type RefreshOutcome, refreshOutcomes } from "../../domain/library/RefreshOutcome.ts"
import { confirmed } from "./Confirmation.ts"
import { failed } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import * as ProgressLine from "./ProgressLine.ts"

const inWords: Readonly<Record<RefreshOutcome, string>> = {
  asked: "asked to be refreshed in Plex",
  shown: "shown in Plex already",
  locked: "not refreshed: the text is locked in Plex",
  lately: "asked not long ago",
  gone: "not in Plex any more",
  rejected: "refused by Plex"
}

const titles = (count: number) => (count === 1 ? "1 title" : `${count} titles`)

/** Those that wait are refreshed, one a second; asks first. */
export const refreshAll = Effect.fn("LibraryRefresh.refreshAll")(function* (
  given: ReadonlyArray<Searchable>,
  sure: boolean
) {
  const { print } = yield* Output
  const waiting = given.flatMap(({ key: item, ratingKey, standing }) =>
    standing === "waiting" && item !== undefined && ratingKey !== undefined ? [{ item, ratingKey }] : []
  )
  if (waiting.length === 0) return yield* print("None of these titles has a text here that Plex does not show.")
  yield* confirmed(
    sure,
    `Have Plex refresh ${titles(waiting.length)}? It asks its providers anew for each, one a second.`
  )
  const start = yield* Clock.currentTimeMillis
  const sums = yield* Ref.make<ReadonlyMap<RefreshOutcome, number>>(new Map())
  yield* Effect.forEach(
    waiting,
    ({ item, ratingKey }, at) =>
      Effect.gen(function* () {
        const text = yield* heldText(ratingKey)
        const outcome = Option.isNone(text) ? "gone" : yield* refreshed({ item, text: text.value }, { byHand: true })
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
const told = (came: ReadonlyMap<RefreshOutcome, number>) =>
  Effect.flatMap(Output, ({ print }) =>
    Effect.forEach(
      refreshOutcomes,
      (outcome) => {
        const count = came.get(outcome) ?? 0
        return count === 0 ? Effect.void : print(`${titles(count)} ${inWords[outcome]}`)
      },
      { discard: true }
    )
  )
