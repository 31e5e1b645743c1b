/** The keys that caches take: no dot, slash or NUL, so that a path never leaves the folder. */
export const isKey = (key: string): boolean => /^vpro-[a-z0-9-]{1,195}$/.test(key)
