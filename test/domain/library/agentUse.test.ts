/** Whether Plex asks us about a title. */
import { assert, describe, it } from "@effect/vitest"
import { agentUse, isElsewhere } from "../../../src/domain/library/AgentUse.ts"
import { movies } from "../../../src/domain/plex/Provider.ts"
import type { PlexSection } from "../../../src/ports/PlexServerPort.ts"

const plexMovie = "tv.plex.agents.movie"
const providers = [
  { id: "1", identifier: plexMovie, title: "Plex Movie", address: undefined },
  { id: "2", identifier: movies.identifier, title: movies.title, address: "http://service" }
]
const agents = [
  { id: "10", title: "VPRO first", primary: movies.identifier, members: ["2", "1"] },
  { id: "11", title: "Plex first", primary: plexMovie, members: ["1", "2"] },
  { id: "12", title: "Plex alone", primary: plexMovie, members: ["1"] }
]
const under = (agent?: string, agentId?: string): PlexSection => ({
  key: "1",
  title: "Films",
  kind: "film",
  agent,
  agentId,
  folders: []
})
const ours = { guid: `${movies.identifier}://movie/vpro-de-dijk-1999-none-m` }
const plexs = { guid: "plex://movie/5d7768244de0ee001fcc7fed" }

describe("a library", () => {
  it.each([
    ["with us in front", under(movies.identifier, "10"), "first"],
    ["with us in front, by its agent's name alone", under(movies.identifier), "first"],
    ["with us behind Plex", under(plexMovie, "11"), "behind"],
    ["with Plex alone", under(plexMovie, "12"), "none"],
    ["of which Plex tells nothing", under(), "untold"]
  ])("%s", (_, section, expected) => {
    assert.strictEqual(agentUse(section, agents, providers), expected)
  })

  it("asks somebody else for what it matched before we were in front, and for all when we are not in there", () => {
    const film = under()
    assert.isTrue(isElsewhere(film, "first", plexs))
    assert.isFalse(isElsewhere(film, "first", ours))
    assert.isFalse(isElsewhere(film, "behind", plexs))
    assert.isTrue(isElsewhere(film, "none", ours))
    assert.isTrue(isElsewhere(film, "untold", plexs))
    assert.isFalse(isElsewhere(film, "untold", ours))
  })
})
