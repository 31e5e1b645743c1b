/** The storage of the browser, which may be switched off: then nothing is remembered, and nothing breaks. */

const guarded = <A>(use: () => A, otherwise: A): A => {
  try {
    return use()
  } catch {
    return otherwise
  }
}

/** Remembers for this browser, or for this tab only. */
export const remembered = (kind: "localStorage" | "sessionStorage", name: string) => ({
  read: () => guarded(() => window[kind].getItem(name), null),
  write: (value: string) => guarded(() => window[kind].setItem(name, value), undefined),
  forget: () => guarded(() => window[kind].removeItem(name), undefined)
})
