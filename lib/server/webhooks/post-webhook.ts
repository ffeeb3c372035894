/** Sends one message: no redirect is followed, nothing of the answer is kept but its status. */
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { type AddressPolicy, findUrlFault, publicLookup } from "./safe-address";

const ANSWER_MS_MAX = 10_000;

/** The status that was answered; throws when there was no answer. */
export function postWebhook(
  url: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  policy: AddressPolicy,
): Promise<number> {
  const fault = findUrlFault(url, policy);
  if (fault !== null) return Promise.reject(new Error(`the address ${fault}`));
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
    lookup: publicLookup(policy),
    agent: false,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  };
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      // What it says is of no interest, and there may be no end of it.
      response.destroy();
    });
    request.on("error", reject);
    request.end(body);
  });
}
