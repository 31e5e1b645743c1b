/** What the section "Connect" asks of the service. */
import type { Connection, SignInProgress } from "../../routes/ConnectRoutes.ts"
import type { SetUpState, StepResult, TmdbTested } from "../../routes/SetUpRoutes.ts"
import { read } from "./service.ts"

const post = <A>(path: string, body?: unknown, token?: string) =>
  read<A>(path, {
    method: "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })

export const connection = () => read<Connection>("/connect")
export const signIn = (token: string | undefined) =>
  post<{ readonly address: string }>("/connect/sign-in", undefined, token)
export const poll = () => post<SignInProgress>("/connect/sign-in/poll")
export const choose = (server: string) => post<SignInProgress>("/connect/sign-in/choose", { server })
export const byHand = (server: { readonly url: string; readonly token: string }, token: string | undefined) =>
  post<SignInProgress>("/connect/by-hand", server, token)
export const logOut = () => post<Connection>("/connect/log-out")
export const forget = () => post<unknown>("/connect/forget")
export const setUp = (url: string) => read<SetUpState>(`/connect/set-up?${new URLSearchParams({ url })}`)
export const step = (body: unknown) => post<StepResult>("/connect/step", body)
export const testTmdb = (token: string | undefined) => post<TmdbTested>("/connect/tmdb", undefined, token)
