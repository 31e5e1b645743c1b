/** The texts about stories, in Dutch. */
import { some, type storyEnglish } from "../../../../domain/lookup/StoryWords.ts"

export const story: typeof storyEnglish = {
  film: "film",
  series: "serie",
  "result.bare":
    "VPRO heeft geen pagina over deze titel. Een naslagwerk kent de titel wel, dus Plex kan die toch toevoegen.",
  "result.notFound": "Niemand kent deze titel.",
  "result.nobodyAsked": "VPRO kent deze titel niet, en er is geen naslagwerk geraadpleegd.",
  "result.incomplete":
    "Dit kon niet worden uitgezocht, omdat een bron niet antwoordde. Als Plex het vraagt, wordt het later opnieuw geprobeerd.",
  "result.timedOut": "Dit kon niet op tijd worden uitgezocht. Als Plex het vraagt, wordt het later opnieuw geprobeerd.",
  "story.ms": (ms: string) => `${ms} ms`,
  "story.seconds": (seconds: string) => `${seconds} s`,
  "story.vpro-id": "De gekozen pagina is uit de catalogus gehaald",
  "story.poms": "In POMS, de catalogus van de publieke omroep, is gezocht naar",
  "story.tmdb": "In een naslagwerk is opgezocht welke titel wordt bedoeld met",
  "story.poms-other-titles": "In POMS is gezocht naar een andere titel, of naar de regisseur",
  "story.poms-fuzzy": "In POMS is, met ruimte voor spelfouten, gezocht naar",
  "story.cinema": "Op cinema.nl is gezocht naar",
  "story.cinema-page": "Op cinema.nl is de pagina gelezen met het nummer",
  "story.web": "Een zoekmachine is gevraagd naar",
  "story.answered": (count: number) =>
    count === 0 ? "Er kwam antwoord." : `Dat gaf ${some(count, "kandidaat", "kandidaten")}.`,
  "story.whole": "(als geheel)",
  "story.nothing": "Daar is niets gevonden.",
  "story.failed": "Er kwam geen antwoord",
  "story.work": (reference: string, title: string, year: string, directors: string) =>
    `Volgens ${reference} is het ‘${title}’${year === "" ? "" : ` (${year})`}${directors === "" ? "" : `, van ${directors}`}.`,
  "story.noWork": "Daar is het niet te vinden.",
  "story.leftOut": (names: string, asked: string) =>
    asked === ""
      ? `Overgeslagen: ${names}. Er is geen naslagwerk geraadpleegd.`
      : `Overgeslagen: ${names}. In plaats daarvan geraadpleegd: ${asked}.`,
  "leftOut.no-key": "geen sleutel",
  "leftOut.refused": "weigert de sleutel",
  "leftOut.off": "uitgezet",
  "story.noSteps": "Er is niemand gevraagd.",
  "story.taken": (title: string, page: string) => `‘${title}’ is gekozen: pagina ${page} van VPRO.`,
  "story.listed": "Hieruit kon in Plex worden gekozen.",
  "failure.Unreachable": "De bron was niet bereikbaar.",
  "failure.Refused": "De bron weigerde de sleutel of de manier van vragen.",
  "failure.Blocked": "In plaats van een antwoord kwam er een pagina die robots weert.",
  "failure.Malformed": "Het antwoord was niet te lezen.",
  "failure.Overloaded": "De bron is niet gevraagd: er was binnen de tijd geen plaats meer.",
  "failure.Suspended": "De bron is niet gevraagd: het ging er te vaak mis, dus de bron wordt tijdelijk overgeslagen.",
  "method.poms": "De titel en het jaar kloppen met de vraag.",
  "method.tmdb_alt": "Het is de titel die het naslagwerk noemt.",
  "method.imdb": "De pagina verwijst naar hetzelfde IMDb-nummer.",
  "method.cinema": "Het is gevonden met de zoekfunctie van cinema.nl.",
  "method.web": "Het is gevonden met een zoekmachine.",
  "method.plausible": "Het is de beste kandidaat, en er komt geen andere in aanmerking.",
  "method.vpro_id": "Het is met de hand gekozen.",
  "verdict.certain": "zeker",
  "verdict.sure": "vrijwel zeker",
  "verdict.plausible": "mogelijk",
  "verdict.refused": "afgewezen",
  "speaks.for": "pleit ervoor",
  "speaks.against": "pleit ertegen",
  "speaks.neither": "zegt niets",
  "evidence.id": (asked: string, found: string) =>
    asked === found ? `Hetzelfde nummer: ${asked}` : `Nummer ${found}, gevraagd is ${asked}`,
  "evidence.kind": (asked: string, found: string) => `Een ${found}, gevraagd is een ${asked}`,
  "evidence.year": (apart: number, asked: string, found: string) =>
    apart === 0 ? `Hetzelfde jaar: ${found}` : `${apart} jaar verschil: ${found}, gevraagd is ${asked}`,
  "evidence.noYear": "Geen jaar om te vergelijken",
  "evidence.sameDirector": (found: string) => `Dezelfde regisseur: ${found}`,
  "evidence.otherDirector": (asked: string, found: string) => `Van regisseur ${found}, niet van ${asked}`,
  "evidence.noDirector": "Geen regisseurs om te vergelijken",
  "evidence.sameCountry": (found: string) => `Hetzelfde land: ${found}`,
  "evidence.otherCountry": (asked: string, found: string) => `Gemaakt in ${found}, niet in ${asked}`,
  "relation.same": (found: string) => `Precies dezelfde titel: ‘${found}’`,
  "relation.equivalent": (found: string) => `‘${found}’ is dezelfde titel, anders geschreven`,
  "relation.subtitle": (found: string) => `‘${found}’ verschilt alleen in de ondertitel`,
  "relation.near": (found: string) => `‘${found}’ is op een schrijffout na dezelfde titel`,
  "relation.similar": (found: string) => `‘${found}’ lijkt erop: sommige woorden zijn gelijk`,
  "relation.different": (found: string) => `‘${found}’ is een andere titel`
}
