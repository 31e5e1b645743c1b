/** The Plex server of the environment, or the one that is kept in the cache folder, read whenever it is wanted: it may be connected while the service runs. */
import { type Duration, Effect, Either, Layer, Option, Redacted } from "effect"
import * as Client from "../adapters/http/Client.ts"
import * as KeptServer from "../adapters/plex/KeptServer.ts"
import * as Nearest from "../adapters/plex/Nearest.ts"
import * as PlexTv from "../adapters/plex/PlexTv.ts"
import { mostBusy, plexChecks } from "../domain/check/PlexChecks.ts"
import { ConnectedPlex } from "./check/ConnectedPlex.ts"
import { Connected, NotConnected, tokenOf } from "./plex/Connected.ts"
import { Connecting, NotKept } from "./plex/Connecting.ts"
import { asking, plexServer } from "./PlexAt.ts"
import type { PlexAccountPort } from "../ports/PlexAccountPort.ts"
import { PlexServerPort } from "../ports/PlexServerPort.ts"
import type { SettingsShape } from "./Settings.ts"
import { parseBaseUrl } from "./Values.ts"

/** Where a server may be told of. */
export type Where = Pick<SettingsShape, "cacheDirectory" | "plex" | "plexToken" | "plexUrl">

/** The server of the environment; none unless it has both an address and a token. */
const given = ({ plexToken, plexUrl }: Where) =>
  plexUrl.trim() === "" || Option.isNone(plexToken)
    ? Effect.succeedNone
    : Either.match(parseBaseUrl(plexUrl.trim()), {
        onLeft: (wanted) => new NotConnected({ reason: "Unreadable", detail: `PLEX_URL: ${wanted}` }),
        onRight: (url) =>
          Option.match(tokenOf(Redacted.value(plexToken.value)), {
            onNone: () =>
              new NotConnected({ reason: "Unreadable", detail: "PLEX_TOKEN: a token without spaces is expected" }),
            onSome: (token) => Effect.succeedSome<KeptServer.KeptServer>({ name: new URL(url).host, url, token })
          })
      })

const kept = (directory: string) =>
  Effect.catchTag(
    KeptServer.read(directory),
    "DiskError",
    ({ message }) => new NotConnected({ reason: "Unreadable", detail: message })
  )

/** The server that holds: the one of the environment, else the one that somebody connected. */
export const serverOf = (where: Where): Effect.Effect<Option.Option<KeptServer.KeptServer>, NotConnected> =>
  where.plex
    ? Effect.flatMap(given(where), (server) =>
        Option.isSome(server) ? Effect.succeed(server) : kept(where.cacheDirectory)
      )
    : new NotConnected({ reason: "Off" })

/** The same for who can do nothing without it. */
const theOne = (where: Where): Effect.Effect<KeptServer.KeptServer, NotConnected> =>
  Effect.flatMap(
    serverOf(where),
    Option.match({ onNone: () => new NotConnected({ reason: "Nobody" }), onSome: Effect.succeed })
  )

/** That server, for all who ask it something. */
export const layer = (where: Where): Layer.Layer<Connected> =>
  Layer.succeed(Connected, {
    server: Effect.map(
      serverOf(where),
      Option.map(({ id, name, url }) => ({ name, url, id }))
    ),
    asking: <A, E, R>(
      use: Effect.Effect<A, E, R>,
      patience: Duration.DurationInput = "30 seconds"
    ): Effect.Effect<A, E | NotConnected, Exclude<R, PlexServerPort>> =>
      Effect.flatMap(theOne(where), (server) => Effect.provide(use, plexServer(server, where.cacheDirectory, patience)))
  })

/** Connecting another one, from this cache folder. */
export const connecting = (where: Where & { readonly bases: Pick<SettingsShape["bases"], "plexTv"> }) => {
  const { cacheDirectory: directory } = where
  const named = <A, E, R>(use: (who: Effect.Effect.Success<ReturnType<typeof asking>>) => Effect.Effect<A, E, R>) =>
    Effect.flatMap(asking(directory), use)
  const notKept = Effect.mapError(({ message }: { readonly message: string }) => new NotKept({ message }))
  return Layer.succeed(Connecting, {
    origin: where.plex
      ? Effect.flatMap(given(where), (server) =>
          Option.isSome(server)
            ? Effect.succeed("environment" as const)
            : Effect.map(kept(directory), (server) => (Option.isSome(server) ? ("kept" as const) : ("none" as const)))
        )
      : new NotConnected({ reason: "Off" }),
    current: serverOf(where),
    asking: <A, E, R>(use: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, PlexAccountPort>> =>
      Effect.provide(
        use,
        Layer.unwrapEffect(
          named((who) => Effect.succeed(PlexTv.layer({ ...who, baseUrl: where.bases.plexTv, patience: "5 seconds" })))
        ).pipe(Layer.provide(Client.layer))
      ),
    nearest: (server) =>
      Effect.provide(
        named((who) => Nearest.nearest(server, who)),
        Client.layer
      ),
    identity: (url) =>
      Effect.provide(
        named((who) => Nearest.identityAt(url, who)),
        Client.layer
      ),
    proven: (server) =>
      Effect.flatMap(PlexServerPort, ({ sections, version }) => Effect.zipRight(version, sections)).pipe(
        Effect.asVoid,
        Effect.provide(plexServer(server, directory, "5 seconds"))
      ),
    keep: (server) => notKept(KeptServer.keep(directory, server)),
    forget: notKept(KeptServer.forget(directory))
  })
}

/** The same as the self-test looks at it: there is nothing to find where nobody has connected one. */
export const checked = Layer.effect(
  ConnectedPlex,
  Effect.map(Connected, ({ asking, server }) => ({
    checks: Effect.gen(function* () {
      const now = yield* server
      return Option.isNone(now) ? [] : yield* asking(plexChecks(now.value.url), mostBusy)
    }).pipe(
      Effect.catchTag("NotConnected", ({ message, reason }) =>
        Effect.as(reason === "Unreadable" ? Effect.logWarning(message) : Effect.void, [])
      )
    )
  }))
)
