/** What can be wrong with a source. */
import { gzipSync } from "node:zlib"
import type { Fault, Source } from "./sources.ts"
import type { Answer, Name } from "./world.ts"

export interface Ailment {
  readonly name: string
  readonly strike: (source: Source) => Promise<void>
}

const of = (name: string, fault: Fault): Ailment => ({ name, strike: (source) => Promise.resolve(source.ails(fault)) })

const says = (name: string, status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  of(name, (_, outgoing) => outgoing.writeHead(status, { "content-type": "text/html", ...headers }).end(body))

const altered = (
  name: string,
  alter: (well: Answer) => string | Buffer,
  headers: Readonly<Record<string, string>> = {}
) => of(name, (_, outgoing, well) => outgoing.writeHead(200, { ...well.headers, ...headers }).end(alter(well)))

const wall =
  '<!doctype html><html><head><title>Just a moment...</title></head><body><form id="challenge-form"></form></body></html>'
const isHtml = (well: Answer) => well.headers?.["content-type"]?.startsWith("text/html") === true
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, " "))

/** Well-formed lists of things that are not what they should be. */
const foreign: Readonly<Record<Name, string>> = {
  poms: '{"total":1,"items":[{"score":1,"result":{"kind":"MOVIE","name":"dijk eigen"}}]}',
  tmdb: '{"results":[{"key":"x"}],"movie_results":[{"key":"x"}],"tv_results":[{"key":"x"}]}',
  cinema:
    '<!doctype html><main><h1>Zoekresultaten</h1><ul class="CardList"><li class="CardList-item"><a href="/werk/dijk-blad"><h3>dijk blad</h3></a></li></ul></main>',
  vprogids: "<html></html>",
  tvmaze: '[{"score":1,"series":{"number":7}}]',
  duckduckgo: '<html><div class="hit"><h2>dijk eend</h2></div></html>',
  startpage:
    '<html><script>React.createElement(UIStartpage.AppSerpWeb, {"render":{"presenter":{"regions":{"mainline":[{"display_type":"web-google","presented_count":1,"results":[{"x":1}]}]}}}})</script></html>'
}

/** `elsewhere` is where the redirects point: an address that nobody may contact. */
export const ailments = (name: Name, elsewhere: number): ReadonlyArray<Ailment> => [
  { name: "connection refused", strike: (source) => source.down() },
  of("reset at once", (incoming) => incoming.socket.destroy()),
  of("reset in the body", (incoming, outgoing, { body }) => {
    outgoing.writeHead(200, { "content-length": String(body.length * 2) })
    outgoing.write(body, () => incoming.socket.destroy())
  }),
  of("never answers", () => {}),
  of("drips", (_, outgoing, { body }) => {
    outgoing.writeHead(200, { "content-type": "application/json" })
    let at = 0
    const timer = setInterval(() => outgoing.write(body[at++ % body.length] ?? " "), 100)
    outgoing.on("close", () => clearInterval(timer))
  }),
  says("500", 500, "oops"),
  says("502", 502, "oops"),
  says("503", 503, "oops"),
  says("429, Retry-After: 1", 429, "", { "retry-after": "1" }),
  says("429, Retry-After: 1 h", 429, "", { "retry-after": "3600" }),
  says("401", 401, "no"),
  says("403", 403, "no"),
  says("404 of another server", 404, "<html><h1>nginx</h1></html>"),
  says("block page, 200", 200, wall),
  says("empty body, 200", 200, ""),
  altered("cut off in the middle", ({ body }) => body.slice(0, Math.floor(body.length / 2))),
  altered("null or a bare page", (well) => (isHtml(well) ? "<html><body></body></html>" : "null")),
  altered("another shape", (well) => (isHtml(well) ? "<html><h1>Welkom</h1><p>Koop nu</p></html>" : '{"hello":[1]}')),
  altered("a list of foreign things", () => foreign[name]),
  altered("truncated gzip", ({ body }) => gzipSync(body).subarray(0, 40), { "content-encoding": "gzip" }),
  altered("gzip that is none", ({ body }) => body, { "content-encoding": "gzip" }),
  altered("gzip bomb", () => bomb, { "content-encoding": "gzip" }),
  altered("unknown encoding", ({ body }) => body, { "content-encoding": "zstd" }),
  says("redirect to another host", 302, "", { location: `http://localhost:${elsewhere}/x` }),
  says("redirect to a private address", 307, "", { location: `http://127.0.0.1:${elsewhere}/x` }),
  of("redirect in circles", (incoming, outgoing) => outgoing.writeHead(302, { location: incoming.url ?? "/" }).end())
]
