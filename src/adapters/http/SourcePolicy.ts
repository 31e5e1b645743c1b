/** The numbers by which sources are asked: how often, how long, how stubbornly. */
import { Array as Arr, Duration, Predicate, Record } from "effect"
import type { BreakerPolicy } from "../resilience/CircuitState.ts"
import type { Rate } from "../resilience/Limiter.ts"
import type { HttpError } from "../../ports/HttpPort.ts"
import type { SourceName } from "../../ports/SourceError.ts"

/** How one source may be asked. */
export interface SourcePolicy extends Rate {
  /** `host` or `host:port`: the only places the source is asked at and may redirect to. */
  readonly hosts: ReadonlyArray<string>
  /** For one attempt, reading included, waiting for the rate limit not. */
  readonly timeout: Duration.Duration
  /** The most attempts at the same time; any number when left out. */
  readonly atOnce?: number
  /** No look-up needs it, so that its state says nothing of how the service is. */
  readonly aside?: true
  /** Where it differs from what holds for all. */
  readonly retry?: Partial<RetryPolicy>
}

export interface RetryPolicy {
  /** Retries after the first attempt. */
  readonly times: number
  readonly base: Duration.Duration
  /** The longest wait before a retry; a source that wants more by `Retry-After` is not asked again. */
  readonly cap: Duration.Duration
}

export interface HttpOptions {
  /** Names this service, with an address for complaints. */
  readonly userAgent: string
  /** Of one body after decompression; 5 MB when left out. */
  readonly maxBodyBytes?: number
  readonly sources: Readonly<Record<SourceName, SourcePolicy>>
  readonly retry?: Partial<RetryPolicy>
  readonly breaker?: Partial<BreakerPolicy>
}

/** Statuses that are no answer but a fault: the source could not, or not now. All others are answers, whatever they say. */
export const isFault = (status: number): boolean => status === 429 || status >= 500

/** Faults that another attempt may not meet. */
const isTransientStatus = (status: number): boolean => [429, 500, 502, 503, 504].includes(status)

/** Whether another attempt could do better: no connection, a time-out, a status that may pass. */
export const isTransient = ({ reason, status }: Pick<HttpError, "reason" | "status">): boolean =>
  reason === "Connection" ||
  reason === "Timeout" ||
  (reason === "Status" && status !== undefined && isTransientStatus(status))

/** What the operating system says when nobody is there: the connection refused, no route, no such name. */
const nobodyThere = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTDOWN",
  "ENOTFOUND",
  "EAI_AGAIN"
])

/** How deep a cause may lie in others. */
const mostCauses = 5

/** Whether nobody is there at all, so that to insist is of no use. */
export const isNobodyThere = ({ cause, reason }: Pick<HttpError, "reason" | "cause">): boolean => {
  let one: unknown = reason === "Connection" ? cause : undefined
  for (let depth = 0; depth < mostCauses && Predicate.isRecord(one); depth++) {
    if (typeof one["code"] === "string" && nobodyThere.has(one["code"])) return true
    one = one["cause"]
  }
  return false
}

/** Retries after a 500, whatever else the policy allows: it is a bug over there more often than a hiccup. */
export const mostAfter500 = 1

/**
 * What holds where a source says nothing else. In a look-up all retries must also fit into the time of one step: with the default
 * time of a look-up that is 10 seconds (`stepShare` in `domain/lookup/Options.ts`), so that more or longer ones have no effect there.
 */
export const defaultRetry: RetryPolicy = { times: 3, base: Duration.seconds(2), cap: Duration.minutes(1) }

/**
 * Short pauses first, and then for some minutes ones that a look-up can wait for, so that whoever asks near the end of an outage has the text;
 * after five minutes the source is left alone for longer each time.
 */
export const defaultBreaker: BreakerPolicy = {
  failures: 3,
  within: Duration.seconds(60),
  pauses: Arr.map(
    Arr.make(1, 2, 4, ...Arr.replicate(5, 30), ...Arr.replicate(15, 10), 30, 60, 120, 300),
    Duration.seconds
  )
}

export const defaultMaxBodyBytes = 5 * 1024 * 1024

const api = Duration.seconds(10)
const page = Duration.seconds(5)
/** An engine that refuses a robot once refuses it more firmly when it insists. */
const never = { times: 0 }
/** Requests per second; one setting holds for all engines. */
const ofEngines = 0.5
const cinemaHosts = ["www.cinema.nl", "cinema.nl"]

/** The default policy of every source at its public address. */
export const defaults = {
  poms: { hosts: ["rs.poms.omroep.nl"], ratePerSecond: 5, burst: 3, timeout: api },
  // Half of what it allows: "somewhere in the 40 requests per second range".
  tmdb: { hosts: ["api.themoviedb.org"], ratePerSecond: 20, burst: 5, timeout: api },
  // 200 a minute for a program that says who it is, and three at a time.
  wikidata: { hosts: ["www.wikidata.org"], ratePerSecond: 2, burst: 3, timeout: api, atOnce: 3 },
  cinema: { hosts: cinemaHosts, ratePerSecond: 2, burst: 3, timeout: page },
  // Old addresses lead to cinema.nl.
  vprogids: { hosts: ["www.vprogids.nl", "vprogids.nl", ...cinemaHosts], ratePerSecond: 2, burst: 3, timeout: page },
  // 20 per 10 s holds in every stretch of 10 s only without a burst.
  tvmaze: { hosts: ["api.tvmaze.com"], ratePerSecond: 2, burst: 1, timeout: api },
  duckduckgo: {
    hosts: ["html.duckduckgo.com", "duckduckgo.com"],
    ratePerSecond: ofEngines,
    burst: 2,
    timeout: page,
    retry: never
  },
  startpage: {
    hosts: ["www.startpage.com", "startpage.com"],
    ratePerSecond: ofEngines,
    burst: 1,
    timeout: page,
    retry: never
  },
  // Asked once a day: whether it answers is of no consequence.
  github: { hosts: ["api.github.com"], ratePerSecond: 1, burst: 1, timeout: page, retry: never, aside: true }
} satisfies Readonly<Record<SourceName, SourcePolicy>>

/** What a setting changes about a source. */
export interface Override {
  /** A base URL, already known to be one; its host is added to the source's own. */
  readonly base?: string | undefined
  readonly ratePerSecond?: number | undefined
}

/** The default policies with the settings of each source laid over them. */
export const policies = (
  overrides: Readonly<Record<SourceName, Override>>
): Readonly<Record<SourceName, SourcePolicy>> =>
  Record.map(overrides, (override, source) => overridden(defaults[source], override))

const overridden = (policy: SourcePolicy, override: Override): SourcePolicy => ({
  ...policy,
  hosts: override.base === undefined ? policy.hosts : [...new Set([...policy.hosts, new URL(override.base).host])],
  ratePerSecond: override.ratePerSecond ?? policy.ratePerSecond
})
