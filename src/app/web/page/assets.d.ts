/** What `scripts/assets.mjs` makes of an import that ends with `?text` or `?bundle`. */
declare module "*?text" {
  const text: string
  export default text
}
declare module "*?bundle" {
  const text: string
  export default text
}
