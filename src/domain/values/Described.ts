/** Schemas that say in the OpenAPI document what they are. */
import type { Schema } from "effect"

/** The schema with a sentence about what it holds; nothing else about it changes. */
export const described = <A, I, R>(description: string, schema: Schema.Schema<A, I, R>): Schema.Schema<A, I, R> =>
  schema.annotations({ description })
