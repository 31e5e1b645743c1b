/** The texts about the cache, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { cache as english } from "./enCache.ts"

export const cache: typeof english = {
  "cache.title": "Cache",
  "cache.intro": "Antwoorden worden bewaard: een tekst lang, ‘niet gevonden’ kort.",
  "cache.entries": "Antwoorden",
  "cache.of": (part: string, whole: string) => `${part} van ${whole}`,
  "cache.size": "Omvang",
  "cache.evictions": "Verwijderd wegens ruimtegebrek",
  "cache.damaged": "Beschadigd",
  "cache.ttlFound": "Een tekst blijft",
  "cache.ttlNotFound": "‘Niet gevonden’ blijft",
  "cache.kind": "Bewaard in",
  "cache.files": "bestanden",
  "cache.memory": "het geheugen, tot de dienst stopt",
  "cache.redis": "Redis",
  "cache.search": "Zoek op titel of sleutel",
  "cache.go": "Zoek",
  "cache.none": "Onder die naam is niets bewaard.",
  "cache.empty": "Er is nog niets bewaard. Dat komt vanzelf zodra Plex iets vraagt.",
  "cache.listed": (count: number) =>
    count === 100 ? "De 100 laatst gebruikte" : some(count, "antwoord", "antwoorden"),
  "cache.key": "Sleutel",
  "cache.fetched": (ago: string) => `${ago} opgezocht`,
  "cache.used": (ago: string) => `laatst gebruikt: ${ago}`,
  "cache.delete": "Verwijder",
  "cache.retry": "Zoek opnieuw op",
  "cache.retryNote": "Faalt er een bron, dan blijft dit antwoord staan.",
  "cache.deleted": (title: string) => `‘${title}’ is verwijderd.`,
  "cache.retrying": (title: string) => `‘${title}’ wordt opnieuw opgezocht…`,
  "cache.retried": (title: string, outcome: string) => `‘${title}’ is opnieuw opgezocht: ${outcome}.`,
  "cache.kept": (title: string) =>
    `‘${title}’ kon niet opnieuw worden opgezocht, omdat een bron niet antwoordde. Het antwoord blijft.`,
  "cache.failed": "Dat is niet gelukt"
}
