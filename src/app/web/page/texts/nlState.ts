/** The texts about how the service is, what is wrong, and settings that do nothing, in Dutch. */
import type { state as english } from "./enState.ts"

export const state: typeof english = {
  "state.loading": "Even vragen hoe het met de dienst gaat…",
  "state.ok": "Alles werkt.",
  "state.unchecked": "Nog niet gecontroleerd.",
  "state.degraded": (why: string) =>
    `Redis is niet bereikbaar (${why}). Alles werkt, maar tot Redis terug is, bewaart deze dienst de antwoorden alleen voor zichzelf.`,
  "state.cache":
    "Antwoorden worden niet bewaard: de cache is niet beschrijfbaar. Is er ruimte, en mag de dienst er schrijven?",
  "state.trouble": (names: string) => `Niet bereikbaar: ${names}. Bekende antwoorden worden gewoon geleverd.`,
  "state.credentials": "POMS weigert de sleutel. Er kunnen teksten ontbreken.",
  "state.tmdbKey": "TMDB weigert de sleutel. Er kunnen films onvindbaar blijven.",
  "state.log":
    "De logs kunnen niet worden geschreven: er gaan regels verloren. Is er ruimte, en leest een programma ze mee?",
  "state.plex": (ago: string) => `Plex maakte ${ago} contact.`,
  "state.noPlex": "Plex heeft nog geen contact gemaakt.",
  "state.gone": "De dienst antwoordt niet.",
  "state.goneNext": (time: string) => `Nieuwe poging ${time}.`,
  "state.strange": (name: string) => `De dienst kent de naam ${name} niet, en vertelt hier daarom niets.`,
  "state.strangeWhy": "Zet de instelling HOSTS op deze naam, of open de pagina op het adres van het apparaat zelf.",
  "state.goneWhy": "Misschien wordt de dienst net opnieuw gestart. Wat hieronder staat, is van daarvoor.",
  "checks.now": "Controleer nu",
  "checks.busy": "Elke bron krijgt een vraag. Dat duurt een paar seconden.",
  "checks.done": "Gecontroleerd.",
  "checks.failed": "Controleren lukte niet: de dienst antwoordt niet.",
  "checks.examined": (ago: string) => `Alles is ${ago} gecontroleerd.`,
  "checks.problems": "Wat er te doen is",
  "checks.since": (ago: string) => `Voor het eerst gezien: ${ago}.`,
  "checks.more": "Lees meer",
  "unusable.intro": "Deze instellingen hebben een waarde die niet te gebruiken is, en tellen als niet ingevuld:",
  "unusable.PORT": "een poort van 0 tot en met 65535 wordt verwacht; nu geldt 5100.",
  "unusable.LOG_LEVEL": "DEBUG, INFO, WARNING of ERROR wordt verwacht; nu geldt INFO.",
  "unusable.STRUCTURED_LOGGING": "true of false wordt verwacht; nu geldt false.",
  "unusable.TMDB_API_KEY":
    "een sleutel van 32 hexadecimale tekens, of een token dat met eyJ begint, wordt verwacht. Zolang er bij Instellingen geen staat, wordt TMDB niet gevraagd. Een sleutel is gratis; zonder sleutel laat je de instelling leeg.",
  "unusable.VPRO_RETURN_SUMMARY": "true of false wordt verwacht; nu geldt true.",
  "unusable.VPRO_RETURN_CONTENT_RATING": "true of false wordt verwacht; nu geldt true.",
  "unusable.VPRO_RETURN_IMAGES":
    "true of false wordt verwacht; nu geldt false, tenzij je bij Instellingen iets anders koos.",
  "unusable.VPRO_RETURN_RATING":
    "true of false wordt verwacht; nu geldt false, tenzij je bij Instellingen iets anders koos.",
  "unknown.intro": "Deze instellingen doen niets: er zijn er geen met die naam.",
  "unknown.meant": "bedoelde je",
  "refused.tmdb":
    "TMDB weigert je sleutel, en wordt daarom niet geraadpleegd. Haal een nieuwe sleutel op themoviedb.org en vul die in bij Instellingen. Is TMDB_API_KEY ingesteld, verander die dan en start de dienst opnieuw. Zonder sleutel verder kan ook.",
  "refused.wikidata": "Intussen neemt Wikidata het werk over; daarin staan wel minder films.",
  "refused.nobody":
    "Intussen wordt geen enkel naslagwerk geraadpleegd. Wikidata kan het werk overnemen, zonder sleutel: zet WIKIDATA=on."
}
