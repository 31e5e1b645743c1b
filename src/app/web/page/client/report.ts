/** "Save as a report": the look-up once more, with all that the sources say, in a file that can be sent. */
import type { Trace } from "../../../../domain/lookup/Trace.ts"
import { h } from "./dom.ts"
import { t } from "./language.ts"

/** The same question again, as an address. */
const queryOf = ({ asked }: Trace, story: string | undefined): string => {
  const { imdb, kind, plex, title, tmdb, tvdb, vpro, year } = asked
  const query = new URLSearchParams({ title, type: kind })
  for (const [name, value] of Object.entries({ year, imdb, tmdb, tvdb, plex, vpro, story }))
    if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

/** A name that every system takes. */
const fileOf = ({ asked }: Trace): string => {
  const name = asked.title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
  return `report-${name}-${asked.year ?? "0"}.json`
}

/** `story` is the id of the story that is told, by which the service knows what Plex sent. */
export const reportLink = (trace: Trace, story?: string): HTMLElement =>
  h(
    "p",
    { class: "quiet small report" },
    h("a", { href: `/report?${queryOf(trace, story)}`, download: fileOf(trace) }, t("report.save")),
    ` ${t("report.about")}`
  )
