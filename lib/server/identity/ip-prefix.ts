/** /24 of IPv4 or /48 of IPv6: enough to recognise a place, too little to find a person. */
import { isIP, isIPv6 } from "node:net";

/** IPv4 as a socket of IPv6 names it. */
const MAPPED = /^::ffff:(?=\d+\.)/;

/** What one subscriber can send from: an IPv4 address, or a /64 of IPv6. Limits count by it. */
export function ipNetwork(ip: string): string {
  const plain = ip.replace(MAPPED, "");
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, 4).join(":")}::/64` : plain;
}

/** The neighbourhood of an address; "unknown" for what is none. */
export function ipPrefix(ip: string): string {
  const plain = ip.replace(MAPPED, "");
  if (isIP(plain) === 0) return "unknown";
  if (!isIPv6(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  return `${groupsOf(plain).slice(0, 3).join(":")}::/48`;
}

/** The first groups of an IPv6 address, with its "::" written out. */
function groupsOf(ip: string): string[] {
  const [head = "", tail] = ip.split("::");
  const before = head === "" ? [] : head.split(":");
  if (tail === undefined) return before;
  const after = tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: missing }, () => "0"), ...after];
}
