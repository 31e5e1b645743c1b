/** The texts about the sources, in Dutch. */
import { some } from "../../../../domain/lookup/StoryWords.ts"
import type { sources as english } from "./enSources.ts"

export const sources: typeof english = {
  "sources.title": "Bronnen",
  "sources.intro":
    "Deze bronnen zijn van anderen; een storing hoort er af en toe bij. Een bron die drie keer faalt of helemaal weg is, wordt tijdelijk overgeslagen: eerst enkele seconden, en als de storing aanhoudt telkens langer, tot vijf minuten.",
  "source.poms": "POMS",
  "source.tmdb": "TMDB",
  "source.wikidata": "Wikidata",
  "source.cinema": "cinema.nl",
  "source.vprogids": "vprogids.nl",
  "source.tvmaze": "TVmaze",
  "source.duckduckgo": "DuckDuckGo",
  "source.startpage": "Startpage",
  "source.github": "GitHub",
  "about.poms": "De catalogus van de publieke omroep, waar de teksten staan",
  "about.tmdb": "Andere titels, regisseurs, seizoenen en afleveringen",
  "about.wikidata":
    "Andere titels, regisseurs en nummers, zonder sleutel. Wikimedia krijgt alleen de titels en nummers van wat er wordt opgezocht, geen bestandsnamen en niet het adres van je Plex-server. Met WIKIDATA=off gaat er niets naar Wikimedia.",
  "about.cinema": "De openbare pagina’s van VPRO Cinema",
  "about.vprogids": "Oude adressen, en de sleutel voor POMS",
  "about.tvmaze": "Seizoenen en afleveringen als TMDB die niet heeft",
  "about.duckduckgo": "Het laatste redmiddel om een pagina te vinden",
  "about.github": "Of er een nieuwere versie is, met UPDATE_CHECK=on",
  "about.startpage": "Het laatste redmiddel, na DuckDuckGo",
  "breaker.closed": "in orde",
  "breaker.half-open": "wordt opnieuw geprobeerd",
  "breaker.open": "tijdelijk overgeslagen",
  "breaker.unused": "nog niet gevraagd",
  "breaker.off": "uitgezet",
  "breaker.refused": "weigert de sleutel",
  "sources.requests": "Verzoeken",
  "sources.failures": "Mislukt",
  "sources.rate": "Limiet",
  "sources.perSecond": (rate: string) => `${rate} per seconde`,
  "sources.noLimit": "geen",
  "sources.waiting": "Wachtend",
  "sources.lastSuccess": "Laatste antwoord",
  "sources.latency": "Antwoordtijd",
  "sources.latencyText": (count: number, middle: string, longest: string) =>
    `${some(count, "poging", "pogingen")}: de helft duurde hooguit ${middle} ms, de langste ${longest} ms`,
  "sources.failed": (ago: string) => `Laatste storing ${ago}`,
  "reason.Connection": "Er kon geen verbinding worden gemaakt.",
  "reason.Timeout": "Er kwam niet op tijd antwoord.",
  "reason.Status": (status: string) => `Het antwoord was fout ${status}.`,
  "reason.TooLarge": "Het antwoord was te groot om goed te kunnen zijn.",
  "reason.Redirect": "De bron stuurde door naar een adres van iemand anders.",
  "reason.Malformed": "Het antwoord was niet te lezen.",
  "reason.Overloaded": "Er werd te veel tegelijk gevraagd; een deel is niet verstuurd.",
  "reason.CircuitOpen": "De bron is niet gevraagd, omdat het te vaak misging.",
  "advice.Connection":
    "Kijk of deze machine het internet op kan, en of DNS werkt. Er gaat niets verloren: wat nog openstaat, wordt later opgezocht.",
  "advice.Timeout": "Meestal gaat dit vanzelf over. Blijft het zo, controleer dan de verbinding van deze machine.",
  "advice.Status": "De fout ligt bij de bron. Het wordt vanzelf opnieuw geprobeerd.",
  "advice.busy": "De bron wil minder vragen: verlaag de bijbehorende RATE_LIMIT-variabele.",
  "advice.TooLarge": "Misschien zit er een proxy tussen. Kijk in de logs.",
  "advice.Redirect":
    "Misschien zit er een inlogpagina van een netwerk tussen. Open het adres van de bron in een browser.",
  "advice.Malformed": "Misschien is de bron veranderd. Kijk of er een nieuwere versie is.",
  "advice.Overloaded":
    "Dat gebeurt bij een grote scan en wordt vanzelf ingehaald. Verhoog de bijbehorende RATE_LIMIT-variabele als de bron dat toestaat.",
  "advice.CircuitOpen": "Wacht even: binnen zes minuten wordt het opnieuw geprobeerd.",
  "advice.noKey":
    "Zonder sleutel wordt TMDB niet gevraagd, alleen Wikidata, dat minder films kent. Een sleutel is gratis: vul die in bij Instellingen.",
  "advice.nobody":
    "Zonder sleutel wordt TMDB niet gevraagd en blijven veel films onvindbaar. Een sleutel is gratis: vul die in bij Instellingen. Wikidata heeft er geen nodig, maar staat uit.",
  "advice.wikidata": "Staat uit. Er is geen sleutel voor nodig: zet WIKIDATA=on.",
  "advice.tmdbKey":
    "TMDB weigert de sleutel; het wordt elk uur opnieuw geprobeerd. Controleer de sleutel bij Instellingen, of TMDB_API_KEY.",
  "advice.webSearch": "Staat standaard uit, want zoekmachines weren robots. Zet het aan met WEB_SEARCH=on.",
  "advice.keySought": "POMS weigerde de sleutel; er wordt een andere geprobeerd.",
  "advice.keyGone":
    "POMS weigert de sleutel en er is geen nieuwe gevonden. Kijk of er een nieuwere versie is, of stel POMS_API_KEY en POMS_API_SECRET in."
}
