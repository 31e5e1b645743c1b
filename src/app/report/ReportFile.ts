/** Reports as files that a person names. */
import { Data, Effect } from "effect"
import * as Path from "node:path"
import * as Disk from "../../adapters/disk/Disk.ts"
import * as NamedFile from "./NamedFile.ts"
import { mostReportBytes, read as readReport, type Report } from "./Report.ts"

/** A file cannot be written, or is no report that can be read: why, in a few words. */
export class ReportFileError extends Data.TaggedError("ReportFileError")<{ readonly message: string }> {}

const because = (message: string) => new ReportFileError({ message })

/** Puts a report there as a whole or not at all. */
export const write = (file: string, text: string): Effect.Effect<void, ReportFileError> => {
  const path = Path.resolve(file)
  return Effect.mapError(Disk.write(Path.dirname(path), path, text), ({ message }) => because(message))
}

/** The report in a file. */
export const read = Effect.fn("ReportFile.read")(function* (file: string): Effect.fn.Return<Report, ReportFileError> {
  const text = yield* Effect.mapError(NamedFile.read(file, mostReportBytes), ({ message }) => because(message))
  return yield* Effect.mapError(readReport(text), ({ message }) => because(message))
})
