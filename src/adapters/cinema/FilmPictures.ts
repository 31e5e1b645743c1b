/** The pictures on a film's page, as JPEG or PNG: Plex does not show WebP. */
import type { Picture } from "../../domain/Catalogue.ts"
import { type CinemaDocument, sectionOf, type Selection, textOf } from "./CinemaDocument.ts"

/** The poster and the stills; `shared` is the picture for social media, taken when there is no other. */
export const filmPictures = (page: CinemaDocument, shared: string | undefined): ReadonlyArray<Picture> => {
  const { $, main } = page
  const stills = stillsOn(page)
  const others = main
    .find("img")
    .not(stills)
    .toArray()
    .map((image) => $(image))
  const posters = [...others.filter((image) => /poster/i.test(image.attr("alt") ?? "")), ...others]
  const poster = posters.map((image) => picture("coverPoster", sourcesOf(image))).find((found) => found !== undefined)
  const found = [poster, ...stills.toArray().map((image) => picture("background", sourcesOf($(image))))].filter(
    (each) => each !== undefined
  )
  const unique = [...new Map(found.map((each) => [`${each.type} ${each.url}`, each])).values()]
  if (unique.length > 0 || shared === undefined) return unique
  const url = onVpro(shared, widths.background) ?? (plainElsewhere.test(shared) ? shared : undefined)
  return url === undefined ? [] : [{ type: "background", url }]
}

const stillsOn = ({ $, main }: CinemaDocument): Selection => {
  const heading = main
    .find("h2, h3, h4")
    .filter((_, element) => /^(afbeeldingen|foto's|stills)$/i.test(textOf($(element))))
  const section = heading.length > 0 ? sectionOf(heading.first()) : heading
  return main.find("[class*=ImageCluster] img").add(section.find("img")).add(section.filter("img"))
}

const sourcesOf = (image: Selection): ReadonlyArray<string> =>
  [image.attr("src"), image.attr("data-src"), ...(image.attr("srcset") ?? "").split(/,\s+/)].map(
    (source) => source?.trim().split(/\s/)[0] ?? ""
  )

const picture = (type: Picture["type"], sources: ReadonlyArray<string>): Picture | undefined => {
  const url = sources.map((source) => onVpro(source, widths[type])).find((found) => found !== undefined)
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
