/**
 * Section "Connect": signing in with Plex, and the steps by which Plex comes to use this service. One subject, long as it is: what is shown
 * and what each button does hang on the same state. How the steps look, and what is asked of the service, stand in files beside this one.
 */
import type { Connection, SignInProgress } from "../../routes/ConnectRoutes.ts"
import type { SetUpState } from "../../routes/SetUpRoutes.ts"
import type { UiData } from "../Data.ts"
import * as Calls from "./connectCalls.ts"
import { type Acts, type Failure, type Order, steps } from "./connectSteps.ts"
import { at, button, type Child, h } from "./dom.ts"
import { t, texts } from "./language.ts"
import * as Pages from "./pages.ts"
import { afterPressing } from "./pressing.ts"
import { Refused } from "./service.ts"
import { withToken } from "./token.ts"

/** The service asks plex.tv no more often either. */
const pause = 2000

/** Between a change of the address and looking what it means. */
const settling = 400

interface Now {
  connection: Connection | undefined
  /** The page of Plex, while somebody signs in. */
  address: string | undefined
  servers: SignInProgress["servers"]
  state: SetUpState | undefined
  url: string
  /** None before somebody has chosen, now or before. */
  order: Order | undefined
  chosen: Set<string>
  failures: Map<string, Failure>
  tmdb: boolean | undefined
  timer: number
  moving: number
  /** Ends with what is being done. */
  last: Promise<void>
}

const now: Now = {
  connection: undefined,
  address: undefined,
  servers: undefined,
  state: undefined,
  url: location.origin,
  order: undefined,
  chosen: new Set(),
  failures: new Map(),
  tmdb: undefined,
  timer: 0,
  moving: 0,
  last: Promise.resolve()
}

const told = (text: string) => {
  at("connect-told", HTMLElement).textContent = text
}

/** Why something failed, in the language of the page. */
const why = (reason: string | undefined): string => {
  const text = Object.entries(texts()).find(([name]) => name === `connect.why.${reason ?? ""}`)?.[1]
  return typeof text === "string" ? text : t("connect.failed")
}

const whyRefused = (error: unknown): string =>
  error instanceof Refused
    ? error.status === 401
      ? t("connect.why.session")
      : `${t("connect.failed")} ${error.message}`
    : t("connect.why.Unreachable")

/** One thing after the other; what goes wrong on the way is told. */
const doing = (act: () => Promise<void>) => {
  const done = now.last.then(async () => {
    told(t("connect.busy"))
    try {
      await act()
    } catch (error) {
      told(whyRefused(error))
      if (error instanceof Refused && error.status === 401) await load().catch(() => undefined)
    }
    draw()
  })
  now.last = done
  return done
}

/** Reads it all anew. Plex is asked only when one is connected. */
const load = async () => {
  now.connection = await Calls.connection()
  now.state = now.connection.server === undefined ? undefined : await Calls.setUp(now.url)
  // What somebody chose before is what the page goes on with.
  const there = now.state?.setup?.agents.filter((agent) => agent.there) ?? []
  now.order ??= there.find(({ order }) => order === "vpro-first")?.order ?? there[0]?.order
}

/** What a sign-in has come to. */
const progressed = async (progress: SignInProgress) => {
  if (progress.state === "waiting") return wait()
  now.servers = progress.servers
  if (progress.state === "choose") return told(t("connect.choose"))
  now.address = undefined
  if (progress.state === "failed") return told(why(progress.reason))
  await load()
  const { server } = now.connection ?? {}
  return told(server === undefined ? "" : t("connect.connected")(server.name, server.url))
}

const poll = async () => {
  if (now.address === undefined) return
  try {
    const progress = await Calls.poll()
    if (now.address === undefined) return
    await progressed(progress)
    if (progress.state !== "waiting") draw()
  } catch (error) {
    // The service may be away for a moment.
    if (error instanceof Refused) {
      now.address = undefined
      told(whyRefused(error))
      draw()
    } else wait()
  }
}

const wait = () => {
  clearTimeout(now.timer)
  now.timer = window.setTimeout(() => void poll(), pause)
}

const begin = () => {
  // What is opened later than in the moment of the click is taken for an advertisement.
  const opened = window.open("about:blank", "_blank")
  if (opened !== null) opened.opener = null
  return doing(async () => {
    let address: string | undefined
    try {
      await withToken(async (token) => {
        address = (await Calls.signIn(token)).address
      })
    } finally {
      if (address === undefined) opened?.close()
    }
    if (address === undefined) return told("")
    now.address = address
    now.servers = undefined
    if (opened !== null) opened.location.href = address
    told(t("connect.waiting"))
    wait()
  })
}

const cancel = () => {
  clearTimeout(now.timer)
  now.address = undefined
  now.servers = undefined
  told("")
  draw()
}

const choice = (servers: NonNullable<SignInProgress["servers"]>) =>
  servers.map(({ id, name }) =>
    button(name, { "data-server": id }, () => void doing(async () => progressed(await Calls.choose(id))))
  )

const byHand = () => {
  const url = h("input", { type: "url", name: "plex-url", required: true, maxlength: 500, autocomplete: "off" })
  const token = h("input", {
    type: "password",
    name: "plex-token",
    required: true,
    maxlength: 1000,
    autocomplete: "off"
  })
  const form = h(
    "form",
    { class: "fields", id: "connect-form" },
    h("label", { class: "wide" }, h("span", {}, t("connect.url")), url),
    h("label", { class: "wide" }, h("span", {}, t("connect.token")), token),
    h("button", { type: "submit", class: "primary" }, t("connect.go"))
  )
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const server = { url: url.value.trim(), token: token.value.trim() }
    void doing(async () => {
      const done = await withToken(async (admin) => progressed(await Calls.byHand(server, admin)))
      if (!done) told("")
    })
  })
  return h("details", { id: "connect-by-hand" }, h("summary", {}, t("connect.byHand")), form)
}

const signingIn = (): ReadonlyArray<Child> => {
  const { address, servers } = now
  if (address === undefined)
    return [
      h(
        "div",
        { class: "actions" },
        button(t("connect.signIn"), { class: "primary", id: "connect-sign-in" }, () => void begin())
      ),
      byHand()
    ]
  const leave = button(t("connect.cancel"), { id: "connect-cancel" }, cancel)
  if (servers !== undefined) return [h("div", { class: "actions" }, ...choice(servers), leave)]
  return [
    h(
      "p",
      {},
      h("a", { href: address, target: "_blank", rel: "noopener noreferrer", id: "connect-page" }, t("connect.page"))
    ),
    h("div", { class: "actions" }, leave)
  ]
}

const owning = ({ origin }: Connection) =>
  h(
    "div",
    { class: "actions" },
    button(
      t("connect.again"),
      { id: "connect-again" },
      () =>
        void doing(async () => {
          await load()
          told("")
        })
    ),
    button(
      t("connect.logOut"),
      { id: "connect-log-out" },
      () =>
        void doing(async () => {
          now.connection = await Calls.logOut()
          told("")
        })
    ),
    origin === "kept" &&
      button(t("connect.forget"), { class: "danger", id: "connect-forget" }, () => {
        if (!confirm(t("connect.forgetSure"))) return
        void doing(async () => {
          await Calls.forget()
          await load()
          told(t("connect.forgotten"))
        })
      })
  )

const acts: Acts = {
  act: (of, bodies, manual, sure) => {
    if (sure !== undefined && !confirm(sure)) return
    void doing(async () => {
      now.failures.delete(of)
      const results = []
      for (const body of bodies) {
        // The address may have been changed since the list was drawn.
        const result = await Calls.step({ ...body, url: now.url })
        results.push(result)
        if (result.failed === undefined) continue
        const { message, reason } = result.failed
        const paste =
          of === "provider-film" ? `${now.url}/movies` : of === "provider-series" ? `${now.url}/series` : undefined
        now.failures.set(of, { why: why(reason), message, manual, paste })
        break
      }
      if (of === "library") now.chosen.clear()
      await load()
      const isChange = results.some(({ done }) =>
        done.some(({ outcome }) => outcome !== "kept" && outcome !== "absent")
      )
      told(t(now.failures.has(of) ? "connect.failed" : isChange ? "connect.done" : "connect.there"))
    })
  },
  moved: (url) => {
    now.url = url
    clearTimeout(now.moving)
    // Whoever went on to a button presses it before the list is drawn anew.
    now.moving = window.setTimeout(
      () =>
        void doing(async () => {
          await load()
          told("")
        }),
      settling
    )
  },
  ordered: (order) => {
    now.order = order
    now.chosen.clear()
    draw()
  },
  picked: (library, yes) => void (yes ? now.chosen.add(library) : now.chosen.delete(library)),
  unpicked: () => told(t("connect.choice")),
  testTmdb: () =>
    void doing(async () => {
      await withToken(async (token) => {
        const { state } = await Calls.testTmdb(token)
        told(t(`connect.tmdb.${state}`))
      })
    })
}

const setUp = (connection: Connection): ReadonlyArray<Child> => {
  const { setup, failed } = now.state ?? {}
  if (setup === undefined)
    return failed === undefined
      ? []
      : [h("p", { class: "callout" }, why(failed.reason)), h("p", { class: "quiet small" }, failed.message)]
  const { chosen, failures, order = "vpro-first", tmdb, url } = now
  return steps({ connection, setup, url, order, chosen, failures, tmdb }, acts)
}

const inside = (): ReadonlyArray<Child> => {
  const { connection } = now
  if (connection === undefined) return []
  const { half, off, origin, owner, problem, server } = connection
  if (off) return [h("p", {}, t("connect.off"))]
  return [
    half && h("p", { class: "callout" }, t("connect.half")),
    problem !== undefined && h("p", { class: "callout" }, problem),
    server !== undefined && h("p", { id: "connect-server" }, t("connect.connected")(server.name, server.url)),
    origin === "environment" && h("p", { class: "quiet" }, t("connect.fromEnvironment")),
    server !== undefined && !owner && h("p", { class: "quiet" }, t("connect.look")),
    ...(owner && server !== undefined ? [owning(connection)] : signingIn()),
    ...(server === undefined ? [] : setUp(connection))
  ]
}

/** Draws it anew; what had the focus keeps it, or, when it is gone, the heading of the section gets it. */
const paint = () => {
  const body = at("connect-body", HTMLElement)
  const focused = body.contains(document.activeElement) ? document.activeElement : null
  const children = inside().flatMap((child) => (child === undefined || child === false || child === "" ? [] : [child]))
  body.replaceChildren(...children)
  body.hidden = children.length === 0
  if (focused === null) return
  const same = focused.id === "" ? null : document.getElementById(focused.id)
  const heading = at("connect-title", HTMLElement)
  heading.tabIndex = -1
  ;(same ?? heading).focus()
}

const { draw, watch } = afterPressing("connect-body", paint)

export const start = () => {
  watch()
  Pages.whenOpened(
    "settings",
    () =>
      void load()
        .then(draw)
        .catch((error: unknown) => {
          told(whyRefused(error))
        })
  )
}

export const show = ({ references }: UiData) => {
  const tmdb = references.some(({ reference, state }) => reference === "tmdb" && state !== "no-key")
  if (now.tmdb === tmdb) return
  now.tmdb = tmdb
  if (!at("connect-body", HTMLElement).contains(document.activeElement)) draw()
}

/** What was announced was so in another language. */
export const relabel = () => {
  told(now.address === undefined ? "" : t("connect.waiting"))
  draw()
}
