/** The route that has the service examine itself now. */
import { HttpApiEndpoint } from "@effect/platform"
import { Effect, Layer } from "effect"
import { selfTestReport } from "../../check/Report.ts"
import { SelfTest } from "../../check/SelfTest.ts"
import { admitted, notFromHome, noToken } from "../Admin.ts"
import { about } from "../openapi/About.ts"
import { SelfTested } from "../openapi/Shapes.ts"
import { served } from "../Served.ts"

const selfTest = HttpApiEndpoint.post("selfTest", "/self-test")
  .addSuccess(SelfTested)
  .addError(noToken)
  .addError(notFromHome)
  .annotateContext(
    about({
      tag: "Health",
      summary: "Asks every source a question whose answer is known",
      description:
        "Costs about ten requests to the sources, and takes at most a quarter of a minute. While one runs, who asks again is told what that one finds.",
      changes: "asAdmin",
      answers: { 200: "What was found." }
    })
  )

export const layer = Layer.scopedDiscard(
  served(selfTest, admitted, () => Effect.flatMap(SelfTest, ({ run }) => Effect.zipRight(run, selfTestReport)))
)
