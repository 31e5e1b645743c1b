/** The pure parts, with inputs as large as they come. */
import { cleanText } from "../src/adapters/sources/reading/CleanText.ts"
import { comparisonForm } from "../src/domain/titles/Comparison.ts"
import { decide } from "../src/domain/matching/Decide.ts"
import { asked } from "../src/domain/matching/Asked.ts"
import { chooseSure } from "../src/domain/matching/Choose.ts"
import { encodeRatingKey } from "../src/domain/keys/RatingKey.ts"
import { film, hints, prose, work } from "../test/stand-ins/works.ts"

const title = "De stille kade: een geschiedenis van het hoge water"
const request = asked(
  hints(title, 1990),
  work(title, 1990, ["Ada Maas"], ["Le quai silencieux", "The Silent Quay", "Der stille Kai"])
)
const candidates = Array.from({ length: 50 }, (_, index) =>
  film(`De stille kade ${index}`, 1965 + index, { id: 1000 + index, directors: ["Ada Maas"] })
)
const html = `<p>${prose}</p><p>${prose.replaceAll("water", "w&aacute;ter")}</p>`.repeat(5)

export const parts = {
  "decide over 50 candidates": () => chooseSure(candidates.map((candidate) => decide(request, candidate))),
  "normalise a title": () => comparisonForm(title),
  "clean a text of 2 kB": () => cleanText(html),
  "encode a key": () => encodeRatingKey(hints(title, 1990, { imdb: "tt0012345" }))
}
