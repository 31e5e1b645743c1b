/** Plex, as commands meet it: the server that was named or connected, plex.tv, and who answers at an address. */
import { type Duration, Effect, Layer, Option, type Redacted } from "effect"
import * as Client from "../../adapters/http/Client.ts"
import * as KeptServer from "../../adapters/plex/KeptServer.ts"
import * as Nearest from "../../adapters/plex/Nearest.ts"
import * as PlexTv from "../../adapters/plex/PlexTv.ts"
import { identifierAt } from "../../adapters/plex/ServiceProbe.ts"
import type { OwnedServer } from "../../ports/PlexAccountPort.ts"
import * as FormerAgentsFile from "../FormerAgentsFile.ts"
import * as Plex from "../PlexAt.ts"
import * as Settings from "../Settings.ts"
import { failed, misused } from "./CommandFailure.ts"

/** What options and variables say of it. */
export interface PlexGiven {
  readonly "plex-url": Option.Option<string>
  readonly token: Option.Option<Redacted.Redacted<string>>
}

const folder = Effect.map(Settings.load, ({ cacheDirectory }) => cacheDirectory)

const who = Effect.flatMap(folder, Plex.asking)

/** The server that was connected. */
export const connected = Effect.flatMap(folder, KeptServer.read).pipe(
  Effect.catchTag("DiskError", ({ message }) => failed(`the server that was connected cannot be read: ${message}`))
)

/** Connects a server: commands use it where nobody names another. */
export const connect = (server: KeptServer.KeptServer) =>
  Effect.flatMap(folder, (directory) => KeptServer.keep(directory, server)).pipe(
    Effect.catchTag("DiskError", ({ message }) => failed(`it cannot be kept: ${message}`))
  )

/** Forgets the server that was connected; whether there was one. */
export const disconnect = Effect.flatMap(folder, KeptServer.forget).pipe(
  Effect.catchTag("DiskError", ({ message }) => failed(`it cannot be forgotten: ${message}`))
)

/** Whether anything of Plex may be asked. */
const allowed = Effect.map(Settings.load, ({ plex }) => plex)

const off = failed("connecting with Plex is switched off: PLEX=off")

/** For what can do nothing without Plex. */
export const plexAllowed = Effect.flatMap(allowed, (yes) => (yes ? Effect.void : off))

/** The server that is meant: the one that is named, else the one that was connected; none where there is neither, or where Plex is off. */
export const plexMeant = Effect.fn("PlexPrepared.plexMeant")(function* ({ "plex-url": url, token }: PlexGiven) {
  if (!(yield* allowed)) return Option.none<Plex.PlexAt>()
  if (Option.isNone(url)) return Option.map(yield* connected, ({ token, url }): Plex.PlexAt => ({ url, token }))
  if (Option.isNone(token)) return yield* misused("--plex-url needs the token of Plex: set PLEX_TOKEN, or give --token")
  return Option.some<Plex.PlexAt>({ url: url.value, token: token.value })
})

/** The same, for a command that can do nothing without it. */
export const plexNeeded = (given: PlexGiven) =>
  Effect.flatMap(
    Effect.zipRight(plexAllowed, plexMeant(given)),
    Option.match({
      onNone: () => misused("where is Plex? Sign in once with the command connect, or give --plex-url and PLEX_TOKEN"),
      onSome: Effect.succeed
    })
  )

/** That server. While it is busy it is waited for, half a minute when nothing else is said. */
export const plexServer = (server: Plex.PlexAt, patience: Duration.DurationInput = "30 seconds") =>
  Layer.unwrapEffect(Effect.map(folder, (directory) => Plex.plexServer(server, directory, patience)))

/** That server for the steps of the set-up, which note in the cache folder what they change. */
export const plexToSetUp = (server: Plex.PlexAt) =>
  Layer.merge(plexServer(server), Layer.unwrapEffect(Effect.map(folder, FormerAgentsFile.layer)))

/** plex.tv, for as long as a person signs in. */
export const plexAccount = Layer.unwrapEffect(
  Effect.gen(function* () {
    const { bases } = yield* Settings.load
    return PlexTv.layer({ ...(yield* who), baseUrl: bases.plexTv, patience: "30 seconds" })
  })
).pipe(Layer.provide(Client.layer))

/** Where a server answers, of the addresses that plex.tv knows. */
export const nearest = (server: OwnedServer) =>
  Effect.flatMap(who, (who) => Nearest.nearest(server, who)).pipe(Effect.provide(Client.layer))

/** By which the server at an address tells who it is. */
export const identityAt = (url: string) =>
  Effect.flatMap(who, (who) => Nearest.identityAt(url, who)).pipe(Effect.provide(Client.layer))

/** The identifier of the provider that answers at an address, as seen from here. */
export const providerAt = (address: string) => Effect.provide(identifierAt(address), Client.layer)
