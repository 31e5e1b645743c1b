/** The texts about trying a title, and results, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { Kijkwijzer } from "../../../../domain/values/Kijkwijzer.ts"
import type { trying as english } from "./enTry.ts"

export const trying: typeof english = {
  "try.title": "Titel testen",
  "try.intro":
    "Zoek een titel op zoals Plex dat doet, en lees hoe het antwoord tot stand kwam. Er wordt niets bewaard.",
  "try.label": "Titel, bestandsnaam, IMDb-nummer of adres",
  "try.several": "Er kan meer dan één titel bedoeld zijn. Met het jaar erbij wordt er één opgezocht:",
  "try.year": "Jaar",
  "try.imdb": "IMDb-nummer",
  "try.type": "Soort",
  "try.all": "allebei",
  "try.go": "Zoek op",
  "try.busy": "De bronnen worden geraadpleegd. Dat duurt meestal enkele seconden.",
  "try.empty": "Typ een titel om te zien wat VPRO erover schreef en hoe dat is gevonden.",
  "try.failed": "Dat kon niet worden opgezocht",
  "try.gone": "de dienst antwoordt niet",
  "result.poster": (title: string) => `Poster van ${title}`,
  "result.noPoster": "Geen poster",
  "result.noText": "VPRO heeft een pagina over deze titel, maar nog zonder tekst.",
  "result.page": "Lees het bij VPRO",
  "result.age": (age: Kijkwijzer) => (age === "AL" ? "Alle leeftijden" : `Vanaf ${age} jaar`),
  "result.mark": (mark: string) => `VPRO: ${mark} van de 10`,
  "result.by": (names: string) => `van ${names}`,
  "story.title": "Hoe dit tot stand kwam",
  "story.match": (title, year, more) =>
    `Plex stuurde ‘${title}’${year === "" ? "" : ` (${year})`}${more === "" ? "" : `, ${more}`}.`,
  "story.hideRefused": (count: number) => some(count, "kandidaat is afgewezen", "kandidaten zijn afgewezen"),
  "report.save": "Bewaar als rapport",
  "report.about":
    "De titel wordt nog één keer opgezocht. Wat de bronnen zeggen, komt in één bestand dat je kunt opsturen. Er staan geen sleutels in, en niets over je huis."
}
