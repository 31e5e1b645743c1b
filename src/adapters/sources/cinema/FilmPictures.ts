/** The pictures on a film's page, as JPEG or PNG: Plex does not show WebP. */
import type { Element } from "domhandler"
import type { Picture } from "../../../domain/values/Catalogue.ts"
import { mostAddress, mostListed } from "../../../domain/text/Bounds.ts"
import { elementsIn, named, within } from "../reading/Html.ts"
import { type CinemaDocument, sectionOf } from "./CinemaDocument.ts"

/** The poster and the stills; `shared` is the picture for social media, taken when there is no other. */
export const filmPictures = (page: CinemaDocument, shared: string | undefined): ReadonlyArray<Picture> => {
  const images = named(page.elements, "img")
  const isStill = stillsOn(page)
  const stills = images.filter(isStill).slice(0, mostListed)
  const others = images.filter((image) => !isStill(image))
  const posters = [...others.filter(({ attribs }) => /poster/i.test(attribs["alt"] ?? "")), ...others]
  const poster = first(posters, (image) => picture("coverPoster", sourcesOf(image)))
  const found = [poster, ...stills.map((image) => picture("background", sourcesOf(image)))].filter(
    (each) => each !== undefined
  )
  const unique = [...new Map(found.map((each) => [`${each.type} ${each.url}`, each])).values()]
  if (unique.length > 0 || shared === undefined || shared.length > mostAddress) return unique
  const url = onVpro(shared, widths.background) ?? (plainElsewhere.test(shared) ? shared : undefined)
  return url === undefined ? [] : [{ type: "background", url }]
}

const stillsOn = ({ elements, lineOf, main }: CinemaDocument): ((image: Element) => boolean) => {
  const heading = named(elements, "h2", "h3", "h4").find((element) =>
    /^(afbeeldingen|foto's|stills)$/i.test(lineOf(element))
  )
  const section = heading === undefined ? [] : sectionOf(heading)
  const under = new Set(section.flatMap((element) => [element, ...elementsIn(element)]))
  const clustered = within(main, ({ attribs, name }) => name !== "img" && /ImageCluster/.test(attribs["class"] ?? ""))
  return (image) => under.has(image) || clustered.has(image)
}

const first = <A, B>(all: ReadonlyArray<A>, read: (one: A) => B | undefined): B | undefined => {
  for (const one of all) {
    const found = read(one)
    if (found !== undefined) return found
  }
  return undefined
}

const sourcesOf = ({ attribs: { src, srcset, "data-src": later } }: Element): ReadonlyArray<string> =>
  [src, later, ...(srcset ?? "").split(/,\s+/, mostSources)]
    .map((source) => source?.trim().split(/\s/, 1)[0] ?? "")
    .filter((source) => source.length <= mostAddress)

/** A picture comes in a handful of sizes. */
const mostSources = 50

const picture = (type: Picture["type"], sources: ReadonlyArray<string>): Picture | undefined => {
  const url = first(sources, (source) => onVpro(source, widths[type]))
  return url === undefined ? undefined : { type, url }
}

/** Pixels that Plex makes use of. */
const widths = { coverPoster: 1200, background: 1920, clearLogo: 500 } as const satisfies Record<
  Picture["type"],
  number
>

const plainElsewhere = /^https?:\/\/(?!images\.vpro\.nl)[^?#]+\.(jpe?g|png)([?#].*)?$/i

/**
 * An address of VPRO's image server, in another width and as JPEG. Its transform (`w_750`, a crop) must be there and is
 * kept: without one the server answers an empty picture.
 */
const onVpro = (source: string, width: number): string | undefined => {
  const parts = /^(?:https?:)?\/\/images\.vpro\.nl\/(\d+)\/([^/]+)\/([^/?#]+)\.(webp|avif|jpe?g|png)(?:[?#].*)?$/i.exec(
    source
  )
  if (parts === null) return undefined
  const [, id, transform = "", name, form = ""] = parts
  const plain = /^(jpe?g|png)$/i.test(form) ? form : "jpg"
  return `https://images.vpro.nl/${id}/${transform.replace(/\bw_\d+/, `w_${width}`)}/${name}.${plain}`
}
