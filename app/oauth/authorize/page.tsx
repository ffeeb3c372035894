import type { Metadata } from "next";
import { Consent } from "@/components/oauth/consent";
import { Refusal } from "@/components/oauth/refusal";
import { loadAuthorization } from "@/lib/http/next/authorize";
import { answerAction } from "./actions";

export const metadata: Metadata = { title: "Connect an app", robots: { index: false } };

interface Props {
  readonly searchParams: Promise<{ [name: string]: string | string[] | undefined }>;
}

export default async function Authorize({ searchParams }: Props) {
  const query = await searchParams;
  const view = await loadAuthorization(query);
  if (view.kind === "message") return <Refusal message={view.message} signIn={view.signIn} />;
  return <Consent {...view} answer={answerAction.bind(null, query)} />;
}
