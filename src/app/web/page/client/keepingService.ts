/** Asking the service to keep Plex up to date. */
import type { Keeping } from "../../openapi/KeepingShapes.ts"
import type { Wanted } from "./libraryService.ts"
import { post, read } from "./service.ts"

export type { Keeping }

export const keeping = (signal: AbortSignal) => read<Keeping>("/library/keeping", { signal })

/** One title: by Plex's number of it, or by the key under which Plex asks for it. */
export type One = Readonly<Partial<Record<"key" | "ratingKey", string>>>

/** Has Plex refresh the titles of a list, or one of them. */
export const refresh = ({ filter, library, search }: Wanted, one: One, token: string | undefined) => {
  const query = { filter, ...(library === "" ? {} : { library }), ...(search === "" ? {} : { search }), ...one }
  return post<{ readonly begun: boolean; readonly titles: number }>(
    `/library/refresh?${new URLSearchParams(query)}`,
    token
  )
}

export const warm = (token: string | undefined) => post<{ readonly begun: boolean }>("/library/warm", token)

/** Ends what is going on. */
export const stop = (what: "refresh" | "warm", token: string | undefined) =>
  post<{ readonly stopped: boolean }>(`/library/${what}/stop`, token)

export const rating = (on: boolean, token: string | undefined) => post<Keeping>(`/library/rating?on=${on}`, token)

export const sync = (on: boolean, token: string | undefined) => post<Keeping>(`/library/sync?on=${on}`, token)
