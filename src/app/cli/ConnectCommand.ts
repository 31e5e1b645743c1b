/** `connect`: signs in to Plex once, so that the other commands know the server. */
import { Options } from "@effect/cli"
import { Duration, Effect, Option, type Redacted } from "effect"
import { type OwnedServer, PlexAccountError, PlexAccountPort, type SignIn } from "../../ports/PlexAccountPort.ts"
import { PlexServerPort } from "../../ports/PlexServerPort.ts"
import type { PlexAt } from "../PlexAt.ts"
import { isPassing, signInTime } from "../plex/SignIns.ts"
import { visible } from "../Visible.ts"
import { commandOf } from "./Arguments.ts"
import { failed, misused } from "./CommandFailure.ts"
import { Output } from "./Output.ts"
import { plexOptions } from "./PlexOptions.ts"
import {
  connect,
  disconnect,
  identityAt,
  nearest,
  plexAccount,
  plexAllowed,
  plexNeeded,
  plexServer
} from "./PlexPrepared.ts"

const options = {
  ...plexOptions,
  server: Options.text("server").pipe(
    Options.withPseudoName("NAME"),
    Options.withDescription("Which server, where your account owns several."),
    Options.optional
  ),
  forget: Options.boolean("forget").pipe(
    Options.withDescription("Forget the server that was connected, and its token.")
  )
}

const pause = Duration.seconds(2)

/** Waits for the person. */
const signedIn = Effect.fn("ConnectCommand.signedIn")(function* (signIn: SignIn) {
  const { outcome } = yield* PlexAccountPort
  const now = Effect.catchIf(outcome(signIn), isPassing, () => Effect.succeedNone)
  const waiting = Effect.repeat(Effect.delay(now, pause), { until: Option.isSome })
  const token = yield* Effect.timeoutFail(waiting, {
    duration: signInTime,
    onTimeout: () => new PlexAccountError({ reason: "Expired", tried: `within ${Duration.format(signInTime)}` })
  })
  return yield* Option.match(token, { onNone: () => failed("nobody signed in"), onSome: Effect.succeed })
})

const account = Effect.gen(function* () {
  const { print, remark } = yield* Output
  const { begin } = yield* PlexAccountPort
  const signIn = yield* begin
  yield* print(
    `Open this address in a browser, and sign in as the owner of the server:\n\n  ${visible(signIn.address)}\n`
  )
  yield* remark(`Waiting for it, ${Duration.format(signInTime)} at most …`)
  return yield* signedIn(signIn)
})

const named = (servers: ReadonlyArray<OwnedServer>) => servers.map(({ name }) => `"${visible(name)}"`).join(", ")

/** The server that is meant, of those that the account owns. */
const chosen = (servers: ReadonlyArray<OwnedServer>, wanted: Option.Option<string>) => {
  const [first, second] = servers
  if (first === undefined) return failed("this account owns no Plex Media Server")
  if (Option.isNone(wanted))
    return second === undefined
      ? Effect.succeed(first)
      : misused(`this account owns several servers: give --server with one of ${named(servers)}`)
  const found = servers.find(({ name }) => name.toLowerCase() === wanted.value.toLowerCase())
  return found === undefined
    ? misused(`this account owns no server "${visible(wanted.value)}"; there are ${named(servers)}`)
    : Effect.succeed(found)
}

/** Signs in, and finds where the server answers from here. */
const bySigningIn = Effect.fn("ConnectCommand.bySigningIn")(function* (wanted: Option.Option<string>) {
  const { servers } = yield* PlexAccountPort
  const server = yield* chosen(yield* servers(yield* account), wanted)
  const url = yield* nearest(server)
  if (Option.isNone(url))
    return yield* failed(
      `"${visible(server.name)}" answers at none of its ${server.addresses.length} addresses from here: is it running?`
    )
  return { name: server.name, url: url.value, id: server.id, token: server.token }
})

/** Whether the server takes the token. */
const proven = (server: PlexAt) =>
  Effect.flatMap(PlexServerPort, ({ sections, version }) => Effect.zip(version, sections)).pipe(
    Effect.provide(plexServer(server))
  )

const kept = Effect.fn("ConnectCommand.kept")(function* (
  server: PlexAt & { readonly name: string; readonly id?: string }
) {
  const { print } = yield* Output
  const [version, sections] = yield* proven(server)
  yield* connect(server)
  const libraries = sections.map(({ title }) => `"${title}"`).join(", ")
  yield* print(
    visible(
      `Connected to "${server.name}" at ${server.url}, Plex Media Server ${version}${libraries === "" ? "" : `, with ${libraries}`}.`
    )
  )
  yield* print("The other commands use it now. Next: register, with --library for each of these libraries.")
})

const forgotten = Effect.gen(function* () {
  const { print } = yield* Output
  yield* print(
    (yield* disconnect)
      ? "Forgotten. In Plex, Settings > Authorized Devices lists what may still sign in."
      : "No server was connected: nothing was done."
  )
})

type Given = Readonly<{
  "plex-url": Option.Option<string>
  token: Option.Option<Redacted.Redacted<string>>
  server: Option.Option<string>
}>

const connecting = Effect.fn("ConnectCommand.connecting")(function* ({ server, ...given }: Given) {
  yield* plexAllowed
  if (Option.isNone(given["plex-url"])) return yield* kept(yield* Effect.provide(bySigningIn(server), plexAccount))
  const named = yield* plexNeeded(given)
  const id = yield* identityAt(named.url)
  return yield* kept({
    ...named,
    name: new URL(named.url).host,
    ...(Option.isNone(id) ? {} : { id: id.value })
  })
})

export const command = commandOf(
  "connect",
  "Sign in to Plex in a browser, once, so that the other commands know your server; or name it with --plex-url and PLEX_TOKEN. Keeps address and token in CACHE_DIR, readable by the owner of the service only.",
  options,
  ({ forget, ...given }) => (forget ? forgotten : connecting(given))
)
