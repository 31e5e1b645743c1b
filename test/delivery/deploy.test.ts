/** The manifests: they can be read, refer to what exists, and say what the service understands. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Schema } from "effect"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { lastLines } from "../../src/app/observe/LogWriter.ts"
import { grace } from "../../src/app/web/Server.ts"
import { lastWords } from "../../src/app/observe/Telemetry.ts"

const project = fileURLToPath(new URL("../..", import.meta.url))
const textOf = (name: string) => readFileSync(join(project, name), "utf8")

/** The reader of YAML that comes with the command line's library. */
const yaml: { readonly parseAllDocuments: (text: string) => ReadonlyArray<{ readonly toJS: () => unknown }> } =
  createRequire(createRequire(import.meta.url).resolve("@effect/cli"))("yaml")
const documentsOf = (name: string) => yaml.parseAllDocuments(textOf(name)).map((one) => one.toJS())

const list = <A, I>(item: Schema.Schema<A, I>) => Schema.optionalWith(Schema.Array(item), { default: () => [] })
const named = Schema.Struct({ name: Schema.String })
const dictionary = <A, I>(value: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.Record({ key: Schema.String, value }), { default: () => ({}) })

const Manifest = Schema.Struct({
  kind: Schema.String,
  metadata: Schema.optional(named),
  resources: list(Schema.String),
  patches: list(Schema.Struct({ path: Schema.String })),
  spec: Schema.optional(Schema.Unknown)
})

const Probe = Schema.optional(
  Schema.Struct({ httpGet: Schema.optional(Schema.Struct({ path: Schema.String, port: Schema.String })) })
)
const Pod = Schema.Struct({
  template: Schema.Struct({
    spec: Schema.Struct({
      terminationGracePeriodSeconds: Schema.optional(Schema.Number),
      containers: Schema.Array(
        Schema.Struct({
          name: Schema.String,
          ports: list(Schema.Struct({ name: Schema.String, containerPort: Schema.Number })),
          env: list(Schema.Struct({ name: Schema.String, value: Schema.optional(Schema.String) })),
          startupProbe: Probe,
          livenessProbe: Probe,
          readinessProbe: Probe,
          volumeMounts: list(named)
        })
      ),
      volumes: list(named)
    })
  })
})
const Ports = Schema.Struct({ ports: Schema.Array(Schema.Struct({ port: Schema.Number, targetPort: Schema.String })) })

const Compose = Schema.Struct({
  services: Schema.Record({
    key: Schema.String,
    value: Schema.Struct({
      environment: dictionary(Schema.Unknown),
      volumes: list(Schema.String),
      depends_on: list(Schema.String),
      stop_grace_period: Schema.optional(Schema.String),
      extends: Schema.optional(Schema.Struct({ file: Schema.String, service: Schema.String }))
    })
  }),
  volumes: dictionary(Schema.Unknown)
})

const base = "deploy/kubernetes/base"
const replicas = "deploy/kubernetes/replicas"
const manifestsIn = (file: string) => documentsOf(file).map((one) => Schema.decodeUnknownSync(Manifest)(one))
const [kubernetes, overlay] = [base, replicas].map((folder) =>
  readdirSync(join(project, folder)).flatMap((file) => manifestsIn(join(folder, file)))
)
const podOf = (manifests: typeof kubernetes, name: string) => {
  const found = manifests?.find(({ kind, metadata }) => kind === "Deployment" && metadata?.name === name)
  return Schema.decodeUnknownSync(Pod)(found?.spec).template.spec
}
const composeFiles = [
  "docker-compose.yml",
  ...readdirSync(join(project, "deploy/compose")).map((name) => join("deploy/compose", name))
].filter((name) => name.endsWith(".yml"))
const composeOf = (name: string) => Schema.decodeUnknownSync(Compose)(documentsOf(name)[0])

describe("the manifests for Kubernetes", () => {
  it.each(["deploy/kubernetes", base, replicas])("%s is composed of what is there", (folder) => {
    const [composed] = manifestsIn(join(folder, "kustomization.yaml"))
    const parts = [...(composed?.resources ?? []), ...(composed?.patches ?? []).map(({ path }) => path)]
    assert.isNotEmpty(parts)
    assert.deepStrictEqual(
      parts.filter((part) => !existsSync(join(project, folder, part))),
      [],
      folder
    )
  })

  it("probe addresses that the service has, on a port of the container that the Service leads to", () => {
    const [container] = podOf(kubernetes, "vpro-cinema-plex").containers
    const service = kubernetes?.find(({ kind }) => kind === "Service")
    const [port] = Schema.decodeUnknownSync(Ports)(service?.spec).ports
    assert.deepStrictEqual(container?.ports, [{ name: port?.targetPort ?? "", containerPort: 5100 }])
    const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe]
    assert.deepStrictEqual(
      probes.map((probe) => probe?.httpGet),
      ["/health/live", "/health/live", "/health/ready"].map((path) => ({ path, port: "http" }))
    )
  })

  it("patch what the base has, and lead three replicas to the store that comes with them", () => {
    for (const { kind, metadata } of manifestsIn(`${replicas}/replicas.yaml`).concat(
      manifestsIn(`${replicas}/no-volume.yaml`)
    ))
      assert.include(
        (kubernetes ?? []).map((one) => `${one.kind} ${one.metadata?.name}`),
        `${kind} ${metadata?.name}`
      )
    const [container] = podOf(overlay, "vpro-cinema-plex").containers
    const variables = new Map(container?.env.map(({ name, value }) => [name, value]))
    assert.strictEqual(variables.get("REPLICAS"), "3")
    const store = new URL(variables.get("CACHE_URL") ?? "")
    const service = overlay?.find(({ kind, metadata }) => kind === "Service" && metadata?.name === store.hostname)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Ports)(service?.spec).ports, [
      { port: Number(store.port), targetPort: "valkey" }
    ])
  })

  it("mount volumes that they have", () => {
    for (const pod of [podOf(kubernetes, "vpro-cinema-plex"), podOf(overlay, "vpro-cinema-plex-valkey")])
      assert.sameMembers(
        pod.containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name)),
        pod.volumes.map(({ name }) => name)
      )
  })
})

describe.each(composeFiles)("%s", (file) => {
  it("refers to services, volumes and files that are there", () => {
    const { services, volumes } = composeOf(file)
    for (const service of Object.values(services)) {
      for (const other of service.depends_on) assert.property(services, other)
      if (service.extends !== undefined)
        assert.property(composeOf(join(dirname(file), service.extends.file)).services, service.extends.service)
      for (const [source = ""] of service.volumes.map((one) => one.split(":")))
        if (/^\.\/.*\.\w+$/.test(source)) assert.isTrue(existsSync(join(project, dirname(file), source)), source)
        else if (/^[\w-]+$/.test(source)) assert.property(volumes, source)
    }
  })

  it("has the service by its old name, with variables that are explained", () => {
    const { environment } = composeOf(file).services["vpro-plex-provider"] ?? {}
    const explained = textOf("docs/configuration.md")
    for (const name of Object.keys(environment ?? {})) assert.include(explained, `\`${name}\``)
  })
})

it("the command line in the image is the one that the build makes", () => {
  const image = textOf("Dockerfile")
  assert.include(image, "docker/vpro-cinema-plex /usr/local/bin/vpro-cinema-plex")
  assert.include(image, "/build/dist ./dist")
  assert.include(textOf("docker/vpro-cinema-plex"), "/app/dist/cli.js")
  assert.include(textOf("scripts/build.mjs"), 'cli: "src/app/cli.ts"')
})

describe("the ways to stop it", () => {
  /** Running requests, what is left for a collector, the last lines of the log, and something to spare. */
  const needed = Duration.toSeconds(grace) + Duration.toSeconds(lastWords) + Duration.toSeconds(lastLines) + 2
  const secondsIn = (text: string | undefined) => Number(/^(\d+)s?$/.exec(text ?? "")?.[1] ?? 0)

  it.each(composeFiles)("%s waits as long as the end may take", (file) => {
    const own = composeOf(file).services["vpro-plex-provider"]
    const other = own?.extends
    const told = other === undefined ? own : composeOf(join(dirname(file), other.file)).services[other.service]
    assert.isAtLeast(secondsIn(told?.stop_grace_period), needed)
  })

  it("Kubernetes, systemd and Unraid do so too", () => {
    assert.isAtLeast(podOf(kubernetes, "vpro-cinema-plex").terminationGracePeriodSeconds ?? 0, needed)
    const [, unit] = /^TimeoutStopSec=(\d+)$/m.exec(textOf("deploy/systemd/vpro-cinema-plex.service")) ?? []
    assert.isAtLeast(secondsIn(unit), needed)
    const [, unraid] = /--stop-timeout (\d+) /.exec(textOf("deploy/unraid/vpro-cinema-plex.xml")) ?? []
    assert.isAtLeast(secondsIn(unraid), needed)
  })
})

describe("the ways to start it", () => {
  it("give Node the same options: memory is measured with those of the image", () => {
    const [, image] = /^CMD \["node", (.*), "[^"]*main\.js"\]$/m.exec(textOf("Dockerfile")) ?? []
    const options = image?.replaceAll(/[",]/g, "")
    assert.match(options ?? "", /^--/)
    assert.include(textOf("package.json"), `"exec node ${options} scripts/start.mjs"`)
    assert.include(
      textOf("deploy/systemd/vpro-cinema-plex.service"),
      `node ${options} /opt/vpro-cinema-plex/dist/main.js`
    )
  })
})
