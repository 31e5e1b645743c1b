/** The texts about the sources, in English. */
import { some } from "../../../../domain/lookup/StoryWords.ts"

export const sources = {
  "sources.title": "Sources",
  "sources.intro":
    "These sources belong to others; a fault now and then is normal. One that fails three times, or is not there at all, is left alone: for some seconds at first, and when it stays away for longer each time, up to five minutes.",
  "source.poms": "POMS",
  "source.tmdb": "TMDB",
  "source.wikidata": "Wikidata",
  "source.cinema": "cinema.nl",
  "source.vprogids": "vprogids.nl",
  "source.tvmaze": "TVmaze",
  "source.duckduckgo": "DuckDuckGo",
  "source.startpage": "Startpage",
  "source.github": "GitHub",
  "about.poms": "The catalogue of Dutch public broadcasting, where the texts are",
  "about.tmdb": "Other titles, directors, seasons and episodes",
  "about.wikidata":
    "Other titles, directors and ids, without a key. Wikimedia gets only the titles and ids of what is looked up, no file names and not the address of your Plex server. WIKIDATA=off sends Wikimedia nothing.",
  "about.cinema": "The public pages of VPRO Cinema",
  "about.vprogids": "Old addresses, and the key for POMS",
  "about.tvmaze": "Seasons and episodes when TMDB has none",
  "about.duckduckgo": "The last resort for finding a page",
  "about.github": "Whether there is a newer version, with UPDATE_CHECK=on",
  "about.startpage": "The last resort, after DuckDuckGo",
  "breaker.closed": "in order",
  "breaker.half-open": "on trial",
  "breaker.open": "left alone",
  "breaker.unused": "not asked yet",
  "breaker.off": "switched off",
  "breaker.refused": "refuses the key",
  "sources.requests": "Requests",
  "sources.failures": "Failed",
  "sources.rate": "Limit",
  "sources.perSecond": (rate: string) => `${rate} per second`,
  "sources.noLimit": "none",
  "sources.waiting": "Waiting",
  "sources.lastSuccess": "Last answer",
  "sources.latency": "Answer time",
  "sources.latencyText": (count: number, middle: string, longest: string) =>
    `${some(count, "attempt", "attempts")}: half took ${middle} ms or less, the longest ${longest} ms`,
  "sources.failed": (ago: string) => `Last failure ${ago}`,
  "reason.Connection": "No connection could be made.",
  "reason.Timeout": "It did not answer in time.",
  "reason.Status": (status: string) => `It answered with error ${status}.`,
  "reason.TooLarge": "Its answer was too large to be right.",
  "reason.Redirect": "It led to an address that is not its own.",
  "reason.Malformed": "Its answer could not be read.",
  "reason.Overloaded": "Too much was asked at once; some requests were not sent.",
  "reason.CircuitOpen": "It was not asked, because it failed too often.",
  "advice.Connection":
    "Check whether this machine can reach the internet, and its DNS. Nothing is lost: open look-ups are done later.",
  "advice.Timeout": "Usually this passes. If it stays, check the connection of this machine.",
  "advice.Status": "The fault is over there. It is tried again by itself.",
  "advice.busy": "It wants fewer requests: lower its RATE_LIMIT variable.",
  "advice.TooLarge": "A proxy or a provider may be in between. Look at the log.",
  "advice.Redirect": "A sign-in page of a network may be in between. Open the address of the source in a browser.",
  "advice.Malformed": "The source may have changed. See whether there is a newer version.",
  "advice.Overloaded":
    "A large scan causes this, and it is made up for by itself. Raise its RATE_LIMIT variable if the source allows it.",
  "advice.CircuitOpen": "Wait: within six minutes it is tried again.",
  "advice.noKey":
    "Without a key TMDB is not asked, only Wikidata, which knows fewer films. A key is free: fill it in under Settings.",
  "advice.nobody":
    "Without a key TMDB is not asked, and many films are not found. A key is free: fill it in under Settings. Wikidata needs none, but is switched off.",
  "advice.wikidata": "Switched off. It needs no key: set WIKIDATA=on.",
  "advice.tmdbKey":
    "TMDB refuses the key; it is tried again every hour. Check the key under Settings, or TMDB_API_KEY.",
  "advice.webSearch": "Off by default, because search engines block robots. Switch it on with WEB_SEARCH=on.",
  "advice.keySought": "POMS refused the key; another one is being tried.",
  "advice.keyGone":
    "POMS refuses the key, and no new one was found. See whether there is a newer version, or set POMS_API_KEY and POMS_API_SECRET."
}
