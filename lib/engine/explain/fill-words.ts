/** Words that explanations share: the time of day, and which way money goes. */
import { newYorkOf } from "../calendar/new-york";
import type { Micros } from "../money";

/** Which way a net price goes: received, paid, or neither. */
export function directionOf(netMicros: Micros): "credit" | "debit" | "even" {
  if (netMicros === 0n) return "even";
  return netMicros < 0n ? "credit" : "debit";
}

/** "15:31:07.214 ET" of an instant. */
export function clockTime(atMs: number): string {
  const { msOfDay } = newYorkOf(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = Math.floor(msOfDay / 1_000);
  const time = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${time}.${String(msOfDay % 1_000).padStart(3, "0")} ET`;
}
