/** An afternoon in the life of the service: Plex calls, sources answer in their own time, one of them stumbles. */
import { type Duration, Effect } from "effect"
import { encodeRatingKey } from "../../src/domain/keys/RatingKey.ts"
import { hints } from "../stand-ins/works.ts"
import type { Fault } from "../resilience/sources.ts"
import { until } from "../stand-ins/server.ts"
import { bareTitle, films, foreignTitle } from "./films.ts"
import type { Service } from "./stage.ts"

/** Answers well after a while. */
const slow =
  (ms: () => number): Fault =>
  (_, outgoing, well) =>
    void setTimeout(() => outgoing.writeHead(well.status ?? 200, well.headers).end(well.body), ms())

const away: Fault = (_, outgoing) => void outgoing.writeHead(503, { "retry-after": "600" }).end()

const plex = { "user-agent": "PlexMediaServer/1.43.0.10467-2b1ba6e69" }

/** The path by which Plex asks for a film. */
export const pathOf = (title: string, year?: number) =>
  `/movies/library/metadata/${encodeRatingKey(hints(title, year))}`

export const live = Effect.fn(function* ({ ask, move: jump, others }: Service) {
  /** What is known of a page but for its ids comes a moment after the answer: time waits for it. */
  const settled = until(Effect.map(ask("/metrics"), ({ text }) => /^lookups_under_way 0$/m.test(text)))
  const move = (time: Duration.DurationInput) => Effect.map(settled, () => jump(time))
  let step = 0
  const { poms, tmdb, cinema } = others.of
  poms.ails(slow(() => 40 + ((step * 37) % 90)))
  tmdb.ails(slow(() => 70 + ((step * 53) % 160)))
  cinema.ails(slow(() => 60 + ((step * 71) % 300)))
  const get = (path: string) => ask(path, { headers: plex })
  const matched = (title: string, year: number) =>
    ask("/movies/library/metadata/matches", {
      method: "POST",
      headers: { ...plex, "content-type": "application/json" },
      body: JSON.stringify({ type: 1, title, year })
    })
  yield* get("/movies")
  yield* get("/series")
  const known = films.filter(({ type }) => type === undefined)
  const titles = [
    ...known.map(({ title, year }) => [title, year] as const),
    [foreignTitle, 2016] as const,
    [bareTitle, 2021] as const,
    ["Een film die niemand kent", 1999] as const
  ]
  for (const [title, year] of titles) {
    yield* matched(title, year)
    yield* get(pathOf(title, year))
    step += 1
    for (let again = 0; again < (step * 5) % 4; again += 1) yield* get(pathOf(title, year))
    yield* move("4 minutes")
  }
  yield* get("/series/library/metadata/vpro-waterlijn-2020-none-s")
  cinema.ails(away)
  for (const title of ["Het huis zonder ramen", "Kreeftgang", "De laatste veerman"]) {
    yield* matched(title, 2003)
    yield* get(pathOf(title, 2003))
    yield* move("2 minutes")
  }
  yield* Effect.promise(cinema.heal)
  for (const { title, year } of [...known, ...known]) {
    yield* get(pathOf(title, year))
    if ((step += 1) % 3 === 0) yield* move("3 minutes")
  }
  yield* matched("De stille kade", 2010)
  yield* get(pathOf("De stille kade", 2010))
  yield* move("3 minutes")
})
