/** How far a long command is: a bar for who looks on, a line now and then for who does not. */
import { Clock, Effect } from "effect"
import { Output } from "./Output.ts"

/** Titles between two lines. */
const every = 100
const width = 30

const bar = (done: number, total: number) => {
  const full = total === 0 ? width : Math.floor((done / total) * width)
  return `[${"#".repeat(full)}${".".repeat(width - full)}]`
}

const inMinutes = (millis: number) =>
  millis < 60_000 ? "less than a minute" : `about ${Math.ceil(millis / 60_000)} min`

export interface Step {
  readonly done: number
  readonly total: number
  /** How many of these took time: the others say nothing about what is left. */
  readonly slow: number
  readonly note: string
}

/** Shows a step; the time left is told by how long the slow ones have taken since `start`. */
export const show = Effect.fn("ProgressLine.show")(function* ({ done, note, slow, total }: Step, start: number) {
  const { live, remark, status } = yield* Output
  const now = yield* Clock.currentTimeMillis
  const left = slow === 0 ? "" : `, ${inMinutes(((now - start) / slow) * (total - done))} left`
  const words = `${done}/${total}, ${note}${done === total ? "" : left}`
  if (live) return yield* status(`${bar(done, total)} ${words}`)
  return yield* done % every === 0 && done < total ? remark(words) : Effect.void
})

/** Takes the bar away. */
export const clear = Effect.flatMap(Output, ({ status }) => status(""))
