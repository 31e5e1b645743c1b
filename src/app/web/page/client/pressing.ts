/** Elements that are drawn anew while somebody presses one of them: what is replaced before it is let go was never pressed, for the browser. */
import { at } from "./dom.ts"

/** Draws at once, or, while something within the element is pressed, when it is let go. `watch` begins to look at that. */
export const afterPressing = (id: string, paint: () => void) => {
  const now = { isPressed: false, isWanted: false }
  const draw = () => {
    if (now.isPressed) now.isWanted = true
    else paint()
  }
  const pressed = () => {
    now.isPressed = true
  }
  const released = () => {
    now.isPressed = false
    if (!now.isWanted) return
    now.isWanted = false
    // The press itself is told after this.
    setTimeout(draw)
  }
  const watch = () => {
    const place = at(id, HTMLElement)
    place.addEventListener("pointerdown", pressed)
    // Enter presses at once, the space bar when it is let go.
    place.addEventListener("keydown", ({ key }) => {
      if (key === " ") pressed()
    })
    for (const name of ["pointerup", "pointercancel", "keyup", "blur"]) addEventListener(name, released)
  }
  return { draw, watch }
}
