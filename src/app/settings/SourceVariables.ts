/** How often each source is asked, and where it is. */
import { defaults as sources } from "../../adapters/http/SourcePolicy.ts"
import { baseUrl, rate } from "../Values.ts"

const rateOf = (who: string) => ({ means: `how often ${who}`, since: "5.0.0" }) as const

export const rates = {
  poms: rate("RATE_LIMIT_POMS", rateOf("POMS is asked; `0` means no limit"), sources.poms.ratePerSecond),
  tmdb: rate("RATE_LIMIT_TMDB", rateOf("TMDB is asked, which allows about 40"), sources.tmdb.ratePerSecond),
  wikidata: rate(
    "RATE_LIMIT_WIKIDATA",
    rateOf("Wikidata is asked, which allows 200 a minute"),
    sources.wikidata.ratePerSecond
  ),
  cinema: rate("RATE_LIMIT_CINEMA", rateOf("cinema.nl is asked"), sources.cinema.ratePerSecond),
  vprogids: rate("RATE_LIMIT_VPROGIDS", rateOf("vprogids.nl is asked"), sources.vprogids.ratePerSecond),
  tvmaze: rate("RATE_LIMIT_TVMAZE", rateOf("TVmaze is asked"), sources.tvmaze.ratePerSecond),
  webSearch: rate(
    "RATE_LIMIT_WEB_SEARCH",
    rateOf("DuckDuckGo and Startpage are asked, each; only with `WEB_SEARCH=on`"),
    sources.duckduckgo.ratePerSecond
  )
}

const baseOf = (means: string) => ({ means: `base address of ${means}`, since: "5.0.0" }) as const

export const bases = {
  poms: baseUrl(
    "POMS_API_BASE",
    baseOf("POMS; the base addresses are for mirrors and tests"),
    "https://rs.poms.omroep.nl/v1/api"
  ),
  tmdb: baseUrl("TMDB_API_BASE", baseOf("TMDB"), "https://api.themoviedb.org/3"),
  wikidata: baseUrl("WIKIDATA_API_BASE", baseOf("Wikidata"), "https://www.wikidata.org"),
  cinema: baseUrl("CINEMA_BASE_URL", baseOf("cinema.nl"), "https://www.cinema.nl"),
  vprogids: baseUrl("VPROGIDS_BASE_URL", baseOf("vprogids.nl"), "https://www.vprogids.nl"),
  duckduckgo: baseUrl("DUCKDUCKGO_BASE_URL", baseOf("DuckDuckGo"), "https://html.duckduckgo.com"),
  startpage: baseUrl("STARTPAGE_BASE_URL", baseOf("Startpage"), "https://www.startpage.com"),
  tvmaze: baseUrl("TVMAZE_API_BASE", baseOf("TVmaze"), "https://api.tvmaze.com"),
  github: baseUrl("GITHUB_API_BASE", baseOf("GitHub; only with `UPDATE_CHECK=on`"), "https://api.github.com"),
  plexTv: baseUrl("PLEX_TV_BASE_URL", baseOf("plex.tv, for `connect`"), "https://plex.tv")
}
