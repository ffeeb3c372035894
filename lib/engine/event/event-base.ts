/** What every event says of itself. */
export interface EventBase {
  /** Market time of the account's feed, epoch ms. */
  readonly atMs: number;
  /** The rules the event was decided under. */
  readonly rules: number;
}
