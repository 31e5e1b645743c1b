/** The texts about the overview, in Dutch. */
import type { overview as english } from "./enOverview.ts"

export const overview: typeof english = {
  "overview.figures": "In cijfers",
  "overview.shown": "Titels in Plex met de tekst van VPRO",
  "overview.waiting": "Tekst hier, nog niet in Plex",
  "overview.kept": "Bewaarde antwoorden",
  "overview.texts": "Gevonden, zes uur",
  "overview.notFound": "Niet gevonden, zes uur",
  "overview.failed": "Mislukt, zes uur",
  "overview.sources": "Bronnen in orde",
  "overview.latest": "Laatst opgezocht",
  "overview.all": "Alles wat is opgezocht",
  "overview.activity": "Activiteit"
}
