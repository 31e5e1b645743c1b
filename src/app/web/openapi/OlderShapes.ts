/** What answers hold for the sake of programs that were written for the Python system: its members beside ours. */
import { Schema } from "effect"
import { described } from "../../../domain/values/Described.ts"
import { Kijkwijzer } from "../../../domain/values/Kijkwijzer.ts"
import { MediaKind } from "../../../domain/values/Media.ts"
import { SpokenCheck } from "../../../domain/check/Check.ts"
import { Mark, Picture } from "../../../domain/values/Catalogue.ts"

const { Struct, String, Boolean, Int, Number, Literal, NullOr, optional, Array: List } = Schema

/** What the last self-test found: the Python system had none. */
export const selfTest = described(
  "What the last self-test found: every source was asked a question whose answer is known.",
  Struct({
    status: described(
      "`ok`: nothing fails. `degraded`: something does. `not_checked`: there has been no self-test yet.",
      Literal("ok", "degraded", "not_checked")
    ),
    at: optional(described("When it was done, in milliseconds since 1970.", Number)),
    checks: List(SpokenCheck.annotations({ identifier: "Check" }))
  })
)

/** `checks` and `cache_stats` of `/health/ready`. */
export const olderChecks = {
  checks: described(
    "The state of the parts, as the Python system told them, and the last self-test.",
    Struct({
      cache_writable: Struct({ status: Literal("ok", "error"), message: optional(String) }),
      credentials: Struct({ status: Literal("ok", "degraded") }),
      tmdb: Struct({
        status: described(
          "`disabled`: there is no key. `degraded`: TMDB refuses the key, which then counts as no key.",
          Literal("ok", "disabled", "degraded")
        ),
        configured: Boolean,
        message: optional(described("Why TMDB refuses the key, and what to do.", String))
      }),
      vpro_features: Struct({ summary: Boolean, content_rating: Boolean, images: Boolean, rating: Boolean }),
      self_test: selfTest
    })
  ),
  cache_stats: described(
    "The figures of the cache, as the Python system told them.",
    Struct({ total_entries: Int, total_size_mb: Number, max_entries: Int, max_size_mb: Number })
  )
}

/** What `/test` was asked. */
const query = described(
  "What was asked.",
  Struct({ title: String, year: NullOr(Int), imdb: String, type: Literal("film", "series", "all") })
)

/** The page that was found. */
const result = described(
  "The page that was found, as the Python system told it. `results` has it too, with the story.",
  Struct({
    title: String,
    year: NullOr(Int),
    media_type: MediaKind,
    director: NullOr(String),
    imdb_id: NullOr(String),
    vpro_id: String,
    vpro_url: NullOr(String),
    genres: List(String),
    vpro_rating: NullOr(Mark),
    content_rating: NullOr(Kijkwijzer),
    images: List(Picture),
    description_length: Int,
    description: NullOr(String)
  })
)

const inVain = { found: Literal(false), title: String, year: NullOr(Int) }

/** `/test` where VPRO has a page. */
export const olderFound = { found: Literal(true), query, result }
/** `/test` where it has none. */
export const olderNotFound = { ...inVain, message: Literal("Not found in VPRO Cinema"), query }
/** `/test` where nobody knows, since a source did not answer. */
export const olderUnknown = { ...inVain, message: Literal("A source did not answer, so it is not known"), query }
