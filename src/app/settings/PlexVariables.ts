/** The Plex server that the service and its commands know, and whether they may know any. */
import { onOff, oneOf, secret, text } from "../Values.ts"

const since = "5.0.0"

const plexUrl = text(
  "PLEX_URL",
  {
    means:
      "address of Plex Media Server, beside `PLEX_TOKEN`: in the place of signing in on the page or with `connect`",
    since,
    example: "http://192.168.1.10:32400",
    see: "how-to/plex-agents.md"
  },
  ""
)

const plexToken = secret(
  "PLEX_TOKEN",
  {
    means: "your X-Plex-Token, for the server at `PLEX_URL`",
    since
  },
  /^/,
  "a token is expected"
)

export const plex = {
  plexUrl,
  plexToken,
  plex: onOff(
    "PLEX",
    {
      means: "`off` forbids page, service and commands to contact Plex or plex.tv; Plex may still ask this service",
      since,
      see: "how-to/plex-agents.md"
    },
    true
  ),
  plexSync: oneOf(
    "PLEX_SYNC",
    {
      means:
        "`on` looks new titles of the connected Plex server up ahead, and has Plex refresh a title, at most once a day, of which it shows another text than the one that is here; `page` is what was chosen on the page, at first no",
      since,
      see: "how-to/library.md"
    },
    "page",
    ["page", "on", "off"]
  ),
  plexRating: oneOf(
    "PLEX_RATING",
    {
      means:
        "`on` has the connected Plex server show VPRO's mark as the rating of a title, which a refresh then leaves as it is; `off` takes the ratings back that were given so; `page` is what was chosen on the page, at first no",
      since,
      see: "how-to/library.md"
    },
    "page",
    ["page", "on", "off"]
  )
}
