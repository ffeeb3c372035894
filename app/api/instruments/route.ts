import { browserRoute } from "@/lib/http/next/browser-route";
import { listInstruments } from "@/lib/http/next/desk";

export const GET = browserRoute(() => listInstruments());
