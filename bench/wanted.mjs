/** The figures, the limits that some of them have, and whether these hold. */

const figure = (name, value, limit, holds) => ({ name, value, limit: limit ?? "", holds })
const atMost = (name, value, most, unit = "") => figure(name, `${value}${unit}`, `≤ ${most}${unit}`, value <= most)
const below = (name, value, bound, unit = "") =>
  figure(name, `${Math.round(value)}${unit}`, `< ${bound}${unit}`, value < bound)
const plain = (name, value) => figure(name, value, undefined, undefined)

const thousands = (number) => Math.round(number).toLocaleString("en-GB")
const ms = (number) => `${number.toFixed(number < 10 ? 2 : 0)} ms`

const http = (results) =>
  [...new Set(results.map(({ request }) => request))].flatMap((request) => {
    const of = (server, connections) =>
      results.find((one) => one.request === request && one.server === server && one.connections === connections)
    const [service, router, node, express] = ["service", "bare router", "node:http", "Express 5"].map((name) =>
      of(name, 32)
    )
    const ratio = (other) => service.perSecond / other.perSecond
    return [
      plain(`${request}: requests a second, 32 connections`, thousands(service.perSecond)),
      figure(`${request}: of the bare router`, ratio(router).toFixed(2), "≥ 0.80", ratio(router) >= 0.8),
      figure(`${request}: of Express 5`, ratio(express).toFixed(2), "> 1.00", ratio(express) > 1),
      plain(`${request}: processor time, bare router's / service's`, (router.cpu / service.cpu).toFixed(2)),
      plain(`${request}: processor time, Express 5's / service's`, (express.cpu / service.cpu).toFixed(2)),
      plain(`${request}: of node:http`, ratio(node).toFixed(2)),
      plain(`${request}: p50 / p99, 32 connections`, `${service.p50} / ${service.p99} ms`),
      atMost(
        `${request}: p99 of the bare router's`,
        Number((service.p99 / Math.max(1, router.p99)).toFixed(2)),
        2,
        "×"
      ),
      plain(`${request}: one connection, on average`, ms(of("service", 1).mean)),
      plain(`${request}: the same, bare router`, ms(of("bare router", 1).mean))
    ]
  })

/** Round trips one after another, and requests. */
const costs = {
  eigen: [1, 3],
  reeks: [1, 3],
  verschoven: [3, 6],
  oorspronkelijk: [3, 6],
  bekend: [3, 6],
  blad: [5, 8],
  elders: [5, 8],
  nergens: [5, 8]
}

const cold = ({ delay, kinds, runs }) => [
  ...kinds.flatMap(({ kind, name, requests, roundTrips, ms: time }) => {
    const limits = costs[kind]
    return [
      limits === undefined
        ? plain(`${name}: round trips`, String(roundTrips))
        : atMost(`${name}: round trips`, roundTrips, limits[0]),
      limits === undefined
        ? plain(`${name}: requests`, String(requests))
        : atMost(`${name}: requests`, requests, limits[1]),
      plain(`${name}: time, sources of ${delay} ms`, ms(time))
    ]
  }),
  ...runs.map(({ clients, films, p50, p99, perSecond }) =>
    plain(
      `${films} films, ${clients} client(s): films a second, p50 / p99`,
      `${perSecond.toFixed(1)}, ${p50.toFixed(0)} / ${p99.toFixed(0)} ms`
    )
  )
]

const start = (results) =>
  results.flatMap(({ entries, firstAnswer, idle, used }) => {
    const on = `${thousands(entries)} entries on disk`
    return [
      entries === 10_000
        ? below(`${on}: start to first answer`, firstAnswer, 500, " ms")
        : plain(`${on}: start to first answer`, ms(firstAnswer)),
      entries === 100_000
        ? below(`${on}: resident at rest`, idle, 120, " MB")
        : plain(`${on}: resident at rest`, `${idle.toFixed(0)} MB`),
      ...(entries === 0 ? [] : [plain(`${on}: the same after reading up to 20,000`, `${used.toFixed(0)} MB`)])
    ]
  })

/** What a garbage collector leaves for later comes and goes; a leak stays. */
const tolerated = 1.05

const memory = (seen) => {
  const half = seen.slice(1, 1 + Math.floor((seen.length - 1) / 2)).map(({ resident }) => resident)
  const last = seen.at(-1)
  const growth = Number((last.resident / Math.max(...half)).toFixed(2))
  return [
    plain("resident before any request", `${seen[0].resident.toFixed(0)} MB`),
    plain(`resident after ${thousands(last.requests)} requests`, `${last.resident.toFixed(0)} MB`),
    atMost("resident at the end, of the most in the first half", growth, tolerated, "×")
  ]
}

const pure = (results) =>
  results.map(({ name, p50, p99, perSecond }) =>
    plain(`${name}: a second, p50 / p99`, `${thousands(perSecond)}, ${p50.toFixed(1)} / ${p99.toFixed(1)} µs`)
  )

const library = ({ before, cpu, health, most, rows, seconds, titles }) => [
  below(`${thousands(titles)} films compared with what is kept`, seconds, 60, " s"),
  plain("processor time of the service for that, with what it was asked meanwhile", `${cpu.toFixed(1)} s`),
  plain("resident before", `${before.toFixed(0)} MB`),
  below("resident meanwhile, at most", most, 200, " MB"),
  below("a hundred titles by a filter and a search, at most", rows, 1000, " ms"),
  plain("`/health` meanwhile: p99", ms(health))
]

const judges = { http, cold, start, memory, library, pure }

export const judge = (results) =>
  Object.entries(results).flatMap(([part, result]) => judges[part](result).map((one) => ({ part, ...one })))
