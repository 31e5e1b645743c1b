/** What the section "Connect" asks of the service. */
import type { Connection, SignInProgress } from "../../routes/ConnectRoutes.ts"
import type { SetUpState, StepResult, TmdbTested } from "../../routes/SetUpRoutes.ts"
import { post, read } from "./service.ts"

export const connection = () => read<Connection>("/connect")
export const signIn = (token: string | undefined) => post<{ readonly address: string }>("/connect/sign-in", token)
export const poll = () => post<SignInProgress>("/connect/sign-in/poll")
export const choose = (server: string) => post<SignInProgress>("/connect/sign-in/choose", undefined, { server })
export const byHand = (server: { readonly url: string; readonly token: string }, token: string | undefined) =>
  post<SignInProgress>("/connect/by-hand", token, server)
export const logOut = () => post<Connection>("/connect/log-out")
export const forget = () => post<unknown>("/connect/forget")
export const setUp = (url: string) => read<SetUpState>(`/connect/set-up?${new URLSearchParams({ url })}`)
export const step = (body: object) => post<StepResult>("/connect/step", undefined, body)
export const testTmdb = (token: string | undefined) => post<TmdbTested>("/connect/tmdb", token)
