/** Copying, also where browsers hide the clipboard: on plain http, as in a home network, only a selection can be copied. */

const select = (element: Element) => {
  const selection = getSelection()
  selection?.removeAllRanges()
  const range = document.createRange()
  range.selectNodeContents(element)
  selection?.addRange(range)
}

/** Copies the text of an element; whether that worked. When it did not, the text stays selected. */
export const copy = async (element: Element): Promise<boolean> => {
  if (isSecureContext && "clipboard" in navigator)
    try {
      await navigator.clipboard.writeText(element.textContent ?? "")
      return true
    } catch {
      // Not allowed here after all.
    }
  select(element)
  return document.execCommand("copy")
}
