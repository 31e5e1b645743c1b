/** The addresses that engines link to. */

/** The absolute http(s) address behind a link; `undefined` for the engine's own pages and for anything else. */
export const targetOf = (href: string, engineDomain: string): string | undefined => {
  const base = `https://${engineDomain}/`
  const url = URL.canParse(href, base) ? new URL(href, base) : undefined
  return url !== undefined && isWeb(url) && !isWithin(url, engineDomain) ? url.href : undefined
}

/** Whether an address is on a domain or below it. */
export const isWithin = ({ hostname }: URL, domain: string): boolean =>
  hostname === domain || hostname.endsWith(`.${domain}`)

/** In order, each once. */
export const distinct = (targets: ReadonlyArray<string | undefined>): ReadonlyArray<string> => [
  ...new Set(targets.filter((target) => target !== undefined))
]

const isWeb = ({ protocol }: URL): boolean => protocol === "https:" || protocol === "http:"
