/** The texts about the page as a whole: names, menu, foot, and the question for the token, in English. */

export const page = {
  title: "vpro-cinema-plex: status",
  skip: "Skip to the contents",
  tagline: "Dutch film texts for Plex",
  language: "Language",
  pages: "Pages",
  noScript: "The rest of this page needs JavaScript.",
  loading: "Loading…",
  retry: "Try again",
  never: "never",
  now: "just now",
  "nav.overview": "Overview",
  "nav.library": "Library",
  "nav.lookups": "Look-ups",
  "nav.sources": "Sources",
  "nav.settings": "Settings",
  "title.of": (page: string) => `${page} · vpro-cinema-plex`,
  "token.title": "Admin token",
  "token.intro": "Changing something needs the ADMIN_TOKEN of this service. It is remembered until you close this tab.",
  "token.wrong": "That is not the token.",
  "token.label": "Token",
  "token.go": "Continue",
  "token.cancel": "Cancel",
  "token.forget": "Forget the token",
  "token.forgotten": "The token is forgotten.",
  "token.home":
    "Changes are allowed from the home network only. Set ADMIN_TOKEN to make them from elsewhere or through a proxy.",
  "foot.version": (version: string, since: string) => `Version ${version}, started ${since}`,
  "foot.docs": "API",
  "foot.health": "Health as JSON",
  "foot.metrics": "Metrics",
  "foot.thanks":
    "Texts by the critics of VPRO Cinema. This product uses the TMDB API but is not endorsed or certified by TMDB. Titles and directors may come from Wikidata (CC0), seasons and episodes from TVmaze (CC BY-SA)."
}
