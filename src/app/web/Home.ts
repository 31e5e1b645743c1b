/** What tells a request from home: the name it was sent to, and the page that sent it. */
import type { Caller } from "./Incoming.ts"

type Headers = Caller["headers"]

/**
 * An IPv4 or IPv6 literal, localhost, a single name as containers have, or a name that only a home network or a cluster
 * knows. Nobody can register such a name and let it lead here.
 */
const homeName =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]|[a-z0-9_-]+|[a-z0-9_.-]+\.(?:localhost|local|lan|home|internal|home\.arpa|svc))$/i

/** Whether a `Host` is a name of the home network, or one of `HOSTS`. */
export const isHomeHost = (host: string, hosts: ReadonlyArray<string>): boolean => {
  const name = host.replace(/:\d{1,5}$/, "")
  return homeName.test(name) || hosts.includes(name.toLowerCase())
}

/** Whether a page of another site sent it: a browser says so. Plex and other programs say nothing. */
export const fromAnotherSite = ({ host = "", origin, "sec-fetch-site": site }: Headers): boolean =>
  (site !== undefined && site !== "same-origin" && site !== "none") ||
  (origin !== undefined && origin !== `http://${String(host)}` && origin !== `https://${String(host)}`)

const proxyHeader =
  /^(?:x-forwarded(?:-.+)?|forwarded|via|x-real-ip|(?:x-|true-|x-cluster-|fastly-)client-ip|cf-connecting-ip(?:v6)?|cdn-loop|x-original-.+)$/

/** Whether it came through a proxy that says that it is one. */
export const throughProxy = (headers: Headers): boolean =>
  Object.entries(headers).some(([name, value]) => value !== undefined && proxyHeader.test(name))
