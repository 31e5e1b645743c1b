/** The steps of the set-up as a list: each with a tick or a cross, and what to do. */
import { leadsAstray } from "../../../../domain/library/ServiceAddress.ts"
import type { Setup } from "../../../../domain/library/Setup.ts"
import type { Connection } from "../../routes/ConnectRoutes.ts"
import { button, type Child, h } from "./dom.ts"
import { listing, t } from "./language.ts"

export type Order = Setup["agents"][number]["order"]
type Kind = Setup["agents"][number]["kind"]
const orders: ReadonlyArray<Order> = ["vpro-first", "plex-first"]
const kinds: ReadonlyArray<Kind> = ["film", "series"]

/** Why a step was not done, and what to do then. */
export interface Failure {
  readonly why: string
  readonly message: string
  readonly manual: string
  /** What is pasted there. */
  readonly paste?: string | undefined
}

/** All that the list shows. */
export interface Shown {
  readonly connection: Connection
  readonly setup: Setup
  readonly url: string
  readonly order: Order
  readonly chosen: ReadonlySet<string>
  readonly failures: ReadonlyMap<string, Failure>
  /** Whether there is a key for TMDB; none when that is not known yet. */
  readonly tmdb: boolean | undefined
}

/** What can be done in it. */
export interface Acts {
  /** Does steps for the address that is filled in; `of` is where a failure is shown, and `sure` the question before it. */
  readonly act: (of: string, bodies: ReadonlyArray<object>, manual: string, sure?: string) => void
  readonly moved: (url: string) => void
  readonly ordered: (order: Order) => void
  readonly picked: (library: string, yes: boolean) => void
  readonly unpicked: () => void
  readonly testTmdb: () => void
}

const failed = (failure: Failure | undefined) =>
  failure !== undefined &&
  h(
    "div",
    { class: "failed" },
    h("p", {}, failure.why),
    h("p", { class: "quiet small" }, failure.message),
    h("p", {}, `${t("connect.manual")} ${failure.manual}`),
    failure.paste !== undefined && h("p", {}, h("code", {}, failure.paste))
  )

const item = (isDone: boolean, text: string, ...more: ReadonlyArray<Child>) =>
  h(
    "li",
    { "data-done": String(isDone) },
    h("span", { class: "mark", "aria-hidden": "true" }, isDone ? "✓" : "✗"),
    h("p", {}, h("span", { class: "unseen" }, `${t(isDone ? "connect.isDone" : "connect.isOpen")} `), text),
    ...more
  )

const providerItem = ({ connection, failures, setup }: Shown, acts: Acts, kind: Kind) => {
  const provider = setup.providers.find((one) => one.kind === kind)
  const isDone = provider?.step === "kept"
  const of = `provider-${kind}`
  const body = { step: "provider", kind }
  const undo = t(`connect.undo.provider.${kind}`)
  return item(
    isDone,
    t(`connect.provider.${kind}`),
    provider?.step === "moved" && h("p", { class: "quiet" }, t("connect.provider.moved")(provider.address ?? "")),
    connection.owner &&
      (isDone
        ? button(undo, { class: "danger", id: `connect-undo-${of}` }, () =>
            acts.act(of, [{ ...body, undo: true }], t("connect.manual.provider.undo"), t("connect.undoSure")(undo))
          )
        : button(t(`connect.do.provider.${kind}`), { class: "primary", id: `connect-do-${of}` }, () =>
            acts.act(of, [body], t("connect.manual.provider"))
          )),
    failed(failures.get(of))
  )
}

const agentItem = ({ connection, failures, order, setup }: Shown, acts: Acts, kind: Kind) => {
  const agent = setup.agents.find((one) => one.kind === kind && one.order === order)
  const isDone = agent?.there === true && agent.lacking.length === 0
  const of = `agent-${kind}`
  const body = { step: "agent", kind, order }
  const undo = t(`connect.undo.agent.${kind}`)
  return item(
    isDone,
    t(`connect.agent.${kind}`),
    agent?.there === true && h("p", { class: "quiet" }, t("connect.members")(listing(agent.members))),
    agent?.there === true &&
      agent.lacking.length > 0 &&
      h("p", { class: "quiet" }, t("connect.lacking")(listing(agent.lacking))),
    connection.owner &&
      !isDone &&
      button(t(`connect.do.agent.${kind}`), { class: "primary", id: `connect-do-${of}` }, () =>
        acts.act(of, [body], t("connect.manual.agent"))
      ),
    connection.owner &&
      agent?.there === true &&
      button(undo, { class: "danger", id: `connect-undo-${of}` }, () =>
        acts.act(of, [{ ...body, undo: true }], t("connect.manual.agent.undo"), t("connect.undoSure")(undo))
      ),
    failed(failures.get(of))
  )
}

const orderItem = ({ connection, order }: Shown, acts: Acts) =>
  h(
    "fieldset",
    {},
    h("legend", {}, t("connect.order")),
    ...orders.map((one) => {
      const input = h("input", {
        type: "radio",
        name: "order",
        value: one,
        id: `connect-order-${one}`,
        disabled: !connection.owner,
        checked: one === order
      })
      input.addEventListener("change", () => acts.ordered(one))
      return h(
        "label",
        { class: "pick" },
        input,
        h("span", {}, t(`connect.order.${one}`), h("span", { class: "quiet" }, t(`connect.order.${one}.why`)))
      )
    })
  )

const librariesItem = ({ chosen, connection, failures, order, setup }: Shown, acts: Acts) => {
  const { libraries } = setup
  const isDone = libraries.some((library) => library.order === order)
  return item(
    isDone,
    t("connect.libraries"),
    libraries.length === 0 && h("p", { class: "quiet" }, t("connect.noLibraries")),
    ...libraries.map(({ agent, key, order: used, title }) => {
      const input = h("input", {
        type: "checkbox",
        id: `connect-library-${key}`,
        name: "library",
        disabled: !connection.owner || used === order,
        checked: used === order || chosen.has(key)
      })
      input.addEventListener("change", () => acts.picked(key, input.checked))
      return h(
        "div",
        { class: "library" },
        h("label", { class: "pick" }, input, h("span", {}, t("connect.library")(title, agent))),
        connection.owner &&
          used !== undefined &&
          button(t("connect.back")(title), { class: "danger", id: `connect-back-${key}` }, () =>
            acts.act(
              "library",
              [{ step: "library", library: key, order, undo: true }],
              t("connect.manual.library"),
              t("connect.backSure")(title)
            )
          )
      )
    }),
    connection.owner &&
      libraries.some((library) => library.order !== order) &&
      button(t("connect.put"), { class: "primary", id: "connect-put" }, () =>
        chosen.size === 0
          ? acts.unpicked()
          : acts.act(
              "library",
              [...chosen].map((library) => ({ step: "library", library, order })),
              t("connect.manual.library")
            )
      ),
    failed(failures.get("library"))
  )
}

const refreshItem = ({ connection, failures, setup }: Shown, acts: Acts) => {
  const ours = setup.libraries.filter(({ order }) => order !== undefined)
  if (!connection.owner || ours.length === 0) return undefined
  return h(
    "li",
    {},
    h("p", { class: "quiet" }, t("connect.refreshWhy")),
    button(t("connect.refresh"), { id: "connect-refresh" }, () =>
      acts.act(
        "refresh",
        ours.map(({ key }) => ({ step: "refresh", library: key })),
        t("connect.manual.refresh"),
        t("connect.refreshSure")(listing(ours.map(({ title }) => title)))
      )
    ),
    failed(failures.get("refresh"))
  )
}

const addressOf = ({ connection, url }: Shown, acts: Acts) => {
  const input = h("input", {
    type: "url",
    id: "connect-address",
    name: "address",
    value: url,
    maxlength: 500,
    autocomplete: "off",
    spellcheck: "false",
    disabled: !connection.owner
  })
  input.addEventListener("change", () => acts.moved(input.value.trim().replace(/\/$/, "")))
  return h(
    "div",
    {},
    h("label", {}, h("span", {}, t("connect.address")), input),
    leadsAstray(url, connection.server?.url ?? "") && h("p", { class: "callout" }, t("connect.astray"))
  )
}

/** The list. */
export const steps = (shown: Shown, acts: Acts): ReadonlyArray<Child> => [
  h("h4", {}, t("connect.steps")),
  addressOf(shown, acts),
  orderItem(shown, acts),
  h(
    "ul",
    { class: "connect-steps" },
    item(true, t("connect.server")),
    ...kinds.map((kind) => providerItem(shown, acts, kind)),
    ...kinds.map((kind) => agentItem(shown, acts, kind)),
    librariesItem(shown, acts),
    refreshItem(shown, acts),
    shown.tmdb !== undefined &&
      item(
        shown.tmdb,
        t("connect.tmdb"),
        !shown.tmdb &&
          h("p", { class: "quiet" }, t("connect.tmdbOff"), " ", h("a", { href: "#switches" }, t("connect.tmdbFill"))),
        shown.tmdb && button(t("connect.tmdbTest"), { id: "connect-tmdb" }, () => acts.testTmdb())
      )
  )
]
