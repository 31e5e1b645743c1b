/**
 * A Plex Media Server in memory that asks our provider by itself, as a real one does: a new film is matched and described at once, and one
 * that is refreshed is described anew a little later. Its own provider fills in what ours leaves out.
 */
import { Clock, Effect, Option, Ref, Schema, Stream } from "effect"
import { matchAnswer, metadataAnswer } from "../../src/domain/plex/Answers.ts"
import { movies, plexTypes } from "../../src/domain/plex/Provider.ts"
import type { Hints } from "../../src/domain/values/Hints.ts"
import { type PlexDetails, PlexServerError, PlexServerPort } from "../../src/ports/PlexServerPort.ts"

const Answered = Schema.Struct({
  MediaContainer: Schema.Struct({
    Metadata: Schema.Array(Schema.Struct({ guid: Schema.String, summary: Schema.optional(Schema.String) }))
  })
})
const decode = Schema.decodeUnknownOption(Answered)

/** A film as this Plex holds it, and who may change its text. */
interface Held extends PlexDetails {
  /** Another provider that stands higher has a text for it too. */
  readonly deaf: boolean
}

/** Milliseconds from a refresh that was asked for until it is done. */
const afterwards = 20_000

/** What Plex's own provider says of everything. */
export const own = "A keeper of dykes."

type Context =
  Effect.Effect.Context<ReturnType<typeof matchAnswer>> | Effect.Effect.Context<ReturnType<typeof metadataAnswer>>

/** A film comes into the library of such a server. */
export interface Added {
  readonly key: string
  readonly hints: Hints
  readonly locked?: boolean
  readonly deaf?: boolean
  /** The rating that it has already. */
  readonly rating?: number
}

const held = ({ deaf = false, hints, key, locked = false, rating }: Added): Held => ({
  key,
  title: hints.title,
  year: hints.year,
  guid: undefined,
  ids: hints.imdb === undefined ? [] : [`imdb://${hints.imdb}`],
  file: undefined,
  summary: own,
  rating,
  locked: locked ? ["summary"] : [],
  deaf
})

export const playedPlex = Effect.gen(function* () {
  const context = yield* Effect.context<Context>()
  const items = yield* Ref.make<ReadonlyMap<string, Held>>(new Map())
  const queue = yield* Ref.make(0)
  const isDown = yield* Ref.make(false)
  const refreshes: Array<{ readonly item: string; readonly at: number }> = []
  const ratings: Array<{
    readonly item: string
    readonly value: number | undefined
    readonly locked: boolean
    readonly at: number
  }> = []

  const answered = (answer: { readonly _tag: string; readonly body?: object }) =>
    Option.flatMap(decode(answer.body), ({ MediaContainer }) => Option.fromNullable(MediaContainer.Metadata[0]))

  const matched = ({ ids, title, year }: PlexDetails) => {
    const request = {
      type: plexTypes.movie,
      title,
      ...(year === undefined ? {} : { year }),
      ...(ids[0] === undefined ? {} : { guid: ids[0] })
    }
    return Effect.map(matchAnswer(movies, request), answered)
  }

  const describe = Effect.fnUntraced(function* (key: string) {
    const item = (yield* Ref.get(items)).get(key)
    if (item === undefined) return
    const match = item.guid === undefined ? yield* matched(item) : Option.some({ guid: item.guid })
    if (Option.isNone(match)) return
    const { guid } = match.value
    const told = answered(yield* metadataAnswer(movies, guid.slice(guid.lastIndexOf("/") + 1), {}))
    yield* Ref.update(items, (all) => {
      const now = all.get(key)
      if (now === undefined) return all
      const text = Option.getOrUndefined(told)?.summary
      const summary = now.locked.includes("summary") || now.deaf ? now.summary : (text ?? own)
      return new Map([...all, [key, { ...now, guid, summary }]])
    })
  }, Effect.provide(context))

  const reached = <A>(answer: Effect.Effect<A, PlexServerError>) =>
    Effect.flatMap(Ref.get(isDown), (down) =>
      down ? new PlexServerError({ reason: "Unreachable", address: "http://plex.test", tried: "a test" }) : answer
    )
  const section = {
    key: "1",
    title: "Films",
    kind: "film" as const,
    agent: movies.identifier,
    agentId: "7",
    folders: []
  }

  const server = PlexServerPort.of({
    version: reached(Effect.succeed("1.43.4")),
    providers: reached(
      Effect.succeed([{ id: "5", identifier: movies.identifier, title: "VPRO", address: "http://v" }])
    ),
    agents: reached(Effect.succeed([{ id: "7", title: "VPRO", primary: movies.identifier, members: ["5"] }])),
    sections: reached(Effect.succeed([section, { ...section, key: "2", title: "Not ours", agent: "x", agentId: "9" }])),
    addProvider: () => Effect.dieMessage("nobody wants that"),
    moveProvider: () => Effect.dieMessage("nobody wants that"),
    addAgent: () => Effect.dieMessage("nobody wants that"),
    addToAgent: () => Effect.dieMessage("nobody wants that"),
    useAgent: () => Effect.dieMessage("nobody wants that"),
    refresh: () => Effect.dieMessage("nobody wants that"),
    removeProvider: () => Effect.dieMessage("nobody wants that"),
    removeAgent: () => Effect.dieMessage("nobody wants that"),
    details: (keys) => reached(Effect.map(Ref.get(items), (all) => keys.flatMap((key) => all.get(key) ?? []))),
    matchItem: () => Effect.dieMessage("nobody matches here"),
    rate: (key, { locked, value }) =>
      reached(
        Effect.gen(function* () {
          ratings.push({ item: key, value, locked, at: yield* Clock.currentTimeMillis })
          yield* Ref.update(items, (all) => {
            const now = all.get(key)
            if (now === undefined) return all
            const others = now.locked.filter((name) => name !== "rating")
            return new Map([...all, [key, { ...now, rating: value, locked: locked ? [...others, "rating"] : others }]])
          })
        })
      ),
    refreshItem: (key) =>
      reached(
        Effect.gen(function* () {
          refreshes.push({ item: key, at: yield* Clock.currentTimeMillis })
          const turn = yield* Ref.get(queue)
          const later = Effect.flatMap(Ref.get(queue), (now) => (now === turn ? describe(key) : Effect.void))
          yield* Effect.forkDaemon(Effect.delay(later, afterwards))
        })
      ),
    items: ({ key }) =>
      key === "1"
        ? Stream.unwrap(reached(Effect.map(Ref.get(items), (all) => Stream.fromIterable(all.values()))))
        : Stream.empty
  })

  return {
    server,
    /** Whenever a refresh was asked for, the earliest first. */
    refreshes: (): ReadonlyArray<{ readonly item: string; readonly at: number }> => refreshes,
    /** Whenever a rating was given or taken away, the earliest first. */
    ratings: () => ratings,
    /** Somebody gives a title a rating. */
    rate: (key: string, rating: number, locked = true) =>
      Ref.update(items, (all) => {
        const now = all.get(key)
        return now === undefined
          ? all
          : new Map([...all, [key, { ...now, rating, locked: locked ? [...now.locked, "rating"] : now.locked }]])
      }),
    /** What is in the library now. */
    items: Effect.map(Ref.get(items), (all) => [...all.values()]),
    /** A film comes in, and is asked for at once. */
    add: (film: Added) =>
      Effect.zipRight(
        Ref.update(items, (all) => new Map([...all, [film.key, held(film)]])),
        describe(film.key)
      ),
    /** Films that were there before this Plex knew us: nobody was asked about them. */
    quietly: (films: ReadonlyArray<Added>) => Ref.set(items, new Map(films.map((film) => [film.key, held(film)]))),
    /** From now on no other provider stands higher than ours. */
    hears: Ref.update(items, (all) => new Map([...all].map(([key, item]) => [key, { ...item, deaf: false }]))),
    remove: (key: string) => Ref.update(items, (all) => new Map([...all].filter(([one]) => one !== key))),
    /** It is not there for a while, and what it was to refresh is lost. */
    restarted: (away: number) =>
      Effect.all([
        Ref.update(queue, (turn) => turn + 1),
        Ref.set(isDown, true),
        Effect.sleep(away),
        Ref.set(isDown, false)
      ])
  }
})
