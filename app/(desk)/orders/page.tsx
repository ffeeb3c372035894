import type { Metadata } from "next";
import { OrdersPage } from "@/components/orders/orders-page";
import { loadHistory } from "@/lib/http/next/history";

export const metadata: Metadata = { title: "Orders" };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Orders({ searchParams }: PageProps) {
  return <OrdersPage view={await loadHistory(await searchParams)} />;
}
