/** The texts about the page as a whole: names, menu, foot, and the question for the token, in Dutch. */
import type { page as english } from "./enPage.ts"

export const page: typeof english = {
  title: "vpro-cinema-plex: status",
  skip: "Naar de inhoud",
  tagline: "Nederlandse filmteksten voor Plex",
  language: "Taal",
  pages: "Pagina’s",
  noScript: "De rest van deze pagina heeft JavaScript nodig.",
  loading: "Bezig met laden…",
  retry: "Probeer opnieuw",
  never: "nooit",
  now: "zojuist",
  "nav.overview": "Overzicht",
  "nav.library": "Bibliotheek",
  "nav.lookups": "Opgezocht",
  "nav.sources": "Bronnen",
  "nav.settings": "Instellingen",
  "title.of": (page: string) => `${page} · vpro-cinema-plex`,
  "token.title": "Beheerwachtwoord",
  "token.intro":
    "Om iets te veranderen is het beheerwachtwoord van deze dienst nodig (ADMIN_TOKEN). De browser onthoudt het tot je dit tabblad sluit.",
  "token.wrong": "Dit wachtwoord klopt niet.",
  "token.label": "Wachtwoord",
  "token.go": "Ga door",
  "token.cancel": "Annuleer",
  "token.forget": "Vergeet het wachtwoord",
  "token.forgotten": "Het wachtwoord is vergeten.",
  "token.home":
    "Veranderen kan alleen vanuit het thuisnetwerk. Stel ADMIN_TOKEN in om het ook van elders of via een proxy te kunnen.",
  "foot.version": (version: string, since: string) => `Versie ${version}, ${since} gestart`,
  "foot.docs": "API",
  "foot.health": "Status als JSON",
  "foot.metrics": "Meetwaarden",
  "foot.thanks":
    "Teksten van de critici van VPRO Cinema. Dit product gebruikt de API van TMDB, maar is niet door TMDB goedgekeurd of gecertificeerd. Titels en regisseurs kunnen van Wikidata komen (CC0), seizoenen en afleveringen van TVmaze (CC BY-SA)."
}
