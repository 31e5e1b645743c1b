/** How far the set-up is, from what Plex knows. */
import { assert, describe, it } from "@effect/vitest"
import { isLoopback, leadsAstray } from "../../../src/domain/library/ServiceAddress.ts"
import { type Known, orderOf, setupOf } from "../../../src/domain/library/Setup.ts"

const url = "http://192.168.1.9:5100"
const ours = {
  id: "20",
  identifier: "tv.plex.agents.custom.vpro.cinema",
  title: "VPRO Cinema",
  address: `${url}/movies`
}
const own = { id: "1", identifier: "tv.plex.agents.movie", title: "Plex Movie", address: undefined }
const media = { id: "3", identifier: "tv.plex.agents.localmedia", title: "Plex Local Media", address: undefined }
const films = { key: "1", title: "Films", kind: "film" as const, folders: [] }
const nothing: Known = { providers: [own, media], agents: [], sections: [films] }

describe("the set-up", () => {
  it("is all to do where Plex knows nothing of this service", () => {
    const { agents, libraries, providers } = setupOf(nothing, url)
    assert.deepStrictEqual(
      providers.map(({ step }) => step),
      ["added", "added"]
    )
    assert.isTrue(agents.every(({ there }) => !there))
    assert.deepStrictEqual(libraries, [{ key: "1", title: "Films", kind: "film", agent: "" }])
  })

  it("tells an agent with VPRO in front from one with Plex in front, and both from Plex's own", () => {
    const known: Known = {
      providers: [own, media, ours],
      agents: [
        { id: "5", title: "Plex Movie", primary: own.identifier, members: ["1", "3"] },
        { id: "6", title: "VPRO Cinema", primary: ours.identifier, members: ["20", "1", "3"] },
        { id: "7", title: "Mijn agent", primary: own.identifier, members: ["20", "1"] }
      ],
      sections: []
    }
    const under = (agentId: string, agent: string) => orderOf({ ...films, agent, agentId }, known)
    assert.strictEqual(under("6", ours.identifier), "vpro-first")
    assert.strictEqual(under("7", own.identifier), "plex-first")
    assert.isUndefined(under("5", own.identifier))
    // An older server tells only who is in front: Plex's own may be any agent.
    assert.strictEqual(orderOf({ ...films, agent: ours.identifier }, known), "vpro-first")
    assert.isUndefined(orderOf({ ...films, agent: own.identifier }, known))
    assert.deepStrictEqual(setupOf(known, "http://nas:5100").providers[0]?.step, "moved")
  })
})

describe("the address of the service", () => {
  it.each([
    ["http://localhost:5100", "http://192.168.1.10:32400", true],
    ["http://127.0.0.1:5100", "http://127.0.0.1:32400", false],
    ["http://[::1]:5100", "https://10-0-0-1.abc.plex.direct:32400", true],
    ["http://nas.local:5100", "http://192.168.1.10:32400", false],
    ["no address", "http://192.168.1.10:32400", false]
  ])("%s leads Plex at %s astray: %s", (service, plex, astray) =>
    assert.strictEqual(leadsAstray(service, plex), astray)
  )

  it("is loopback by name and by number", () => assert.isTrue(isLoopback("http://plex.localhost:1")))
})
