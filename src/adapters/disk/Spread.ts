/** Many small things by their names, spread over a few files of a folder, so that a change writes little. They are read each time: a command may run beside the service. */
import { Effect, Hash, Option, Record, Schema } from "effect"
import * as Path from "node:path"
import { JsonText } from "../../domain/text/Json.ts"
import * as Disk from "./Disk.ts"

export interface SpreadOptions<A, I> {
  readonly directory: string
  /** The folder within it. */
  readonly folder: string
  readonly schema: Schema.Schema<A, I>
  readonly files: number
  /** Of one file. */
  readonly mostItems: number
  /** What the files are about, for the log. */
  readonly about: string
}

type Some<A> = Readonly<Record<string, A>>

/** The things in a folder. */
export const make = <A, I>({ about, directory, files, folder, mostItems, schema }: SpreadOptions<A, I>) => {
  const All = Schema.Record({ key: Schema.String, value: schema })
  const decode = Schema.decodeOption(JsonText(All, 10 * mostItems))
  const encode = Schema.encode(Schema.parseJson(All))
  const nameOf = (at: number) => `${at.toString().padStart(2, "0")}.json`
  const pathOf = (item: string) => Path.join(directory, folder, nameOf(Math.abs(Hash.string(item)) % files))

  const readFile = Effect.fnUntraced(function* (path: string) {
    const reading = yield* Disk.read(directory, path)
    const some: Option.Option<Some<A>> = reading._tag === "Text" ? decode(reading.text) : Option.none()
    if (Option.isNone(some) && reading._tag !== "Absent") {
      yield* Effect.logWarning(`what ${path} says of ${about} cannot be read, and begins anew`)
      yield* Disk.moveAside(path)
    }
    return Option.getOrElse(some, (): Some<A> => ({}))
  })

  return Effect.map(Effect.makeSemaphore(1), (turn) => ({
    /** Those that share a file with this one. */
    near: (item: string) => readFile(pathOf(item)),
    /** Changes those that share a file with this one; when this has succeeded it survives a crash. */
    change: (item: string, how: (some: Some<A>) => Some<A>) =>
      turn.withPermits(1)(
        Effect.gen(function* () {
          const path = pathOf(item)
          const text = yield* Effect.orDie(encode(how(yield* readFile(path))))
          yield* Disk.write(directory, path, text)
        })
      ),
    /** All of them. */
    all: Effect.map(
      Effect.forEach(
        Array.from({ length: files }, (_, at) => at),
        (at) => readFile(Path.join(directory, folder, nameOf(at)))
      ),
      (parts) => new Map(parts.flatMap(Record.toEntries))
    )
  }))
}
