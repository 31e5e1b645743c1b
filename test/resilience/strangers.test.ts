/** Pages of others link anywhere: what they lead to is asked for only at the sources themselves. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { once } from "node:events"
import { createServer } from "node:net"
import { onlyItem } from "../app/stage.ts"
import { inside } from "./inside.ts"
import {
  cinemaFilm,
  cinemaList,
  duckduckgoPage,
  everything,
  pathOf,
  startpagePage,
  textOf,
  titleOf,
  type World
} from "./world.ts"

/** An address that nobody may contact, and how often somebody did. */
const forbidden = Effect.acquireRelease(
  Effect.promise(async () => {
    let contacts = 0
    const server = createServer((socket) => {
      contacts += 1
      socket.destroy()
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    return { server, port, contacts: () => contacts }
  }),
  ({ server }) => Effect.sync(() => server.close())
)

/** Ways to write an address inside the home or the machine, each with what a page of VPRO would have behind the host. */
const strange = (port: number, path: string): ReadonlyArray<string> => [
  `http://127.0.0.1:${port}${path}`,
  `//127.0.0.1:${port}${path}`,
  `http://www.cinema.nl@127.0.0.1:${port}${path}`,
  `http://www.cinema.nl:${port}${path}`,
  `http://localhost:${port}${path}`,
  `http://[::1]:${port}${path}`,
  `http://2130706433:${port}${path}`,
  `http://0x7f.1:${port}${path}`,
  `http://169.254.169.254/latest/meta-data${path}`,
  `file:///etc/passwd#${path}`,
  `gopher://127.0.0.1:${port}${path}`,
  `\\\\127.0.0.1:${port}${path}`
]

it.scopedLive("a result of a search engine leads to no stranger, and the right one is still found", () =>
  Effect.gen(function* () {
    const { port, contacts } = yield* forbidden
    const right = (path: string) => `https://www.cinema.nl${path}`
    const world: World = (source, { path, body }) => {
      if (source === "duckduckgo" && body.toLowerCase().includes("eend"))
        return duckduckgoPage(...strange(port, "/db/4712-dijk-eend"), right("/db/4712-dijk-eend"))
      if (source === "startpage" && path.toLowerCase().includes("start+2011"))
        return startpagePage(...strange(port, "/db/4713-dijk-start"), right("/db/4713-dijk-start"))
      if (source === "cinema" && path.startsWith("/db/4712")) return cinemaFilm("dijk eend")
      return source === "cinema" && path.startsWith("/db/4713") ? cinemaFilm("dijk start") : undefined
    }
    const { ask } = yield* inside(world, { WEB_SEARCH: "on" })
    for (const name of ["eend", "start"])
      assert.strictEqual(onlyItem(yield* ask(pathOf(name))).summary, textOf(titleOf(name)))
    assert.strictEqual(contacts(), 0)
  })
)

it.scopedLive("a card of cinema.nl leads to no stranger", () =>
  Effect.gen(function* () {
    const { port, contacts } = yield* forbidden
    const world: World = (source, { path }) => {
      if (source !== "cinema") return undefined
      if (path.startsWith("/zoeken"))
        return cinemaList("dijk blad", ...strange(port, "/db/4711-dijk-blad"), "/db/4711-dijk-blad")
      return path.startsWith("/db/4711") ? cinemaFilm("dijk blad") : undefined
    }
    const { ask } = yield* inside(world)
    assert.strictEqual(onlyItem(yield* ask(pathOf("blad"))).summary, textOf(titleOf("blad")))
    assert.strictEqual(contacts(), 0)
  })
)

it.scopedLive("VPRO's page makes nobody read a script of a stranger", () =>
  Effect.gen(function* () {
    const { port, contacts } = yield* forbidden
    const world: World = (source, question) => {
      if (source === "vprogids" && question.path === "/cinema/zoek.html")
        return {
          headers: { "content-type": "text/html" },
          body: [...strange(port, "/main.js"), "/own.js"].map((url) => `<script src="${url}"></script>`).join("")
        }
      if (source === "vprogids" && question.path === "/own.js")
        return { body: 'var x = {vpronlApiKey: "freshkey01", vpronlSecret: "freshsec01"}' }
      if (source !== "poms") return undefined
      const known = String(question.headers["authorization"]).startsWith("NPO freshkey01:")
      return known ? everything(source, question) : { status: 401, body: "signature" }
    }
    const { ask } = yield* inside(world)
    assert.strictEqual(onlyItem(yield* ask(pathOf("sleutel"))).summary, textOf(titleOf("sleutel")))
    assert.strictEqual(contacts(), 0)
  })
)
