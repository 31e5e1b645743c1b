/** Asking the service to keep Plex up to date. */
import type { Keeping } from "../../openapi/KeepingShapes.ts"
import type { Wanted } from "./libraryService.ts"
import { read } from "./service.ts"

export type { Keeping }

export const keeping = (signal: AbortSignal) => read<Keeping>("/library/keeping", { signal })

const post = <A>(path: string, query: Readonly<Record<string, string>>, token: string | undefined) =>
  read<A>(`/library/${path}?${new URLSearchParams(query)}`, {
    method: "POST",
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  })

/** One title: by Plex's number of it, or by the key under which Plex asks for it. */
export type One = Readonly<Partial<Record<"key" | "ratingKey", string>>>

/** Has Plex refresh the titles of a list, or one of them. */
export const refresh = ({ filter, library, search }: Wanted, one: One, token: string | undefined) =>
  post<{ readonly begun: boolean; readonly titles: number }>(
    "refresh",
    { filter, ...(library === "" ? {} : { library }), ...(search === "" ? {} : { search }), ...one },
    token
  )

export const warm = (token: string | undefined) => post<{ readonly begun: boolean }>("warm", {}, token)

/** Ends what is going on. */
export const stop = (what: "refresh" | "warm", token: string | undefined) =>
  post<{ readonly stopped: boolean }>(`${what}/stop`, {}, token)

export const sync = (on: boolean, token: string | undefined) => post<Keeping>("sync", { on: String(on) }, token)
