/** The address a request came from, as our own server wrote it over whatever the client claimed. */
export const CLIENT_IP_HEADER = "x-raxx-client-ip";

/** The address; "unknown" where nothing stands in front, as in a test. */
export function clientIp(headers: Pick<Headers, "get">): string {
  return headers.get(CLIENT_IP_HEADER) ?? "unknown";
}
