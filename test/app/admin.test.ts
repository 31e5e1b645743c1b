/** Who may empty the cache when no admin token is set. */
import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { strangeness } from "../../src/app/Admin.ts"

const request = (address: string | undefined, headers: Record<string, string> = {}) => ({
  remoteAddress: Option.fromNullable(address),
  headers: { host: "192.168.1.5:5100", ...headers }
})

describe("without an admin token", () => {
  it.each([
    ["the same machine", request("127.0.0.1", { host: "localhost:5100" })],
    ["the same machine over IPv6", request("::1", { host: "[::1]:5100" })],
    ["a home network", request("192.168.1.20")],
    ["a mapped address", request("::ffff:10.0.0.3")],
    ["another container", request("172.18.0.4", { host: "vpro-plex-provider:5100" })],
    [
      "the own status page",
      request("192.168.1.20", { origin: "http://192.168.1.5:5100", "sec-fetch-site": "same-origin" })
    ],
    ["a name of the home network", request("192.168.1.20", { host: "nas.local:5100" })]
  ])("%s may", (_, one) => assert.isUndefined(strangeness(one)))

  it.each([
    ["an address of the internet", request("8.8.8.8")],
    ["an address that only looks private", request("172.32.0.1")],
    ["nobody knows where from", request(undefined)],
    ["a reverse proxy", request("127.0.0.1", { "x-forwarded-for": "8.8.8.8" })],
    ["a page of another site", request("192.168.1.20", { origin: "https://example.org" })],
    ["a page of another site that hides its origin", request("192.168.1.20", { origin: "null" })],
    ["a form of another site", request("192.168.1.20", { "sec-fetch-site": "cross-site" })],
    [
      "a rebound name",
      request("192.168.1.20", { host: "rebound.example.org:5100", origin: "http://rebound.example.org:5100" })
    ]
  ])("%s may not", (_, one) => assert.isString(strangeness(one)))
})
