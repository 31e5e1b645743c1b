/** The texts about the owner's choice of a page, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { repair as english } from "./enRepair.ts"

export const repair: typeof english = {
  "repair.title": "Niet de goede pagina?",
  "repair.means": "Jouw keuze geldt voortaan voor deze titel, en blijft ook als je de cache wist.",
  "repair.is": (page: string) => `Je koos de pagina “${page}”.`,
  "repair.isNone": "Je hebt gekozen dat VPRO hier geen pagina van heeft.",
  "repair.undo": "Mijn keuze ongedaan maken",
  "repair.story": "Pagina's die zijn bekeken",
  "repair.take": "Neem deze",
  "repair.takeOf": (title: string) => `Neem deze: ${title}`,
  "repair.search": "Een andere pagina: titel, IMDb-nummer of adres bij cinema.nl",
  "repair.go": "Zoeken",
  "repair.found": (count: number) => (count === 0 ? "Geen pagina gevonden." : `${some(count, "pagina", "pagina's")}.`),
  "repair.failed": (sources: string) => `Geen antwoord van: ${sources}.`,
  "repair.none": "VPRO heeft hier geen pagina van",
  "repair.busy": "Even geduld: de pagina wordt gelezen.",
  "repair.kept": "Bewaard.",
  "repair.undone": "Je keuze is ongedaan gemaakt.",
  "repair.gone": "Die keuze is er niet meer.",
  "repair.plex.refreshing": "Plex vraagt deze titel nu opnieuw op.",
  "repair.plex.matched": "Plex haalt deze titel voortaan bij VPRO.",
  "repair.plex.locked": "De tekst is vergrendeld in Plex: Plex houdt de eigen tekst.",
  "repair.plex.notThere": "Plex krijgt het bij de volgende keer verversen.",
  "repair.plex.notConnected": "Plex krijgt het bij de volgende keer verversen.",
  "repair.plex.failed": (why: string) =>
    `Plex kon niet gevraagd worden, en krijgt het bij de volgende keer verversen: ${why}`,
  "repair.all": "Jouw keuzes",
  "repair.allMeans": "Welke pagina van VPRO bij een titel hoort, waar je dat zelf hebt gekozen.",
  "repair.noneYet": "Die zijn er niet.",
  "repair.page": (title: string) => `→ ${title}`,
  "repair.noPage": "→ geen pagina van VPRO",
  "repair.export": "Downloaden",
  "repair.import": "Overnemen uit een bestand",
  "repair.imported": (imported: number, same: number) =>
    `${some(imported, "keuze", "keuzes")} overgenomen, ${same} had je al.`,
  "repair.notAFile": "In dat bestand staan geen keuzes.",
  "repair.rest": "In de rest van het bestand staan geen keuzes.",
  "repair.read": "Lees het bij VPRO",
  "library.override": "jouw keuze",
  "library.why.override": "Welke pagina hierbij hoort, of dat er geen is, heb je zelf gekozen."
}
