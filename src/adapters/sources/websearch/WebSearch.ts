/** WebSearchPort on DuckDuckGo and Startpage, both as a last resort: they block robots as they please. */
import { Effect, Layer } from "effect"
import type { Circuits } from "../../resilience/Circuit.ts"
import type { HttpPort } from "../../../ports/HttpPort.ts"
import { WebSearchPort } from "../../../ports/WebSearchPort.ts"
import * as DuckDuckGo from "./DuckDuckGo.ts"
import * as Startpage from "./Startpage.ts"

export interface WebSearchOptions {
  /** `https://html.duckduckgo.com` */
  readonly duckduckgoBaseUrl: string
  /** `https://www.startpage.com` */
  readonly startpageBaseUrl: string
  /** Without it there are no engines and no request is ever made. */
  readonly enabled: boolean
}

/** A WebSearchPort that asks DuckDuckGo before Startpage. */
export const make = Effect.fn("WebSearch.make")(function* (options: WebSearchOptions) {
  if (!options.enabled) return WebSearchPort.of({ engines: [] })
  const duckduckgo = yield* DuckDuckGo.make(options.duckduckgoBaseUrl)
  const startpage = yield* Startpage.make(options.startpageBaseUrl)
  return WebSearchPort.of({ engines: [duckduckgo, startpage] })
})

/** The WebSearchPort of `make`. */
export const layer = (options: WebSearchOptions): Layer.Layer<WebSearchPort, never, HttpPort | Circuits> =>
  Layer.scoped(WebSearchPort, make(options))
