/** One look-up on a page of its own, at `#lookups/ID`: what was asked and found, what can be done, and the story. */
import { actionsOf } from "./actions.ts"
import { at, h } from "./dom.ts"
import { t } from "./language.ts"
import * as Pages from "./pages.ts"
import { Refused, story as storyOf } from "./service.ts"
import { story } from "./story.ts"

const now: { id: string | undefined } = { id: undefined }

const titled = (text: string) => {
  at("lookup-title", HTMLElement).textContent = text
  Pages.relabel()
}

const read = async (id: string) => {
  const place = at("lookup-content", HTMLElement)
  try {
    const kept = await storyOf(id)
    if (now.id !== id) return
    const { asked, ending } = kept.trace
    const { ratingKey } = kept
    titled(asked.year === undefined ? asked.title : `${asked.title} (${asked.year})`)
    place.replaceChildren(
      h(
        "p",
        { class: "quiet" },
        asked.kind === "series" ? t("series") : t("film"),
        ending.title !== undefined &&
          ` · ${t("recent.foundAs")} ${ending.title}${ending.year === undefined ? "" : ` (${ending.year})`}`
      ),
      actionsOf({ id, ratingKey, title: asked.title }),
      h("h4", {}, t("story.title")),
      story(kept.trace, kept)
    )
  } catch (error) {
    if (now.id !== id) return
    const isForgotten = error instanceof Refused && error.status === 404
    titled(t("recent.one"))
    place.replaceChildren(h("p", {}, isForgotten ? t("recent.forgotten") : t("try.gone")))
  }
}

/** Shows the look-up of that id in the place of the list of them. */
const show = (id: string | undefined) => {
  now.id = id === "" ? undefined : id
  const place = at("lookup", HTMLElement)
  place.hidden = now.id === undefined
  for (const other of ["try", "recent"]) at(other, HTMLElement).hidden = now.id !== undefined
  at("lookup-content", HTMLElement).replaceChildren()
  if (now.id === undefined) return undefined
  titled(t("recent.one"))
  void read(now.id)
  return place
}

export const start = () => Pages.whenOpened("lookups", show)

/** It is told again in the language of the page. */
export const relabel = () => {
  if (now.id !== undefined) void read(now.id)
}
