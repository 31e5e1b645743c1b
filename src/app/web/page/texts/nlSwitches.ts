/** The texts about the settings that can be chosen on the page, in Dutch. */
import type { switches as english } from "./enSwitches.ts"

export const switches: typeof english = {
  "switches.title": "Wat Plex krijgt",
  "switches.intro":
    "Wat je hier kiest, geldt vanaf het volgende antwoord. Plex vraagt opnieuw als het een titel ververst. Een variabele die is ingesteld, gaat voor.",
  "switches.images": "Afbeeldingen",
  "switches.imagesMeans":
    "De afbeeldingen van cinema.nl, anders die van TMDB. Ze gaan voor die van je andere aanbieders.",
  "switches.ownTitle": "De titel van VPRO",
  "switches.ownTitleMeans":
    "Zonder dit houdt Plex de titel waarmee het vroeg. Van titels die al in Plex staan, kan de schrijfwijze dan veranderen.",
  "switches.rating": "Het cijfer van VPRO",
  "switches.ratingMeans":
    "Als waardering van 1 tot 10. Of Plex die laat zien, bepaalt de beoordelingsbron van de bibliotheek.",
  "switches.extras": "Trailers",
  "switches.extras.empty": "Zeggen dat er geen zijn: Plex verwijdert de trailers die het heeft",
  "switches.extras.unavailable": "Die van Plex behouden: bij elke verversing een fout in het logboek van Plex",
  "switches.key": "Sleutel van TMDB",
  "switches.keyMeans":
    "TMDB vindt werken onder hun andere titels. Een sleutel is gratis op themoviedb.org. Wat eerder niet gevonden is, wordt op zijn beurt opnieuw opgezocht.",
  "switches.keySave": "Sleutel bewaren",
  "switches.keyTest": "Sleutel testen",
  "switches.keyNone": "Zonder sleutel verder",
  "switches.keyThere": "Er is een sleutel.",
  "switches.keyAbsent": "Er is geen sleutel: TMDB wordt niet gevraagd.",
  "switches.keyBad": "Dat is geen sleutel van TMDB: die heeft 32 tekens, of is een token dat met eyJ begint.",
  "switches.keyGone": "De sleutel is verwijderd.",
  "switches.byVariable": (name: string) => `Ingesteld met ${name}.`,
  "switches.kept": "Bewaard."
}
