/** What checks say, in Dutch. */
import type { english } from "../../../../domain/check/Sentences.ts"

const apart = (seconds: string | undefined) => {
  const count = Number(seconds)
  return count < 120 ? `${count} seconden` : `${Math.round(count / 60)} minuten`
}

const parts: Readonly<Record<string, string>> = {
  title: "titel",
  year: "jaar",
  directors: "regie",
  text: "tekst",
  seasons: "seizoenen",
  episodes: "afleveringen"
}

/** The names of what is missing. */
const named = (list: string | undefined) =>
  (list ?? "")
    .split(", ")
    .map((part) => parts[part] ?? part)
    .join(", ")

export const checksInDutch: typeof english = {
  "check.subject.settings": () => "Instellingen",
  "check.subject.cache": () => "Cache",
  "check.subject.redis": () => "Redis",
  "check.subject.log": () => "Logboek",
  "check.subject.clock": () => "Klok",
  "check.subject.poms": () => "POMS",
  "check.subject.cinema": () => "cinema.nl",
  "check.subject.vprogids": () => "vprogids.nl",
  "check.subject.tmdb": () => "TMDB",
  "check.subject.wikidata": () => "Wikidata",
  "check.subject.tvmaze": () => "TVmaze",
  "check.subject.duckduckgo": () => "DuckDuckGo",
  "check.subject.startpage": () => "Startpage",
  "check.subject.github": () => "Versie",
  "check.subject.plex": () => "Plex",

  "check.asked.settings": () => "de instellingen",
  "check.asked.setting": ({ name }) => `de instelling ${name}`,
  "check.asked.write": ({ place }) => `of ${place} beschrijfbaar is`,
  "check.asked.space": ({ place }) => `hoeveel ruimte ${place} heeft, en van wie de map is`,
  "check.asked.redis": () => "of Redis antwoordt, waar meer diensten hun antwoorden delen",
  "check.asked.log": () => "of de regels geschreven kunnen worden",
  "check.asked.clock": () => "de tijd, volgens de antwoorden van de bronnen",
  "check.asked.pair": ({ source }) => `of de sleutel en het geheim geaccepteerd worden (${source})`,
  "check.asked.page": ({ id, title }) => `pagina ${id}, “${title}”`,
  "check.asked.search": ({ title }) => `een zoekvraag naar “${title}”`,
  "check.asked.id": ({ imdb, title }) => `de film met IMDb-nummer ${imdb}, “${title}”`,
  "check.asked.show": ({ title }) => `de seizoenen van “${title}”`,
  "check.asked.key": () => "of er een sleutel is, en of die geaccepteerd wordt",
  "check.asked.lately": () => "hoe de laatste vragen afliepen",
  "check.asked.plex": ({ address }) => `de server op ${address}`,
  "check.asked.provider": ({ title }) => `of de provider “${title}” daar bekend is`,
  "check.asked.libraries": () => "welke bibliotheken onze providers gebruiken",
  "check.asked.everCalled": () => "of er ooit is aangeklopt",
  "check.asked.newer": ({ version }) => `of er een nieuwere versie is dan ${version}`,
  "check.asked.known": () => "een vraag waarvan het antwoord bekend is",
  "check.asked.calls": () => "of er sinds de start is aangeklopt",

  "check.came.settings": () => "er is niets mis mee",
  "check.came.given": ({ given }) => `er is niets mis mee; ingesteld: ${given}`,
  "check.came.fault": ({ fault }) => `${fault}`,
  "check.came.written": () => "dat kan",
  "check.came.notWritten": ({ why }) => `dat kan niet: ${why}`,
  "check.came.space": ({ free, owner, user }) => `${free} vrij; van gebruiker ${owner}, dit is gebruiker ${user}`,
  "check.came.spaceUnknown": ({ why }) => `het systeem vertelt het niet: ${why}`,
  "check.came.redis": () => "ja",
  "check.came.redisGone": ({ why }) => `nee: ${why}`,
  "check.came.clock": ({ seconds }) => (Number(seconds) < 2 ? "gelijk" : `${apart(seconds)} verschil`),
  "check.came.noDate": () => "geen enkele bron antwoordde met de tijd",
  "check.came.taken": () => "geaccepteerd",
  "check.came.page": ({ title, year }) => `“${title}” (${year}), met tekst`,
  "check.came.listed": ({ title }) => `een lijst waar “${title}” in staat`,
  "check.came.work": ({ title, year }) => `“${title}”${year === "" ? "" : ` (${year})`}`,
  "check.came.show": ({ episodes, seasons }) => `${seasons} seizoenen, ${episodes} afleveringen`,
  "check.came.noKey": () => "er is geen sleutel",
  "check.came.off": () => "staat uit",
  "check.came.absent": () => "een antwoord: dat bestaat niet",
  "check.came.notListed": ({ count }) => `een lijst van ${count} waar het niet in staat`,
  "check.came.without": ({ parts }) => `een leesbaar antwoord, maar zonder: ${named(parts)}`,
  "check.came.unreachable": ({ detail }) => `niets: ${detail}`,
  "check.came.busy": ({ detail }) => `dat het bezet is: ${detail}`,
  "check.came.late": () => "niets binnen de tijd",
  "check.came.refused": ({ detail }) => `een weigering: ${detail}`,
  "check.came.blocked": ({ detail }) => `een blokkade: ${detail}`,
  "check.came.malformed": ({ detail }) => `een onleesbaar antwoord: ${detail}`,
  "check.came.overloaded": () => "niet gevraagd: er wacht al te veel op deze bron",
  "check.came.suspended": () => "niet gevraagd: de bron faalde te vaak en wordt even met rust gelaten",
  "check.came.skipped": () => "niet gevraagd, omdat de vorige vraag geen antwoord kreeg",
  "check.came.timeUp": () => "niet gevraagd: de tijd was om",
  "check.came.spent": ({ count }) => `niet gevraagd: de ${count} verzoeken die een controle mag doen waren op`,
  "check.came.newest": () => "nee, dit is de nieuwste",
  "check.came.newer": ({ newest }) => `ja, ${newest}`,
  "check.came.untold": ({ detail }) => `niet te achterhalen: ${detail}`,
  "check.came.onAndOn": () => "niets: het leidt van het ene adres naar het andere, zonder eind",
  "check.came.notSaid": () =>
    "niet gevraagd: voer één keer connect uit, of geef --plex-url, en het token in PLEX_TOKEN",
  "check.came.plex": ({ version }) => `Plex Media Server ${version}`,
  "check.came.provider": ({ address }) => `ja, op ${address}`,
  "check.came.noProvider": () => "nee",
  "check.came.libraries": ({ ours }) => `${ours}`,
  "check.came.someLibraries": ({ others, ours }) => `${ours}; met een andere agent: ${others}`,
  "check.came.noLibraries": ({ others }) => `geen enkele; met een andere agent: ${others}`,
  "check.came.noLibrary": () => "er is geen bibliotheek met films of series",
  "check.came.neverCalled": () => "nog niet",
  "check.came.called": ({ film, series }) =>
    `ja, voor het laatst voor films ${film || "nooit"}, voor series ${series || "nooit"}`,
  "check.came.callsNotKept": () =>
    "hier niet bekend: met CACHE_URL=memory: of STORIES=off wordt het niet bewaard; de statuspagina weet het",

  "check.means.settingUnused": () => "De instelling heeft geen effect.",
  "check.means.noStart": () => "De dienst start niet.",
  "check.means.notKept": () => "Antwoorden worden niet bewaard: elke titel wordt steeds opnieuw opgezocht.",
  "check.means.little": () => "Er is weinig ruimte over.",
  "check.means.redisGone": () => "Tot Redis terug is, bewaart deze dienst de antwoorden alleen voor zichzelf.",
  "check.means.logLost": () => "Er gaan regels van het logboek verloren.",
  "check.means.clock": () => "De klok van dit apparaat loopt verkeerd. POMS weigert vragen van een ander tijdstip.",
  "check.means.unreachable": () => "De bron is vanaf hier niet bereikbaar. Wat al bekend is, wordt gewoon geleverd.",
  "check.means.refused": () => "De bron weigert onze sleutel, of onze manier van vragen.",
  "check.means.pairRefused": () => "POMS weigert de sleutel. Er kunnen teksten ontbreken.",
  "check.means.keyRefused": () =>
    "TMDB weigert de sleutel, en die telt daarom niet mee. Er kunnen films onvindbaar blijven.",
  "check.means.blocked": () => "De bron houdt deze dienst voor een robot, en laat niets zien.",
  "check.means.newForm": () => "De bron antwoordt, maar in een nieuwe vorm die deze versie niet kan lezen.",
  "check.means.noText": () => "Er staat geen tekst waar die wel stond: de pagina heeft een nieuwe vorm.",
  "check.means.gone": () => "De bron antwoordt, maar mist wat er al twintig jaar was: daar is iets veranderd.",
  "check.means.leftAlone": () =>
    "De bron faalde te vaak, en wordt even met rust gelaten. Wat al bekend is, wordt gewoon geleverd.",
  "check.means.noKey": () =>
    "Zonder sleutel wordt TMDB niet geraadpleegd, alleen Wikidata, en daarin staan minder films.",
  "check.means.nobody": () =>
    "Zonder sleutel wordt TMDB niet geraadpleegd, en Wikidata staat uit: veel films blijven onvindbaar.",
  "check.means.neverCalled": () => "Plex heeft sinds de start nog niets gevraagd.",
  "check.means.plexBusy": () =>
    "Plex is er wel, maar kan nu niet antwoorden: het start op, herstelt zijn database of heeft het te druk.",
  "check.means.newer": ({ newest, version }) => `Versie ${newest} is er; dit is ${version}.`,
  "check.means.neverAsked": () => "Plex heeft deze dienst nog nooit iets gevraagd.",
  "check.means.plexGone": () => "Plex is daar niet bereikbaar.",
  "check.means.plexRefused": () => "Plex weigert het token.",
  "check.means.notPlex": () => "Wat daar antwoordt, is geen Plex Media Server die providers van metadata kent.",
  "check.means.noProvider": () => "Plex kent deze provider niet, en vraagt er dus nooit iets aan.",
  "check.means.noLibraries": () =>
    "Geen enkele bibliotheek gebruikt onze providers: niets krijgt een Nederlandse tekst.",
  "check.means.someLibraries": () => "Die bibliotheken krijgen geen Nederlandse teksten.",

  "check.do.setting": () => "Verbeter de naam of de waarde, of laat de instelling weg, en start de dienst opnieuw.",
  "check.do.writable": ({ user }) => `Geef gebruiker ${user} schrijfrechten, of zet CACHE_DIR op een andere map.`,
  "check.do.storage": () => "Kijk of er ruimte is, en of datgene draait wat de antwoorden bewaart.",
  "check.do.room": () => "Maak ruimte, of verlaag CACHE_MAX_SIZE_MB.",
  "check.do.redis": () => "Kijk of Redis draait, en of CACHE_URL er naartoe leidt.",
  "check.do.log": () => "Kijk of er ruimte is voor het logboek, en of iets het meeleest.",
  "check.do.clock": () => "Laat dit apparaat zijn klok zelf gelijkzetten (NTP).",
  "check.do.connection": () =>
    "Controleer de verbinding van dit apparaat, de DNS en de firewall. Is daar niets mis mee, wacht dan: de fout zit aan de andere kant.",
  "check.do.wait": () => "Wacht even: binnen zes minuten volgt vanzelf een nieuwe poging.",
  "check.do.again": () => "Probeer het over een minuut nog eens.",
  "check.do.blocked": () => "Wacht een dag, en verlaag de RATE_LIMIT-instelling van deze bron.",
  "check.do.version": () => "Kijk of er een nieuwere versie is; is die er niet, meld dit dan.",
  "check.do.pair": () =>
    "Kijk of er een nieuwere versie is, of zet in POMS_API_KEY en POMS_API_SECRET een paar dat werkt, of niets.",
  "check.do.key": () =>
    "Controleer de sleutel op themoviedb.org: hij staat bij Instellingen of in TMDB_API_KEY. Zonder kan ook.",
  "check.do.getKey": () =>
    "Een sleutel is gratis: haal er een op themoviedb.org, en vul die in bij Instellingen of in TMDB_API_KEY.",
  "check.do.plexBusy": () => "Wacht een paar minuten en controleer opnieuw.",
  "check.do.plexAddress": () =>
    "Kijk of Plex draait. Heeft het nu een ander adres, voer dan opnieuw connect uit, of controleer --plex-url.",
  "check.do.plexToken": () => "Voer opnieuw connect uit, of controleer PLEX_TOKEN.",
  "check.do.plexVersion": () => "Controleer het adres van Plex; Plex Media Server 1.43 of nieuwer is nodig.",
  "check.do.register": () => "Voeg het adres van deze dienst toe in Plex, of gebruik: vpro-cinema-plex register",
  "check.do.update": () => "Lees wat er nieuw in is, en werk bij wanneer het je uitkomt.",
  "check.do.call": () =>
    "Kies Metadata vernieuwen voor een bibliotheek met onze agent. Komt er niets, dan bereikt Plex het adres van deze dienst niet: gebruik register met een adres dat wel werkt.",
  "check.do.agent": () =>
    "In Plex: bibliotheek > Edit > Advanced > Agent, kies VPRO Cinema, en daarna Refresh Metadata."
}
