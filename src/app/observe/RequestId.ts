/** The id of the request being answered, for whoever notes something of it. */
import { Context } from "effect"

export class RequestId extends Context.Reference<RequestId>()("vpro-cinema-plex/app/RequestId", {
  defaultValue: () => "-"
}) {}
