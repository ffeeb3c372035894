/** The operator page's own guard: for everybody else there is no such page. */
import { notFound, redirect } from "next/navigation";
import { isOperator } from "@/lib/server/operator/operator-view";
import { getDeps } from "./deps";
import { currentReading } from "./session";

/** Returns for an operator alone. What the page then shows is asked of /api/operator, with a passkey. */
export async function requireOperator(): Promise<void> {
  const reading = (await currentReading()) ?? redirect("/");
  if (!(await isOperator(getDeps(), reading.caller.userId))) notFound();
}
