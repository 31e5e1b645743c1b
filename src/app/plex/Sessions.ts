/** The sessions of those who proved to own the connected server. They live in memory: a restart ends them all. */
import { Clock, Context, Duration, Effect, Layer, Redacted } from "effect"
import { createHash, randomBytes } from "node:crypto"
import * as BoundedMap from "../../domain/values/BoundedMap.ts"

/** How long a session holds, whatever is done in it. */
export const sessionTime = Duration.hours(24)

/** A home has a few browsers; the oldest session gives way. */
const mostSessions = 20

/** 256 bits that nobody can guess. */
export const unguessable = Effect.sync(() => Redacted.make(randomBytes(32).toString("base64url")))

/** What is kept of an id: from it, nobody can make the id again. */
export const digestOf = (id: string): string => createHash("sha256").update(id).digest("base64")

/** By what a session knows its server: one that was made for another server opens nothing. */
export interface Bound {
  readonly url: string
  readonly id?: string | undefined
}

const nameOf = ({ id, url }: Bound) => id ?? url

export class Sessions extends Context.Tag("vpro-cinema-plex/app/plex/Sessions")<
  Sessions,
  {
    /** A new session for whoever owns this server; its id is told once. */
    readonly open: (server: Bound) => Effect.Effect<Redacted.Redacted<string>>
    /** Whether that is the id of a session that holds for this server now. */
    readonly holds: (id: string, server: Bound) => Effect.Effect<boolean>
    /** Ends a session, so that its id opens nothing any more. */
    readonly close: (id: string) => Effect.Effect<void>
    /** Ends all of them. */
    readonly closeAll: Effect.Effect<void>
  }
>() {}

export const layer = Layer.sync(Sessions, () => {
  const open = BoundedMap.make<string, { readonly server: string; readonly until: number }>({ entries: mostSessions })
  return {
    open: (server) =>
      Effect.zipWith(unguessable, Clock.currentTimeMillis, (id, now) => {
        open.put(digestOf(Redacted.value(id)), {
          server: nameOf(server),
          until: now + Duration.toMillis(sessionTime)
        })
        return id
      }),
    holds: (id, server) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const digest = digestOf(id)
        const session = open.get(digest)
        if (session === undefined) return false
        if (session.until > now) return session.server === nameOf(server)
        open.remove(digest)
        return false
      }),
    close: (id) => Effect.sync(() => void open.remove(digestOf(id))),
    closeAll: Effect.sync(() => {
      for (const digest of open.keys()) open.remove(digest)
    })
  }
})
