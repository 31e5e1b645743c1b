/** The command line in this process: its words go in, what it writes and its exit code come out. */
import { NodeContext } from "@effect/platform-node"
import { ConfigProvider, Effect } from "effect"
import * as Path from "node:path"
import { Output, make } from "../../../src/app/cli/Output.ts"
import * as Program from "../../../src/app/cli/Program.ts"
import { folder } from "../../stand-ins/folder.ts"
import { standIn } from "../../stand-ins/server.ts"
import { leadingTo, nothing, type Sources } from "../stage.ts"

export interface Written {
  readonly out: () => string
  readonly err: () => string
}

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Who sits at the terminal. */
export interface Sitting {
  /** Somebody sees what is written. */
  readonly live?: boolean
  /** Somebody answers. */
  readonly answers?: string
  /** What comes in on standard input. */
  readonly given?: string
  readonly colours?: boolean
  /** The columns of the terminal of results. */
  readonly width?: number
  /** What becomes of each part of the result: written, unless it is said what the system says. */
  readonly fault?: () => NodeJS.ErrnoException | undefined
}

/** The command line as an effect, for who wants to stop it, and what it has written so far. */
export const started = (
  words: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>>,
  { answers, given = "", colours = false, fault = () => undefined, live = false, width = 80 }: Sitting = {}
) => {
  let [out, err] = ["", ""]
  const output = make({
    out: (text, done) => {
      const error = fault()
      if (error === undefined) out += text
      done(error)
    },
    err: (text) => {
      err += text
    },
    live,
    columns: () => 60,
    interactive: answers !== undefined,
    ask: (question) =>
      Effect.sync(() => {
        err += question
        return answers ?? ""
      }),
    given: Effect.succeed(given),
    colours,
    width: () => width
  })
  const effect = Program.run(words).pipe(
    Effect.provideService(Output, output),
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables)))),
    Effect.provide(NodeContext.layer)
  )
  return { effect, written: { out: () => out, err: () => err } satisfies Written }
}

/** Runs a command line to its end, in an empty cache folder unless another one is given. */
export const run = (
  words: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>> = {},
  sitting: Sitting = {}
): Effect.Effect<Ran> =>
  Effect.flatMap(folder, (CACHE_DIR) => {
    const { effect, written } = started(words, { CACHE_DIR, ...variables }, sitting)
    return Effect.map(effect, (code) => ({ code, out: written.out(), err: written.err() }))
  }).pipe(Effect.scoped)

/** An entry of the cache, as its file holds it, and its key. */
export const key = "vpro-de-dijk-2011-none-m"
export const entry = {
  title: "De dijk",
  year: 2011,
  description: "Een dijkwachter ontdekt dat het water hoger staat dan de kaarten zeggen.",
  url: null,
  imdb_id: null,
  vpro_id: "4711",
  media_type: "film",
  status: "found",
  fetched_at: "2026-11-20T10:00:00",
  last_accessed: "2026-11-20T10:00:00"
}

/** A cache folder, sources that are stand-ins, and the variables that lead to both. */
export const world = Effect.fn(function* (sources: Sources = () => undefined) {
  const others = yield* standIn((request) => sources(request) ?? nothing(request))
  const cache = yield* folder
  return {
    asked: others.requests,
    /** Where the sources are. */
    home: new URL(others.url),
    cache,
    variables: {
      ...leadingTo(others.url),
      CACHE_DIR: cache,
      POMS_CACHE_FILE: Path.join(cache, "credentials.json")
    }
  }
})
