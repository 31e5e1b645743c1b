/** The texts about the overview, in English. */
export const overview = {
  "overview.figures": "In figures",
  "overview.shown": "Titles in Plex with VPRO's text",
  "overview.waiting": "Text here, not in Plex yet",
  "overview.kept": "Answers kept",
  "overview.texts": "Found, six hours",
  "overview.notFound": "Not found, six hours",
  "overview.failed": "Failed, six hours",
  "overview.sources": "Sources in order",
  "overview.latest": "Looked up last",
  "overview.all": "All look-ups",
  "overview.activity": "What went on"
}
