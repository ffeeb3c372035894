/** An answer that is an error: what Alpaca would say, with its status. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: number | null;

  constructor(status: number, message: string, code: number | null = null) {
    super(message);
    this.name = "HttpError";
    this.status = status;
    this.code = code;
  }
}
