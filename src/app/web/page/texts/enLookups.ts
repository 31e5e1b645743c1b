/** The texts about look-ups, in English. */
import { some } from "../../../../domain/lookup/StoryWords.ts"

export const lookups = {
  "recent.title": "Recent look-ups",
  "recent.intro": "The last hundred. Open one to read its story.",
  "recent.open": (count: number, longest: string) =>
    count === 1
      ? `1 title has been waiting for a failing source for ${longest}. It is looked up again by itself as soon as the source works.`
      : `${count} titles are waiting for a failing source, the first of them for ${longest}. They are looked up again by themselves as soon as the source works.`,
  "recent.search": "Search by title",
  "recent.noText": "Without text",
  "recent.kind": "Kind",
  "recent.bothKinds": "Both",
  "recent.one": "One look-up",
  "recent.foundAs": "found:",
  "recent.again": "Look up again",
  "recent.away": "Delete from the cache",
  "recent.copyLink": "Copy the link",
  "recent.copyFailed": "Your browser does not let this page copy. The link is selected: press Ctrl+C, or hold it.",
  "recent.address": "Its own address",
  "recent.readStory": "Read its story",
  "recent.elsewhere": (title: string) => `“${title}” has just been looked up.`,
  "recent.notKept": (title: string) => `Nothing was kept of “${title}”.`,
  "recent.filter": "Show",
  "recent.all": "All",
  "recent.found": "Found",
  "recent.notFound": "Not found",
  "recent.failed": "Failed",
  "recent.none": "No look-ups yet. They appear here when Plex asks for a title, or when you look one up again.",
  "recent.noneOfKind": "There are none of this kind.",
  "recent.background": "in the background",
  "recent.forgotten": "Its story is no longer remembered.",
  "recent.shown": (count: number) => some(count, "title looked up", "titles looked up"),
  "outcome.found": "found",
  "outcome.noText": "found, no text",
  "outcome.bare": "not at VPRO",
  "outcome.not_found": "not found",
  "outcome.incomplete": "failed",
  "outcome.listed": "to choose from"
}
