/** How titles were written when Plex asked, for all replicas: the one that is asked for the metadata may not be the one that matched. */
import { Cache, Clock, Duration, Effect, Exit, Option } from "effect"
import { mostTitle } from "../../../domain/text/Bounds.ts"
import { ageOf } from "../../../domain/values/Elapsed.ts"
import { TitleMemoryPort } from "../../../ports/TitleMemoryPort.ts"
import { Redis } from "./Redis.ts"

const capacity = 10_000
const kept = Duration.days(1)
/** So long a title that another replica has learned may go unnoticed here. */
const unknown = Duration.seconds(5)

/** A memory of this replica in front of the server; without the server it is a memory of this replica. */
export const make = Effect.gen(function* () {
  const redis = yield* Redis
  const scope = yield* Effect.scope
  const titles = yield* Cache.makeWith({
    capacity,
    timeToLive: Exit.match({
      onFailure: () => unknown,
      onSuccess: ({ title }) => (Option.isSome(title) ? kept : unknown)
    }),
    lookup: (key: string) =>
      redis
        .run("recall", (client) => client.get(redis.name("title", key)))
        .pipe(
          Effect.map(Option.fromNullable),
          Effect.orElseSucceed(() => Option.none<string>()),
          Effect.flatMap(seen),
          // The first caller may hang up; the others that wait for the same title must still get it.
          Effect.uninterruptible
        )
  })
  const tell = (key: string, title: string) =>
    Effect.ignore(
      redis.run("remember", (client) => client.set(redis.name("title", key), title, "PX", Duration.toMillis(kept)))
    )
  return TitleMemoryPort.of({
    remember: (key, title) =>
      Effect.flatMap(titles.getOptionComplete(key), (known) =>
        title.length > mostTitle || Option.exists(known, (before) => Option.contains(before.title, title))
          ? Effect.void
          : Effect.flatMap(seen(Option.some(title)), (now) => titles.set(key, now)).pipe(
              Effect.zipRight(Effect.forkIn(tell(key, title), scope)),
              Effect.asVoid
            )
      ),
    recall: (key) =>
      Effect.gen(function* () {
        const { at, title } = yield* titles.get(key)
        // Seen before the clock was set back: it would not be looked for again until then.
        if (Option.isSome(title) || Number.isFinite(ageOf(at, yield* Clock.currentTimeMillis))) return title
        yield* titles.invalidate(key)
        return (yield* titles.get(key)).title
      })
  })
})

const seen = (title: Option.Option<string>) => Effect.map(Clock.currentTimeMillis, (at) => ({ title, at }))
