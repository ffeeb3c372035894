import type { Metadata } from "next";
import { OperatorPage } from "@/components/operator/operator-page";
import { requireOperator } from "@/lib/http/next/operator";

export const metadata: Metadata = { title: "Operator" };

export default async function Operator() {
  await requireOperator();
  return <OperatorPage />;
}
