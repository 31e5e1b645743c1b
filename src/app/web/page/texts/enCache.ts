/** The texts about the cache, in English. */
import { some } from "../../../../domain/lookup/StoryWords.ts"

export const cache = {
  "cache.title": "Cache",
  "cache.intro": "Answers are kept: a text for a long time, “not found” for a short one.",
  "cache.entries": "Answers",
  "cache.of": (part: string, whole: string) => `${part} of ${whole}`,
  "cache.size": "Size",
  "cache.evictions": "Removed for room",
  "cache.damaged": "Damaged",
  "cache.ttlFound": "A text is kept for",
  "cache.ttlNotFound": "“Not found” is kept for",
  "cache.kind": "Kept in",
  "cache.files": "files",
  "cache.memory": "memory, until the service stops",
  "cache.redis": "Redis",
  "cache.search": "Search by title or key",
  "cache.go": "Search",
  "cache.none": "Nothing is kept under that name.",
  "cache.empty": "Nothing is kept yet. It fills up as Plex asks.",
  "cache.listed": (count: number) => (count === 100 ? "The 100 used most recently" : some(count, "answer", "answers")),
  "cache.key": "Key",
  "cache.fetched": (ago: string) => `Looked up ${ago}`,
  "cache.used": (ago: string) => `last used ${ago}`,
  "cache.delete": "Delete",
  "cache.retry": "Look up again",
  "cache.retryNote": "When a source fails, this answer stays.",
  "cache.deleted": (title: string) => `“${title}” was deleted.`,
  "cache.retrying": (title: string) => `Looking up “${title}” again…`,
  "cache.retried": (title: string, outcome: string) => `“${title}” was looked up again: ${outcome}.`,
  "cache.kept": (title: string) =>
    `“${title}” could not be looked up again, since a source did not answer. The answer stays.`,
  "cache.failed": "That did not work"
}
