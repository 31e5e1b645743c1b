/** `cache list|show|delete|clear`: what is kept between look-ups. */
import { Args, Options } from "@effect/cli"
import { DateTime, Effect, Option } from "effect"
import type { CacheEntry } from "../../domain/values/CacheEntry.ts"
import { searchKept } from "../../domain/describe/SearchKept.ts"
import { decodeRatingKey } from "../../domain/keys/RatingKey.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { visible } from "../Visible.ts"
import { confirmed, yes } from "./Confirmation.ts"
import { misused, missing } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { preparedForCache } from "./Prepared.ts"
import { commandOf } from "./Arguments.ts"
import { defaulting } from "./Help.ts"

const pattern = Options.text("pattern").pipe(
  Options.withPseudoName("TEXT"),
  Options.withDescription("Only keys that contain this text."),
  Options.optional
)
const json = Options.boolean("json").pipe(Options.withDescription("Answer in JSON."))
const key = Args.text({ name: "KEY" }).pipe(Args.withDescription("A rating key, as `cache list` shows them."))

const titleOf = ({ title, year }: CacheEntry) => `${title === "" ? "(no title)" : title} (${year ?? "no year"})`
const count = (entries: number) => (entries === 1 ? "1 entry" : `${entries} entries`)

const listOptions = {
  pattern: Options.text("pattern").pipe(
    Options.withPseudoName("TEXT"),
    Options.withDescription("Only entries whose key or title contains this text."),
    Options.optional
  ),
  limit: Options.integer("limit").pipe(
    Options.withPseudoName("NUMBER"),
    Options.withDescription("At most this many entries, most recently used first."),
    defaulting(100)
  ),
  json
}

const list = commandOf(
  "list",
  "List the cached entries, most recently used first: the day of the look-up, status, key, title.",
  listOptions,
  ({ json, limit, pattern }) =>
    Effect.gen(function* () {
      if (limit < 1) return yield* misused("--limit: a number of 1 or more is expected")
      const cache = yield* CachePort
      const { print, remark } = yield* Output
      const entries = yield* searchKept(
        Option.getOrElse(pattern, () => ""),
        limit
      )
      const stats = yield* cache.stats
      if (json)
        return yield* print(
          JSON.stringify({ ...stats, listed: entries.map(({ entry, key }) => ({ key, ...entry })) }, null, 2)
        )
      const width = entries.reduce((most, { key }) => Math.max(most, key.length), 0)
      yield* Effect.forEach(
        entries,
        ({ entry, key }) =>
          print(
            visible(
              `${DateTime.formatIsoDateUtc(entry.fetchedAt)}  ${entry.status.padEnd(9)}  ${key.padEnd(width)}  ${titleOf(entry)}`
            )
          ),
        { discard: true }
      )
      return yield* remark(
        `${entries.length} shown, ${count(stats.entries)} in the cache, ${Math.ceil(stats.bytes / 1024)} kB`
      )
    }).pipe(preparedForCache)
)

const fields = (key: string, entry: CacheEntry): string =>
  [
    ["key", key],
    ["status", entry.status],
    ["title", titleOf(entry)],
    ["kind", entry.kind],
    ["looked up", DateTime.formatIso(entry.fetchedAt)],
    ["last used", DateTime.formatIso(entry.lastAccessed)],
    ["page", entry.url],
    ["VPRO", entry.vpro],
    ["IMDb", entry.imdb],
    ["TMDB", entry.tmdb],
    ["Kijkwijzer", entry.kijkwijzer],
    ["directors", entry.directors.join(", ")],
    ["found by", entry.method]
  ]
    .flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [line(String(name), visible(String(value)))]
    )
    // The only one that may have lines of its own; it is the last, so that none of them passes for another.
    .concat(entry.description === undefined || entry.description === "" ? [] : [line("text", entry.description)])
    .join("\n")

const line = (name: string, value: string) => `${name.padEnd(11)}${value}`

const show = commandOf("show", "Show one entry.", { json, key }, ({ json, key }) =>
  Effect.gen(function* () {
    if (Option.isNone(decodeRatingKey(key))) return yield* misused("KEY is not a rating key")
    const { print } = yield* Output
    const found = yield* (yield* CachePort).get(key)
    if (Option.isNone(found)) return yield* missing("nothing is cached under that key")
    return yield* print(json ? JSON.stringify({ key, ...found.value }, null, 2) : fields(key, found.value))
  }).pipe(preparedForCache)
)

const remove = commandOf(
  "delete",
  "Delete one entry, or all entries whose key contains a text. Asks first.",
  { pattern, yes, key: Args.optional(key) },
  ({ key, pattern, yes }) =>
    Effect.gen(function* () {
      const cache = yield* CachePort
      const { print } = yield* Output
      if (Option.isSome(key) === Option.isSome(pattern)) return yield* misused("give either KEY or --pattern")
      if (Option.isSome(key)) {
        yield* confirmed(yes, `Delete the entry of ${key.value}?`)
        return yield* print(`${count((yield* cache.remove(key.value)) ? 1 : 0)} deleted`)
      }
      const part = Option.getOrElse(pattern, () => "")
      if (part === "") return yield* misused("--pattern needs a text; `cache clear` deletes everything")
      const meant = yield* cache.list({ part, limit: Number.MAX_SAFE_INTEGER })
      if (meant.length > 0) yield* confirmed(yes, `Delete ${count(meant.length)} with "${part}" in the key?`)
      return yield* print(`${count(yield* cache.removeMatching(part))} deleted`)
    }).pipe(preparedForCache)
)

const clear = commandOf("clear", "Delete every entry; the credentials stay. Asks first.", { yes }, ({ yes }) =>
  Effect.gen(function* () {
    const cache = yield* CachePort
    const { print } = yield* Output
    const { entries } = yield* cache.stats
    if (entries > 0) yield* confirmed(yes, `Delete all ${count(entries)}?`)
    yield* print(`${count(yield* cache.removeMatching(""))} deleted`)
  }).pipe(preparedForCache)
)

export const commands = [list, show, remove, clear] as const
