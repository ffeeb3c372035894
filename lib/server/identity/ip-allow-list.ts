/** Addresses and networks from which a key may be used. */
import { BlockList, isIP } from "node:net";

/** An address, or a network such as 203.0.113.0/24; false for anything else. */
export function isAddressOrNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** Whether an address is on the list; an empty list allows every address, known or not. */
export function isAllowedFrom(list: readonly string[], ip: string): boolean {
  if (list.length === 0) return true;
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, "");
  const family = isIP(plain);
  if (family === 0) return false;
  return blocks(list).check(plain, family === 4 ? "ipv4" : "ipv6");
}

function blocks(list: readonly string[]): BlockList {
  const allowed = new BlockList();
  for (const entry of list) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(bits), family);
  }
  return allowed;
}
