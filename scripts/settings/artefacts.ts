/** Every file in which variables stand, with what is to stand in it. */
import * as Deployed from "./deployed.ts"
import * as Documents from "./documents.ts"

export interface Artefact {
  readonly file: string
  /** The text of the file as it should be, given what it is. */
  readonly write: (text: string) => string
}

export const artefacts: ReadonlyArray<Artefact> = [
  { file: "README.md", write: Documents.readme },
  { file: "docs/configuration.md", write: Documents.configuration },
  { file: "env.example", write: Deployed.environmentFile },
  { file: "deploy/compose/standalone.yml", write: Deployed.compose },
  { file: "deploy/kubernetes/base/deployment.yaml", write: Deployed.kubernetes },
  { file: "deploy/systemd/vpro-cinema-plex.service", write: Deployed.unit },
  { file: "docs/how-to/systemd.md", write: Deployed.systemd },
  { file: "deploy/unraid/vpro-cinema-plex.xml", write: Deployed.unraid }
]
