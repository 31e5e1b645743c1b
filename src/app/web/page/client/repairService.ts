/** Asking the service for the owner's choices of pages. */
import type { NamedOverride, OverrideChoices, OverrideMade, OverrideUndone } from "../../openapi/OverrideShapes.ts"
import { post, read } from "./service.ts"

export type Override = typeof NamedOverride.Type
export type Choices = OverrideChoices
export type Made = typeof OverrideMade.Type
export type Undone = typeof OverrideUndone.Type

export const all = () => read<{ readonly overrides: ReadonlyArray<Override> }>("/overrides")

/** The one that holds for what Plex asks by a key. */
export const heldFor = async (ratingKey: string): Promise<Override | undefined> => {
  const { overrides } = await read<{ readonly overrides: ReadonlyArray<Override> }>(
    `/overrides?${new URLSearchParams({ ratingKey })}`
  )
  return overrides[0]
}

const bearer = (token: string | undefined) =>
  token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }

/** The pages that could be meant by what somebody types. */
export const choices = (ratingKey: string, query: string, token: string | undefined) =>
  read<Choices>(`/overrides/candidates?${new URLSearchParams({ ratingKey, query })}`, bearer(token))

export const keep = (wanted: { readonly ratingKey: string; readonly page: number | null }, token: string | undefined) =>
  post<Made>("/overrides/keep", token, wanted)

export const undo = (id: string, token: string | undefined) =>
  post<Undone>(`/overrides/undo?${new URLSearchParams({ id })}`, token)

export const bring = (given: object, token: string | undefined) =>
  post<{ readonly imported: number; readonly same: number }>("/overrides/import", token, given)
