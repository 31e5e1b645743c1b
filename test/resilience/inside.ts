/** The service in this process, on a free port, with a clock that can be moved: time-outs are real, expiry is not awaited. */
import { HttpServer } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { Clock, ConfigProvider, Duration, Effect, Layer, Logger, LogLevel } from "effect"
import * as Layers from "../../src/app/Layers.ts"
import * as Routes from "../../src/app/Routes.ts"
import * as Server from "../../src/app/Server.ts"
import * as Settings from "../../src/app/Settings.ts"
import { serve } from "../../src/app/Web.ts"
import { type Asking, folder, send } from "./process.ts"
import { sources } from "./sources.ts"
import type { World } from "./world.ts"

/** Runs on the real clock, ahead of it by as much as it was moved. */
const movable = (real: Clock.Clock) => {
  let ahead = 0
  const millis = () => real.unsafeCurrentTimeMillis() + ahead
  const nanos = () => real.unsafeCurrentTimeNanos() + BigInt(ahead) * 1_000_000n
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: millis,
    unsafeCurrentTimeNanos: nanos,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanos: Effect.sync(nanos),
    sleep: (duration) => real.sleep(duration)
  }
  return { clock, move: (by: Duration.DurationInput) => void (ahead += Duration.toMillis(by)) }
}

/** Sources of that world, and a service over them with an empty cache folder, until the scope closes. */
export const inside = Effect.fn(function* (world: World, variables: Readonly<Record<string, string>> = {}) {
  const others = yield* Effect.acquireRelease(
    Effect.promise(() => sources(world)),
    (others) => Effect.promise(others.close)
  )
  const { path: directory } = yield* Effect.acquireRelease(Effect.sync(folder), ({ remove }) => Effect.sync(remove))
  const { clock, move } = movable(yield* Effect.clock)
  const settings = yield* Settings.load.pipe(
    Effect.withConfigProvider(
      ConfigProvider.fromMap(
        new Map(Object.entries({ CACHE_DIR: directory, LOOKUP_TIMEOUT: "3 s", ...others.variables, ...variables }))
      )
    )
  )
  const context = yield* Layer.build(
    serve(Routes.layer).pipe(
      Layer.provideMerge(Server.layer({ port: 0, host: "127.0.0.1", grace: Duration.zero })),
      Layer.provide(Layers.layer),
      Layer.provide(Layer.succeed(Settings.Settings, settings)),
      Layer.provide(NodeContext.layer),
      Layer.provide(Logger.minimumLogLevel(LogLevel.None))
    )
  ).pipe(Effect.withClock(clock))
  const { address } = yield* Effect.provide(HttpServer.HttpServer, context)
  if (address._tag !== "TcpAddress") return yield* Effect.dieMessage("the service has no port")
  const { port } = address
  return {
    port,
    directory,
    others,
    /** Moves the clock of the service on, or back. */
    move,
    ask: (path: string, asking?: Asking) => Effect.promise(() => send(port, path, asking))
  }
})
