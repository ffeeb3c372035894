/** The ticket of a form, or a refusal that says which field is wrong. */
import { parseTicket } from "@/lib/server/ticket/parse-ticket";
import { Refused } from "./action";

export function readTicket(input: unknown) {
  const order = parseTicket(input);
  if (!order.ok) throw new Refused(order.error);
  return order.value;
}
