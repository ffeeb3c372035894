/**
 * Where a webhook may go: https to a public address, and never into our own network. A name is judged
 * by the address the connection is made to, not by one that was looked up before it.
 *
 * Source: IANA special-purpose address registries (IPv4 and IPv6), read 2026-11-21; OWASP, server-side
 * request forgery.
 */
import { lookup as lookUp } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const URL_LENGTH_MAX = 2_048;
/** A URL as it is sent: anything else is written with percent signs. */
const PRINTABLE = /^[\x21-\x7e]+$/;

const PRIVATE_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];
/** Of the global unicast space, what is set aside or carries an IPv4 address inside. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];
const GLOBAL_V6 = ["2000::/3"];

const privateV4 = listOf(PRIVATE_V4, "ipv4");
const specialV6 = listOf(SPECIAL_V6, "ipv6");
const globalV6 = listOf(GLOBAL_V6, "ipv6");

/** Tests reach a server of their own on loopback; nothing else may. */
export interface AddressPolicy {
  readonly loopback: boolean;
}

/** Why a URL cannot be a webhook's, or null. */
export function findUrlFault(text: string, { loopback }: AddressPolicy): string | null {
  if (text.length > URL_LENGTH_MAX || !PRINTABLE.test(text) || !URL.canParse(text)) {
    return "must be an https URL";
  }
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== "https:" && !(loopback && protocol === "http:")) return "must be an https URL";
  if (username !== "" || password !== "") return "must not contain credentials";
  const literal = hostname.replace(/^\[|\]$/g, "");
  const isName = isIP(literal) === 0;
  if (isName && (!hostname.includes(".") || hostname.endsWith("."))) {
    return loopback && hostname === "localhost" ? null : "must name a public host";
  }
  return isName || isPublicAddress(literal, { loopback }) ? null : "must name a public host";
}

/** Whether a connection may be made to an address. */
export function isPublicAddress(address: string, { loopback }: AddressPolicy): boolean {
  if (loopback && (address === "127.0.0.1" || address === "::1")) return true;
  switch (isIP(address)) {
    case 4:
      return !privateV4.check(address, "ipv4");
    case 6:
      return globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
    default:
      return false;
  }
}

/** Looks a name up for a connection; one that leads anywhere private leads nowhere. */
export function publicLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const [first] = addresses;
      if (first === undefined || !addresses.every((one) => isPublicAddress(one.address, policy))) {
        return callback(new Error(`${hostname} is not a public host`), "");
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix = ""] = range.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
