/** The address of this service, as Plex reaches it. Pure. */

/** Whether an address leads to the machine of whoever goes there, and to nobody else's. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && /^(?:localhost|(?:[\w-]+\.)?localhost|127\.[\d.]+|\[::1\])$/i.test(new URL(address).hostname)

/** Whether Plex, at its address, would look for this service on the wrong machine. */
export const leadsAstray = (service: string, plex: string): boolean => isLoopback(service) && !isLoopback(plex)
