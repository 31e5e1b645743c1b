/** Whether two sources speak of the same countries: VPRO writes Dutch names, TMDB codes of ISO 3166. */
import { fold } from "../titles/Comparison.ts"

const codes: Readonly<Record<string, string>> = {
  algerije: "DZ",
  argentinie: "AR",
  australie: "AU",
  belgie: "BE",
  "bosnie en herzegovina": "BA",
  brazilie: "BR",
  bulgarije: "BG",
  canada: "CA",
  chili: "CL",
  china: "CN",
  colombia: "CO",
  cuba: "CU",
  denemarken: "DK",
  duitsland: "DE",
  egypte: "EG",
  estland: "EE",
  finland: "FI",
  frankrijk: "FR",
  georgie: "GE",
  griekenland: "GR",
  "groot-brittannie": "GB",
  hongarije: "HU",
  "hong kong": "HK",
  hongkong: "HK",
  ierland: "IE",
  ijsland: "IS",
  india: "IN",
  indonesie: "ID",
  irak: "IQ",
  iran: "IR",
  israel: "IL",
  italie: "IT",
  japan: "JP",
  joegoslavie: "YU",
  kroatie: "HR",
  letland: "LV",
  libanon: "LB",
  litouwen: "LT",
  luxemburg: "LU",
  mali: "ML",
  marokko: "MA",
  mexico: "MX",
  nederland: "NL",
  "nieuw-zeeland": "NZ",
  noorwegen: "NO",
  oekraine: "UA",
  oostenrijk: "AT",
  palestina: "PS",
  peru: "PE",
  polen: "PL",
  portugal: "PT",
  roemenie: "RO",
  rusland: "RU",
  senegal: "SN",
  servie: "RS",
  slovenie: "SI",
  slowakije: "SK",
  "sovjet-unie": "SU",
  spanje: "ES",
  suriname: "SR",
  taiwan: "TW",
  thailand: "TH",
  tsjechie: "CZ",
  "tsjecho-slowakije": "XC",
  tunesie: "TN",
  turkije: "TR",
  "verenigd koninkrijk": "GB",
  "verenigde staten": "US",
  uk: "GB",
  vk: "GB",
  vs: "US",
  vietnam: "VN",
  "west-duitsland": "DE",
  "zuid-afrika": "ZA",
  "zuid-korea": "KR",
  zweden: "SE",
  zwitserland: "CH"
}

/** States that are gone and the ones that film databases list in their place, in either direction. */
const heirs: Readonly<Record<string, string>> = { SU: "RU", YU: "RS", CS: "RS", XC: "CZ", XG: "DE" }

const known = (country: string): string | undefined => {
  const code = codes[fold(country)] ?? (/^[A-Z]{2}$/.test(country) ? country : undefined)
  return code === undefined ? undefined : (heirs[code] ?? code)
}

/** `unknown` when either side names no country that is understood; co-producers differ, so one in common is enough. */
export const countriesAgree = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): "agree" | "differ" | "unknown" => {
  const left = new Set(a.flatMap((country) => known(country) ?? []))
  const right = b.flatMap((country) => known(country) ?? [])
  if (left.size === 0 || right.length === 0) return "unknown"
  return right.some((country) => left.has(country)) ? "agree" : "differ"
}
