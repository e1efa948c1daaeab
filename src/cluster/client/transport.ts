/** One HTTP request of an API client. */
export interface OutgoingRequest {
  method: string
  /** With the query. */
  path: string
  /** Several values are several header lines. */
  headers: Readonly<Record<string, string | readonly string[]>>
  body?: string
  signal?: AbortSignal
}

/** The answer, as far as it has come; exactly one of `text` and `chunks` is read. */
export interface IncomingAnswer {
  status: number
  /** The whole body. */
  text(): Promise<string>
  /** The body as it comes. */
  readonly chunks: AsyncIterable<string>
}

/** Carries requests to one API server, as whoever its credentials say.
 *  @throws any Error when the server cannot be reached. */
export type Transport = (request: OutgoingRequest) => Promise<IncomingAnswer>
