/** Command lines to begin with, by the words of their command. A test asks for those of every command. */

export interface Example {
  readonly does: string
  /** What stands behind the words of the command. */
  readonly more: string
  /** What is set for this one command. */
  readonly variables?: string
}

const plex = "--plex-url http://192.168.1.10:32400"
const token = "PLEX_TOKEN=…"

export const examples: Readonly<Record<string, ReadonlyArray<Example>>> = {
  "": [
    { does: "What VPRO has about a film:", more: 'lookup "Downfall" --year 2004' },
    { does: "Is everything in order?", more: "doctor" },
    { does: "Let bash complete commands and options:", more: "--completions bash > ~/.vpro-cinema-plex.bash" }
  ],
  serve: [{ does: "On another port, with more in the log:", more: "", variables: "PORT=5200 LOG_LEVEL=DEBUG" }],
  lookup: [
    { does: "One film of several with this title:", more: '"Downfall" --year 2004 --director "Oliver Hirschbiegel"' },
    { does: "Why this page, or why none?", more: '"Downfall" -y 2004 -i tt0363163 --explain' },
    { does: "A series, without the search engines:", more: '"Het uur van de wolf" --type series --skip-web' },
    { does: "A report for a maintainer, and that look-up again from it:", more: '"Downfall" --record downfall.json' },
    { does: "", more: "--replay downfall.json" }
  ],
  doctor: [
    { does: "Settings, cache, clock and sources:", more: "" },
    { does: "Plex too:", more: plex, variables: token }
  ],
  cache: [{ does: "What is kept about a title:", more: "list --pattern downfall" }],
  "cache list": [{ does: "The ten entries about a title that were used last:", more: "--pattern downfall --limit 10" }],
  "cache show": [{ does: "All that is kept under a key:", more: "vpro-downfall-2004-tt0363163-m" }],
  "cache delete": [
    { does: "One entry, so that it is looked up again:", more: "vpro-downfall-2004-tt0363163-m" },
    { does: "Every entry with a text in its key, without a question:", more: "--pattern downfall --yes" }
  ],
  "cache clear": [{ does: "Everything, without a question:", more: "--yes" }],
  "cache import": [{ does: "What would be taken over from another folder:", more: "../old/cache --dry-run" }],
  credentials: [{ does: "Which key is in use?", more: "show" }],
  "credentials show": [{ does: "Which key is in use, and does POMS accept it?", more: "" }],
  "credentials refresh": [{ does: "Get another key when POMS refuses this one:", more: "" }],
  config: [{ does: "What holds, and what is wrong with it:", more: "show" }],
  "config show": [
    { does: "What holds, and what is wrong with it:", more: "" },
    { does: "The same for a program:", more: "--json" }
  ],
  "config set": [
    { does: "VPRO's mark for Plex, as the page would choose it:", more: "VPRO_RETURN_RATING true" },
    { does: "A key of TMDB, from a file or standard input:", more: "TMDB_API_KEY --file key.txt" }
  ],
  "config unset": [{ does: "The default again:", more: "VPRO_RETURN_RATING" }],
  connect: [
    { does: "Sign in with a browser:", more: "" },
    { does: "Name the server, and its token:", more: plex, variables: token },
    { does: "Forget it:", more: "--forget" }
  ],
  register: [
    {
      does: "What would be done, and does the service answer?",
      more: `${plex} --url http://192.168.1.9:5100 --dry-run`,
      variables: token
    },
    { does: "Do it:", more: `${plex} --url http://192.168.1.9:5100`, variables: token },
    {
      does: "And put a library under the new agent, with all that it holds:",
      more: `${plex} --url http://192.168.1.9:5100 --library Films --refresh`,
      variables: token
    }
  ],
  warm: [
    { does: "One library:", more: `${plex} --section Films`, variables: token },
    { does: "All libraries, with a table of every title:", more: `${plex} --csv > titles.csv`, variables: token }
  ],
  override: [{ does: "What was chosen:", more: "list" }],
  sync: [
    { does: "Have Plex kept up to date from now on:", more: "on" },
    { does: "And not any more:", more: "off" }
  ],
  rating: [
    { does: "VPRO's marks in the connected Plex:", more: "on" },
    { does: "And back to what stood there before:", more: "off" }
  ],
  "override list": [
    { does: "What was chosen:", more: "" },
    { does: "A copy, to be taken over elsewhere:", more: "--json > overrides.json" }
  ],
  "override set": [
    { does: "This page belongs to it:", more: "vpro-downfall-2004-tt0363163-m --page https://www.cinema.nl/db/103113" },
    { does: "VPRO has no page of it:", more: "vpro-downfall-2004-tt0363163-m --none" }
  ],
  "override remove": [{ does: "What was found before holds again:", more: "film:imdb:tt0363163" }],
  "override import": [{ does: "Take a copy over:", more: "overrides.json" }],
  library: [
    { does: "All libraries, once the server is connected:", more: "" },
    { does: "Of one library, the texts that Plex does not show yet:", more: "--library Films --filter waiting" },
    { does: "Have Plex show the texts that it does not show yet:", more: "--library Films --refresh" },
    { does: "A table of every title without a text:", more: "--filter without-text --csv > titles.csv" }
  ]
}
