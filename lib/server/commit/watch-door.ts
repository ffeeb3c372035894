/** What the door shows of its work: how long an answer took, how many fills, and each order's part of its trace. */
import type { Command } from "@/lib/engine/account/command";
import { doorBatch, doorSeconds, fills } from "../telemetry/metrics";
import { traceOrder } from "../telemetry/traces";
import type { DoorAnswer, DoorRequest } from "./door-request";

const MS_PER_SECOND = 1_000;

/** Notes how many requests share a commit. */
export function noteBatch(requests: number): void {
  doorBatch.observe(requests);
}

/** Passes an answer on, and notes how long it took from now. */
export function watched(
  request: DoorRequest,
  answered: (answer: DoorAnswer) => void,
): (answer: DoorAnswer) => void {
  const startMs = performance.now();
  return (answer) => {
    noteAnswer(request, answer, startMs);
    answered(answer);
  };
}

/** Notes an answer that a request got, `startMs` being when it was asked. */
export function noteAnswer({ command }: DoorRequest, answer: DoorAnswer, startMs: number): void {
  const labels = { command: command.type, answer: answer.kind };
  doorSeconds.observe(labels, (performance.now() - startMs) / MS_PER_SECOND);
  const events = answer.kind === "done" ? answer.events : [];
  const filled = events.filter(({ type }) => type === "order_filled").length;
  if (filled > 0) fills.inc(filled);
  const orderId = orderOf(command);
  if (orderId === null || events.length === 0) return;
  const attributes = { "raxx.fills": filled, "raxx.events": events.length };
  traceOrder(orderId, { name: `door ${command.type}`, startMs, attributes });
}

function orderOf(command: Command): string | null {
  if (command.type === "submit_order") return command.draft.id;
  return "orderId" in command ? command.orderId : null;
}
