/**
 * An event that cannot be applied: named, so that whoever reads a log can say which and why. The
 * state it was to be applied to is as it was.
 */
export type EventFault = "unknown_event" | "unknown_rules";

export class EventError extends Error {
  override readonly name = "EventError";

  constructor(
    readonly code: EventFault,
    message: string,
  ) {
    super(message);
  }
}
