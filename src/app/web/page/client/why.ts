/** Why the service did not do what was asked, for whoever asked it. */
import { t } from "./language.ts"
import { Refused } from "./service.ts"

export const why = (error: unknown): string => {
  if (!(error instanceof Refused)) return t("try.gone")
  return error.status === 403 ? t("token.home") : error.message
}
