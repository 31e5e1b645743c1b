/** The texts about trying a title, and results, in English. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { Kijkwijzer } from "../../../../domain/values/Kijkwijzer.ts"

export const trying = {
  "try.title": "Try a title",
  "try.intro": "Look a title up as Plex does, and read how the answer came about. Nothing is kept.",
  "try.label": "Title, file name, IMDb id or address",
  "try.several": "More than one could be meant. With its year, one of them is looked up:",
  "try.year": "Year",
  "try.imdb": "IMDb id",
  "try.type": "Kind",
  "try.all": "both",
  "try.go": "Look it up",
  "try.busy": "Asking the sources. This usually takes a few seconds.",
  "try.empty": "Type a title to see what VPRO wrote about it, and how it was found.",
  "try.failed": "That could not be looked up",
  "try.gone": "the service does not answer",
  "result.poster": (title: string) => `Poster of ${title}`,
  "result.noPoster": "No poster",
  "result.noText": "VPRO has a page about this title, but no text on it yet.",
  "result.page": "Read it at VPRO",
  "result.age": (age: Kijkwijzer) => (age === "AL" ? "All ages" : `From ${age}`),
  "result.mark": (mark: string) => `VPRO: ${mark} out of 10`,
  "result.by": (names: string) => `by ${names}`,
  "story.title": "How it came about",
  "story.match": (title: string, year: string, more: string) =>
    `Plex sent “${title}”${year === "" ? "" : ` (${year})`}${more === "" ? "" : `, ${more}`}.`,
  "story.hideRefused": (count: number) => some(count, "candidate was refused", "candidates were refused"),
  "report.save": "Save as a report",
  "report.about":
    "The title is looked up once more, and what the sources say goes into one file that you can send. It holds no keys, and nothing about your home."
}
