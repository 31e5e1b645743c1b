/** Where the service can be reached, as an address that works. */
import type { HttpServer } from "@effect/platform"

/** Hosts that stand for every address of the machine: nobody can go there. */
const everywhere = new Set(["0.0.0.0", "::", "::0"])

/** The address of a server for somebody on the same machine. */
export const reachable = (address: HttpServer.Address): string => {
  if (address._tag === "UnixAddress") return `unix:${address.path}`
  const { hostname, port } = address
  const host = everywhere.has(hostname)
    ? "localhost"
    : hostname.includes(":")
      ? `[${hostname.replace("%", "%25")}]`
      : hostname
  return `http://${host}:${port}`
}
