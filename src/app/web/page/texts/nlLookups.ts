/** The texts about look-ups, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { lookups as english } from "./enLookups.ts"

export const lookups: typeof english = {
  "recent.title": "Onlangs opgezocht",
  "recent.intro": "De laatste honderd. Open er een om het verhaal te lezen.",
  "recent.open": (count, longest) =>
    count === 1
      ? `1 titel wacht al ${longest} op een bron met een storing. Zodra die bron het weer doet, wordt de titel vanzelf opgezocht.`
      : `${count} titels wachten op een bron met een storing, de eerste al ${longest}. Zodra die bron het weer doet, worden ze vanzelf opgezocht.`,
  "recent.search": "Zoek op titel",
  "recent.noText": "Zonder tekst",
  "recent.kind": "Soort",
  "recent.bothKinds": "Allebei",
  "recent.one": "Een opgezochte titel",
  "recent.foundAs": "gevonden:",
  "recent.again": "Zoek opnieuw op",
  "recent.away": "Verwijder uit de cache",
  "recent.copyLink": "Kopieer de link",
  "recent.copyFailed":
    "Je browser laat deze pagina niet kopiëren. De link is geselecteerd: druk op Ctrl+C, of houd hem ingedrukt.",
  "recent.address": "Eigen adres",
  "recent.readStory": "Lees hoe dat ging",
  "recent.elsewhere": (title: string) => `‘${title}’ is zojuist al opgezocht.`,
  "recent.notKept": (title: string) => `Van ‘${title}’ was niets bewaard.`,
  "recent.filter": "Toon",
  "recent.all": "Alles",
  "recent.found": "Gevonden",
  "recent.notFound": "Niet gevonden",
  "recent.failed": "Mislukt",
  "recent.none":
    "Er is nog niets opgezocht. Het verschijnt hier als Plex een titel vraagt, of als je iets opnieuw laat opzoeken.",
  "recent.noneOfKind": "Er is niets van deze soort.",
  "recent.background": "op de achtergrond",
  "recent.forgotten": "Het verhaal hiervan is niet meer bekend.",
  "recent.shown": (count: number) => some(count, "titel opgezocht", "titels opgezocht"),
  "outcome.found": "gevonden",
  "outcome.noText": "gevonden, geen tekst",
  "outcome.bare": "niet bij VPRO",
  "outcome.not_found": "niet gevonden",
  "outcome.incomplete": "mislukt",
  "outcome.listed": "keuzelijst"
}
