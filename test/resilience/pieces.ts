/** Texts of others that are made to keep a reader busy. */

/** Just under what is read of a body. */
export const size = 4_500_000

/** Just under what is read of a page: its characters, and its elements, attributes and pieces of text. */
const pageSize = 1_400_000
const pageParts = 15_000

const count = (piece: string, part: RegExp) => piece.match(part)?.length ?? 0

/** As often as it fits into so many characters, and so many elements, attributes and pieces of text. */
const repeated = (piece: string, most: number, mostParts = Number.POSITIVE_INFINITY) => {
  const parts = Math.max(count(piece, /</g), count(piece, /<[a-z]|=["']|>[^<]/g))
  return piece.repeat(Math.floor(Math.min(most / piece.length, parts === 0 ? most : mostParts / parts)))
}

export const inside = (depth: number, open: string, content: string, close: string) =>
  open.repeat(depth) + content + close.repeat(depth)

/** What may stand in a page, of which it takes this share of what is read of one. */
export const markup = (share: number): Readonly<Record<string, string>> => {
  const filled = (piece: string, most = pageSize) => repeated(piece, most * share, pageParts * share)
  const nested = (depth: number, open: string, content: string, close: string) =>
    inside(Math.floor(depth * share), open, content, close)
  return {
    siblings: filled("<p>dijk</p>"),
    "more siblings than are read": repeated("<p>dijk</p>", size * share),
    "more characters than are read": repeated("dijk ", size * share),
    "headings of a review": filled("<h2>Recensie</h2><p>dijk</p>"),
    "headings of other films": filled("<h3>Meer films</h3>"),
    "a megabyte within 100 elements": inside(100, "<div>", filled("dijk • 2011 ", 1_000_000), "</div>"),
    "2,000 within each other": nested(2000, "<div>", "dijk", "</div>"),
    "100,000 within each other": nested(100_000, "<div>", "dijk", "</div>"),
    "nothing is closed": filled("<div><span>"),
    "everything is closed twice": filled("<ul><li></ul></li></div>"),
    "closing tags of nothing": filled("<div>", 50_000) + filled("</p>"),
    cards: filled('<li class="CardList-item"><a href="/db/1-x"><h3>dijk</h3></a><p>film • 2011</p></li>'),
    articles: filled('<article><h2>dijk</h2><img><a href="/db/2-y">y</a></article>'),
    definitions: filled("<dt>Regie</dt><dd>A en B</dd>"),
    "lines with a label": filled("<p>Regie: Bo Maker, Di Speler</p>"),
    quotations: filled("<blockquote>dijk</blockquote>"),
    "links to IMDb": filled('<a href="https://www.imdb.com/title/tt0095016/">IMDb</a>'),
    "an alt of spaces": `<img alt="${filled(" ")}">`,
    "many labels": filled('<i title="kijkwijzer 12" aria-label="x"></i>'),
    stars: `<p>${filled("waardering ★")}</p>`,
    ratings: `<p>${filled("kijkwijzer : vanaf ")}</p>`,
    bullets: `<p>${filled("•")}</p>`,
    spaces: `<p>${filled(" ")}</p>`,
    accents: `<p>a${filled("\u0301", 2_000_000)}</p>`,
    "error codes": `<h2>Recensie</h2><p>${filled("foutcode ")}</p>`,
    references: `<h2>Recensie</h2><p>${filled("&amp;")}</p>`,
    "brackets in a text": `<h2>Recensie</h2><p>${filled("&lt;b &lt;")}</p>`,
    "JSON-LD in arrays": `<script type="application/ld+json">${nested(3000, "[", "1", "]")}</script>`,
    "JSON-LD in objects": `<script type="application/ld+json">${nested(200_000, '{"@graph":', "1", "}")}</script>`,
    "JSON-LD, many": filled('<script type="application/ld+json">{"@type":"Movie","name":"dijk"}</script>'),
    "half a tag": filled("<a href='"),
    "a comment that never ends": `<!--${filled("<p>-")}`,
    "keys without an end": `<script>${filled('vpronlApiKey: "')}</script>`,
    scripts: filled('<script src="/a.js"></script>'),
    "a list of results that never ends": `<script>React.createElement(UIStartpage.AppSerpWeb, ${filled('{"a":')}</script>`
  }
}

/** What may stand in a text in JSON, of which it takes so many bytes. */
export const texts = (bytes: number): Readonly<Record<string, string>> => {
  const written = (piece: string) =>
    piece.repeat(Math.floor(bytes / (Buffer.byteLength(JSON.stringify(piece)) - '""'.length)))
  return {
    spaces: written(" "),
    accents: `a${written("\u0301")}`,
    "error codes": written("foutcode "),
    tags: written("<b "),
    references: written("&amp"),
    quotes: written("'\u2019"),
    digits: written("1"),
    halves: written("\ud800"),
    commas: written("Bo, ")
  }
}
