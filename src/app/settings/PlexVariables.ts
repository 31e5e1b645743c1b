/** What the service may do with the Plex server that somebody connected. */
import { oneOf } from "../Values.ts"

export const plex = {
  plexSync: oneOf(
    "PLEX_SYNC",
    {
      means:
        "whether the service looks new titles of the connected Plex server up ahead, and has Plex refresh a title of which it shows another text than the one that is here; `page` is what was chosen on the page, at first no",
      since: "5.0.0",
      see: "how-to/library.md"
    },
    "page",
    ["page", "on", "off"]
  )
}
