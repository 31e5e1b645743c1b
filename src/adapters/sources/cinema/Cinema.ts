/** The pages that cinema.nl shows to people. */
import { Effect, Layer, Option } from "effect"
import type { CatalogueItem } from "../../../domain/values/Catalogue.ts"
import { type VproId, vproIdOf } from "../../../domain/values/Media.ts"
import { cinemaUrl, pageSlug } from "../../../domain/values/VproAddress.ts"
import { fromHttpError, type HttpAnswer, type HttpCall, HttpPort } from "../../../ports/HttpPort.ts"
import { PagePort } from "../../../ports/PagePort.ts"
import { SourceError } from "../../../ports/SourceError.ts"
import { blockReasonIn } from "../reading/BlockPage.ts"
import { isCutOff } from "./CinemaDocument.ts"
import { inTurns, othersTurn } from "../reading/InTurns.ts"
import { partsOfFilmPage } from "./CinemaPage.ts"
import { partsOfCards } from "./CinemaSearch.ts"
import { withoutEnd } from "../../../domain/text/Flat.ts"
import { urlPart } from "../../../domain/text/UrlPart.ts"

export interface CinemaOptions {
  /** `https://www.cinema.nl` */
  readonly cinemaBaseUrl: string
  /** `https://www.vprogids.nl`, where old addresses still lead to the right page. */
  readonly vprogidsBaseUrl: string
}

/** A PagePort on cinema.nl. */
export const make = Effect.fn("Cinema.make")(function* (options: CinemaOptions) {
  const http = yield* HttpPort
  const get = (source: "cinema" | "vprogids", url: string) =>
    http
      .send(source, Effect.succeed<HttpCall>({ method: "GET", url, headers: { accept: "text/html" } }))
      .pipe(Effect.mapError(fromHttpError))

  /** Finds the right page when cinema.nl does not like the slug. Its own 404 stands when this does not work out. */
  const readOldAddress = Effect.fn("Cinema.readOldAddress")(
    function* (id: VproId, slug: string) {
      const path = `/cinema/films/film~${id}~${pageSlug(slug)}~.html`
      return yield* pageIn(yield* get("vprogids", trimmed(options.vprogidsBaseUrl) + path), options)
    },
    Effect.orElseSucceed(() => undefined)
  )

  return PagePort.of({
    search: Effect.fn("Cinema.search")(function* (text) {
      if (text.trim() === "") return []
      const url = `${trimmed(options.cinemaBaseUrl)}/zoeken?q=${urlPart(text)}&model=cinema`
      const answer = yield* get("cinema", url)
      const cards = isWhole(answer) ? yield* inTurns(partsOfCards(answer.body)) : undefined
      // A page that lists nothing may be a wall with a heading of its own.
      const block = (cards ?? []).length === 0 ? yield* blocked(answer) : undefined
      return cards === undefined || block !== undefined ? yield* unusable(answer, block, "GET /zoeken") : cards
    }),

    read: Effect.fn("Cinema.read")(function* (id, slug) {
      const answer = yield* get("cinema", cinemaUrl(options.cinemaBaseUrl, id, slug))
      const isGone = answer.status === 404 || answer.status === 410
      const page = yield* isGone ? readOldAddress(id, slug) : pageIn(answer, options)
      if (page === "absent" || (isGone && page === undefined)) return Option.none()
      if (page !== undefined) return Option.some(page)
      return yield* unusable(answer, yield* blocked(answer), `GET /db/${id}`)
    })
  })
})

/** The PagePort of `make`. */
export const layer = (options: CinemaOptions): Layer.Layer<PagePort, never, HttpPort> =>
  Layer.effect(PagePort, make(options))

const trimmed = (base: string): string => withoutEnd(base, "/")

/** A page that was cut off may lack a result, or the end of a text. */
const isWhole = ({ status, body }: HttpAnswer): boolean => status === 200 && !isCutOff(body)

/** The film in an answer, by the number where it ended: pages are merged. Led to no film at all, nothing is known. */
const pageIn = Effect.fnUntraced(function* (answer: HttpAnswer, options: CinemaOptions) {
  if (!isWhole(answer)) return undefined
  const onCinema = vproIdOf(/\/db\/(\d+)/.exec(answer.url)?.[1])
  const id = onCinema ?? vproIdOf(/\/film~(\d+)~/.exec(answer.url)?.[1])
  if (id === undefined) return undefined
  const page = yield* inTurns(partsOfFilmPage(answer.body, id))
  if (page === undefined || page === "absent") return page
  const item: CatalogueItem = {
    ...page,
    id,
    url: cinemaUrl(options.cinemaBaseUrl, id, page.title),
    source: onCinema === undefined ? "vprogids" : "cinema"
  }
  return item
})

/** Why this is a block page, if it is one; what has been read of it before took its time. */
const blocked = ({ body, status }: HttpAnswer) => Effect.zipRight(othersTurn, inTurns(blockReasonIn(status, body)))

/** Says why nothing could be read. */
const unusable = (answer: HttpAnswer, block: string | undefined, tried: string) => {
  if (block !== undefined) return new SourceError({ source: "cinema", reason: "Blocked", tried: `${tried}: ${block}` })
  const form = isCutOff(answer.body) ? "a page that was cut off" : "a page of another form than known"
  const what = answer.status === 200 ? form : `status ${answer.status}`
  return new SourceError({ source: "cinema", reason: "Malformed", tried: `${tried}: ${what}` })
}
