/** Asking the service: JSON, and errors in its own words. */
import type { CacheEntry } from "../../../../domain/values/CacheEntry.ts"
import type { LookupResult } from "../../../../domain/lookup/Lookup.ts"
import type { KeptTrace } from "../../../observe/KeptTrace.ts"
import type { LookedUpAnew } from "../../openapi/Shapes.ts"
import type { UiData } from "../Data.ts"

/** The service said no. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** An answer of the cache: times as text, as JSON has them. */
export interface Kept extends Omit<CacheEntry, "fetchedAt" | "lastAccessed"> {
  readonly key: string
  readonly fetchedAt: string
  readonly lastAccessed: string
}

interface Problem {
  readonly error?: { readonly message?: string }
}

/** Longer than any look-up may take. */
const patience = 60_000

const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(path, {
    ...init,
    headers: { accept: "application/json", ...init.headers },
    signal: AbortSignal.any([AbortSignal.timeout(patience), ...(init.signal ? [init.signal] : [])])
  })
  if (response.ok) return response
  const body: Problem = await response.json().catch(() => ({}))
  throw new Refused(response.status, body.error?.message ?? response.statusText)
}

/** The JSON of an answer. */
export const read = async <A>(path: string, init?: RequestInit): Promise<A> => {
  const answer: A = await (await send(path, init)).json()
  return answer
}

export const uiData = (signal: AbortSignal) => read<UiData>("/ui/data", { signal })

/** One look-up with its story, which is not kept. That nobody knows the title is a story too, and no failure. */
export const tryOut = (query: URLSearchParams, signal: AbortSignal) =>
  read<{ readonly results: ReadonlyArray<LookupResult> }>(`/test?story=1&read=1&${query}`, { signal })

/** The story of a look-up, and what Plex sent for it. */
export const story = (id: string) =>
  read<Pick<KeptTrace, "match" | "ratingKey" | "requestId" | "trace">>(`/traces/${encodeURIComponent(id)}`)

export const listed = (part: string) =>
  read<{ readonly listed: ReadonlyArray<Kept> }>(`/cache?${new URLSearchParams({ pattern: part })}`)

export const kept = (key: string) => read<Kept>(`/cache?${new URLSearchParams({ key })}`)

/** Posts, with the admin token where there is one, and a body where there is one. */
export const post = <A>(path: string, token?: string, body?: object) =>
  read<A>(path, {
    method: "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })

/** Has the service examine itself; done when it is. */
export const selfTest = (token: string | undefined) => post<unknown>("/self-test", token)

/** Deletes an answer from the cache. */
export const remove = (key: string, token: string | undefined) =>
  post<{ readonly removed: number }>(`/cache/delete?${new URLSearchParams({ key })}`, token)

/** Has a key looked up now, whatever is kept: where the answer came from, and the id of its story. */
export const lookUpAnew = (key: string, token: string | undefined) =>
  post<typeof LookedUpAnew.Type>(`/lookups/anew?${new URLSearchParams({ key })}`, token)
