/** Errors we expect in operation. Anything else that is thrown is a bug and answers 500. */
const STATUS_BY_CODE = {
  bad_request: 400,
  unauthenticated: 401,
  step_up_required: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const;
export type AppErrorCode = keyof typeof STATUS_BY_CODE;

export class AppError extends Error {
  override readonly name = "AppError";

  /** The message is shown to the user; put what only we should see in `cause`. */
  constructor(
    readonly code: AppErrorCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }

  get status(): number {
    return STATUS_BY_CODE[this.code];
  }
}
