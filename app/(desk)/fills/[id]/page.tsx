import type { Metadata } from "next";
import { FillPage } from "@/components/fill/fill-page";
import { loadFill } from "@/lib/http/next/history";

export const metadata: Metadata = { title: "Fill" };

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function Fill({ params }: PageProps) {
  return <FillPage fill={await loadFill((await params).id)} />;
}
