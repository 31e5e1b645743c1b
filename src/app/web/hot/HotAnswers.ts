/** Answers that were given before, as the bytes they were. */
import * as BoundedMap from "../../../domain/values/BoundedMap.ts"
import { weightOf } from "../../../domain/values/Weight.ts"
import { unsniffed } from "../Endpoint.ts"
import type { Repeatable } from "../Repeatable.ts"

/** What was asked: an address, and what was sent there if anything was. */
export interface HotKey {
  readonly address: string
  readonly body?: string | undefined
}

export interface HotAnswer extends Pick<Repeatable, "route" | "holds" | "lasting"> {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

export interface HotAnswers {
  readonly find: (key: HotKey) => HotAnswer | undefined
  /** Whether there may be an answer for something sent to this address. */
  readonly takesBody: (address: string) => boolean
  readonly keep: (key: HotKey, answer: Repeatable) => void
}

/** An answer takes some three kilobytes, and what it was made of about as much. */
const bounds = { entries: 2000, bytes: 16 * 1024 * 1024 }
/** What weighs more is made anew each time: it would drive out a hundred others. */
const heaviest = bounds.bytes / 32
/** What Plex asks is shorter. */
const longestKey = 2000

const keyOf = ({ address, body }: HotKey) => (body === undefined ? address : `${address}\n${body}`)

/** The ones kept longest ago give way. */
export const make = (): HotAnswers => {
  const answers = BoundedMap.make<string, HotAnswer>(bounds)
  const withBody = new Set<string>()
  return {
    find: (asked) => answers.get(keyOf(asked)),
    takesBody: (address) => withBody.has(address),
    keep: (asked, { holds, lasting, response, route }) => {
      const key = keyOf(asked)
      const { body, headers, status } = unsniffed(response)
      if (key.length > longestKey || body._tag !== "Uint8Array") return
      const weight = 2 * body.body.length + weightOf([key, headers])
      if (weight > heaviest) return void answers.remove(key)
      answers.put(key, { route, status, headers, bytes: body.body, holds, lasting }, weight)
      // There are as many as there are routes: what is sent goes to addresses without parameters.
      if (asked.body !== undefined) withBody.add(asked.address)
    }
  }
}
