/** When Plex may be asked by itself to refresh an item, given the last time. Pure. */
import { Duration, Hash, Option } from "effect"
import type { Refreshed } from "../../ports/RefreshedPort.ts"
import { proseForm } from "../text/Flat.ts"
import { ageOf } from "../values/Elapsed.ts"

/** At most once in so long, whatever has changed. */
export const refreshPause = Duration.days(1)
/** A text that Plex does not take is asked for twice as seldom each time, down to this. */
const longestPause = Duration.days(32)

/** How long the last time is remembered: longer than any pause. */
export const refreshRemembered = Duration.days(60)

/** A text in short, however Plex writes it: enough to see that it is another one. */
export const shortOf = (text: string): number => Hash.string(proseForm(text))

const pauseAfter = ({ text, times }: Refreshed, wanted: number): Duration.Duration =>
  text === wanted ? Duration.min(Duration.times(refreshPause, 2 ** (times - 1)), longestPause) : refreshPause

/** Whether the last time still says anything: not one from long ago, nor one of a clock that was wrong. */
export const isRemembered = ({ at }: Refreshed, now: number): boolean =>
  ageOf(at, now) < Duration.toMillis(refreshRemembered)

/** Whether an item may be refreshed now, in milliseconds, so that Plex shows a text. */
export const isDue = (last: Option.Option<Refreshed>, text: number, now: number): boolean =>
  Option.match(last, {
    onNone: () => true,
    onSome: (refreshed) => ageOf(refreshed.at, now) >= Duration.toMillis(pauseAfter(refreshed, text))
  })

/** What is noted of the next time. */
export const nextOf = (last: Option.Option<Refreshed>, text: number, at: number): Refreshed => ({
  at,
  text,
  times: Option.match(last, { onNone: () => 1, onSome: (before) => (before.text === text ? before.times + 1 : 1) })
})
