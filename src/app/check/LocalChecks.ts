/** What can be looked at here, without asking a source: where answers are kept, and the clock. */
import { Duration, Effect, Either } from "effect"
import { standing, user } from "../../adapters/disk/Standing.ts"
import { failing, notChecked, warning, well } from "../../domain/check/Asking.ts"
import type { Check } from "../../domain/check/Check.ts"
import { words } from "../../domain/check/Words.ts"
import { CachePort } from "../../ports/CachePort.ts"
import { CacheProof } from "../observe/CacheProof.ts"
import { Settings, type SettingsShape } from "../Settings.ts"

/** Less than this is little for answers, which take a hundred megabytes at most in most homes. */
const little = 100 * 1024 * 1024

/** Clocks further apart than this are wrong: what an answer takes on its way, and whole seconds, are far less. */
const mostApart = 60_000

const sized = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`

const placeOf = ({ cache, cacheDirectory }: SettingsShape): string =>
  cache.kind === "files" ? cacheDirectory : cache.kind === "redis" ? "Redis" : "memory"

/** Whether answers can be kept; `why` not, if not. */
export const writing = (settings: SettingsShape, why: string | undefined, user: number | undefined): Check => {
  const asked = {
    id: "cache.write",
    subject: "cache" as const,
    asked: words("check.asked.write", { place: placeOf(settings) })
  }
  if (why === undefined) return { ...asked, ...well(words("check.came.written")) }
  const advice =
    settings.cache.kind === "files" && user !== undefined
      ? words("check.do.writable", { user })
      : words("check.do.storage")
  return { ...asked, ...failing(words("check.came.notWritten", { why }), words("check.means.notKept"), advice) }
}

/** Whether Redis is there, where it is where answers are kept. */
export const sharing = (settings: SettingsShape, trouble: string | undefined): ReadonlyArray<Check> => {
  if (settings.cache.kind !== "redis") return []
  const asked = { id: "cache.redis", subject: "redis" as const, asked: words("check.asked.redis") }
  return trouble === undefined
    ? [{ ...asked, ...well(words("check.came.redis")) }]
    : [
        {
          ...asked,
          ...failing(
            words("check.came.redisGone", { why: trouble }),
            words("check.means.redisGone"),
            words("check.do.redis")
          )
        }
      ]
}

/** Room and owner of the folder. */
const space = Effect.fnUntraced(function* (folder: string) {
  const asked = { id: "cache.space", subject: "cache" as const, asked: words("check.asked.space", { place: folder }) }
  const found = yield* Effect.either(standing(folder))
  if (Either.isLeft(found))
    return { ...asked, ...notChecked(words("check.came.spaceUnknown", { why: found.left.code })) }
  const { free, owner } = found.right
  const came = words("check.came.space", { free: sized(free), owner, user: yield* user })
  return {
    ...asked,
    ...(free < little ? warning(came, words("check.means.little"), words("check.do.room")) : well(came))
  }
})

/** The longest that all about the cache may take: a disk that hangs hangs for all that looks at it. */
const patience = Duration.seconds(8)

/** The cache: an entry could be written, there is room, and Redis is there if it should be. */
export const cacheChecks: Effect.Effect<
  ReadonlyArray<Check>,
  never,
  CachePort | CacheProof | Settings
> = Effect.suspend(() =>
  Effect.timeoutTo(Effect.disconnect(looked), {
    duration: patience,
    onSuccess: (checks) => Effect.succeed(checks),
    onTimeout: () =>
      Effect.zipWith(Settings, user, (settings, user) => [
        writing(settings, `no answer within ${Duration.toSeconds(patience)} s`, user)
      ])
  }).pipe(Effect.flatten)
)

const looked: Effect.Effect<ReadonlyArray<Check>, never, CachePort | CacheProof | Settings> = Effect.gen(function* () {
  const settings = yield* Settings
  const { now } = yield* CacheProof
  // A slow disk is not a broken one: who asks again waits for the same write.
  const written = yield* Effect.either(Effect.retry(now, { times: 2, while: ({ _tag }) => _tag === "NoProof" }))
  const { degraded } = yield* (yield* CachePort).stats
  const why = Either.isLeft(written) ? written.left.message : undefined
  return [
    writing(settings, why, yield* user),
    ...(settings.cache.kind === "files" ? [yield* space(settings.cacheDirectory)] : []),
    ...sharing(settings, degraded)
  ]
})

/** The clock, by what the sources say. An answer out of somebody's store has an old date: the nearest one counts. */
export const clockCheck = (apart: ReadonlyArray<number>): Check => {
  const asked = { id: "clock", subject: "clock" as const, asked: words("check.asked.clock") }
  if (apart.length === 0) return { ...asked, ...notChecked(words("check.came.noDate")) }
  const least = Math.min(...apart.map(Math.abs))
  const came = words("check.came.clock", { seconds: Math.round(least / 1000) })
  return {
    ...asked,
    ...(least > mostApart ? failing(came, words("check.means.clock"), words("check.do.clock")) : well(came))
  }
}
