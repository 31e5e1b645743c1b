/** Which pictures can be shown, and which of two tellers. */
import type { Picture } from "./Catalogue.ts"

/** On these hosts every address of a picture answers 410 since the sites moved; POMS still tells them. */
export const isGone = (url: string): boolean => /^https?:\/\/(?:www\.)?(?:vpro|vprogids|cinema)\.nl\//.test(url)

/** Not every Plex client shows WebP, and none takes an address without a host. */
export const isShowable = ({ url }: { readonly url: string }): boolean =>
  /^https?:\/\//.test(url) && !/\.(webp|svg)(\?|$)/i.test(url) && !isGone(url)

/** Whether there is a picture of this shape to show. */
const has = (pictures: ReadonlyArray<Picture>, shape: Picture["type"]): boolean =>
  pictures.some((picture) => picture.type === shape && isShowable(picture))

/** Whether there is no poster to show: what Plex shows of a film everywhere. */
export const lacksPoster = ({ pictures }: { readonly pictures: ReadonlyArray<Picture> }): boolean =>
  !has(pictures, "coverPoster")

/** As many stills as anybody has looked at. */
const mostStills = 9

/** Of a page that is full of pictures the first poster and the first stills. */
export const firstPictures = (pictures: ReadonlyArray<Picture>): ReadonlyArray<Picture> => {
  const shown = pictures.filter(isShowable)
  return [
    ...shown.filter(({ type }) => type === "coverPoster").slice(0, 1),
    ...shown.filter(({ type }) => type !== "coverPoster").slice(0, mostStills)
  ]
}

/** The pictures that can be shown, and of the shapes of which there are none those of another teller. */
export const completed = (pictures: ReadonlyArray<Picture>, others: ReadonlyArray<Picture>): ReadonlyArray<Picture> => [
  ...pictures.filter(isShowable),
  ...others.filter((other) => isShowable(other) && !has(pictures, other.type))
]
