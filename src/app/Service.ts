/** The service as a whole, from its settings until it is told to stop. */
import { HttpServer } from "@effect/platform"
import { Cause, Effect, Layer, Option } from "effect"
import * as Client from "../adapters/http/Client.ts"
import { reachable } from "./web/Address.ts"
import * as Afterwards from "./Afterwards.ts"
import * as Layers from "./Layers.ts"
import * as SelfTest from "./check/SelfTest.ts"
import * as Trials from "./check/Trials.ts"
import * as Renewal from "./Renewal.ts"
import * as Logs from "./observe/Logs.ts"
import { hardened } from "./observe/LogWriter.ts"
import * as Routes from "./web/Routes.ts"
import * as Server from "./web/Server.ts"
import * as Settings from "./Settings.ts"
import { Switches } from "./settings/Switches.ts"
import * as SourceWatch from "./observe/SourceWatch.ts"
import * as Telemetry from "./observe/Telemetry.ts"
import * as Sync from "./Sync.ts"
import { startLines } from "./Started.ts"
import { serve } from "./web/Shell.ts"

/** Says where it is: the settings may leave the port to the system, and name a host that is no address to go to. */
const announced = (settings: Settings.SettingsShape) =>
  Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    const { tmdbKey } = yield* (yield* Switches).now
    for (const line of startLines(settings, Option.isSome(tmdbKey), reachable(address))) yield* Effect.logInfo(line)
  })

const service = (settings: Settings.SettingsShape) =>
  Layer.scopedDiscard(Effect.zipRight(Settings.warned(settings), announced(settings))).pipe(
    Layer.provideMerge(serve(Routes.layer)),
    Layer.provideMerge(Afterwards.layer),
    Layer.provideMerge(SourceWatch.layer),
    Layer.provideMerge(Sync.rhythm),
    Layer.provideMerge(settings.renewal ? Renewal.layer : Layer.empty),
    Layer.provideMerge(settings.selfTest ? Layer.merge(SelfTest.rhythm, Trials.layer) : Layer.empty),
    // The server comes first, so that running requests finish before anything they use is closed.
    Layer.provide(Server.layer({ port: settings.port, host: settings.host, grace: Server.grace })),
    Layer.provideMerge(Telemetry.gauges),
    Layer.provide(Layers.layer),
    Layer.provide(Telemetry.layer),
    Layer.provide(Client.layer),
    Layer.provide(Layer.succeed(Settings.Settings, settings)),
    Layer.launch,
    Effect.tapErrorCause((cause) => {
      const port = Option.filter(Cause.failureOption(cause), ({ _tag }) => _tag === "ServeError")
      return Option.match(port, {
        onNone: () => Effect.logFatal("stopped", cause),
        // A port that is taken is no fault of the program: the system's own words say it all.
        onSome: ({ cause }) =>
          Effect.logFatal(
            `stopped: the port cannot be used, ${cause instanceof Error ? cause.message : "no reason given"}`
          )
      })
    }),
    Effect.provide(
      Logs.layer({ format: settings.logFormat, level: settings.logLevel, shared: settings.otlpEndpoint !== "" })
    )
  )

/** Runs the service with the settings of the environment. A wrong setting is the only failure that is not in the log. */
export const run = Effect.sync(() => {
  // Node itself writes warnings there.
  hardened(process.stderr)
}).pipe(Effect.zipRight(Effect.flatMap(Settings.load, service)))
