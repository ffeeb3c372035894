/** A certificate that no authority signed, made for one test: DER by hand, because Node reads certificates and makes none. */
import { generateKeyPairSync, sign } from "node:crypto";

const [SEQUENCE, SET, INTEGER, BITS, OID, UTF8, TIME, VERSION] = [
  0x30, 0x31, 0x02, 0x03, 0x06, 0x0c, 0x17, 0xa0,
] as const;
/** 1.2.840.10045.4.3.2, ecdsa-with-SHA256, and 2.5.4.3, the common name. */
const ECDSA_SHA256 = der(SEQUENCE, der(OID, Buffer.from("2a8648ce3d040302", "hex")));
const COMMON_NAME = der(OID, Buffer.from("550403", "hex"));

/** A key and a certificate for a name, as PEM, from 2026 to 2049. */
export function selfSigned(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const who = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from(name)))));
  const toBeSigned = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ECDSA_SHA256,
    who,
    der(SEQUENCE, utcTime("260101000000Z"), utcTime("490101000000Z")),
    who,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", toBeSigned, privateKey)]);
  const bytes = der(SEQUENCE, toBeSigned, ECDSA_SHA256, der(BITS, signature));
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function utcTime(text: string): Buffer {
  return der(TIME, Buffer.from(text));
}

/** Tag, length and content (X.690). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}
