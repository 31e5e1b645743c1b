/** Of an address no more is noted than its path. */

/** An address without its query, which may hold secrets. */
export const pathOf = (url: string): string => {
  const query = url.indexOf("?")
  return query < 0 ? url : url.slice(0, query)
}
