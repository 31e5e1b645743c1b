/** Doing what only the owner of the Plex server may: in the session of the page, or with the admin token where there is one. */
import { h } from "./dom.ts"
import { t } from "./language.ts"
import { Refused } from "./service.ts"
import * as Token from "./token.ts"

/** What came of it, or nothing when the reader would rather not. */
export const asOwner = async <A>(
  act: (token: string | undefined) => Promise<A>
): Promise<{ readonly answer: A } | undefined> => {
  try {
    return { answer: await act(undefined) }
  } catch (error) {
    if (!(error instanceof Refused && error.status === 401) || !Token.isGuarded()) throw error
    return Token.withToken(act)
  }
}

/** Why it was refused, and where to sign in when that would help. */
export const refusal = (error: unknown): ReadonlyArray<Node | string> => {
  if (!(error instanceof Refused)) return [t("library.gone")]
  return error.status === 401
    ? [t("keeping.owner"), " ", h("a", { href: "#connect" }, t("keeping.signIn"))]
    : [`${t("library.refused")}: ${error.message}`]
}
