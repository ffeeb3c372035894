/** A passkey device in software: makes credentials and assertions, and lies about any part when told to. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

export const FLAGS = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, data: 0x40 };
const USUAL = FLAGS.present | FLAGS.verified;

/** What a ceremony says of itself; each part can be another. */
interface Said {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: string;
}

export interface Lies {
  readonly clientData?: Said;
  readonly rpId?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly userHandle?: string;
  /** Signs with another key. */
  readonly key?: KeyObject;
  /** Changes the finished answer. */
  readonly after?: (answer: PasskeyJson) => unknown;
}

export interface PasskeyJson {
  id: string;
  rawId: string;
  type: string;
  clientExtensionResults: Record<string, unknown>;
  response: Record<string, unknown>;
}

const ORIGIN = "http://localhost:3000";
const RP_ID = "localhost";

export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(16).toString("base64url");
  readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  /** 0 for ever is what synced passkeys report. */
  counter = 0;
  userHandle: string | undefined;

  constructor(
    private readonly options: { readonly counts?: boolean; readonly aaguid?: string } = {},
  ) {}

  /** Answers options of a registration. */
  create(challenge: string, lies: Lies = {}): PasskeyJson {
    const aaguid = Buffer.from((this.options.aaguid ?? "0".repeat(32)).replaceAll("-", ""), "hex");
    const id = Buffer.from(this.credentialId, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const flags = lies.flags ?? USUAL | FLAGS.data;
    const data = Buffer.concat([this.head(lies, flags), aaguid, length, id, this.coseKey()]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(data)],
    ]);
    const answer = this.answer({
      clientDataJSON: clientData("webauthn.create", challenge, lies.clientData),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString("base64url"),
      transports: ["internal"],
      publicKeyAlgorithm: -7,
      publicKey: this.keys.publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
      authenticatorData: data.toString("base64url"),
    });
    return (lies.after?.(answer) ?? answer) as PasskeyJson;
  }

  /** Answers options of an authentication. */
  get(challenge: string, lies: Lies = {}): PasskeyJson {
    if (this.options.counts === true) this.counter += 1;
    const data = this.head(lies, lies.flags ?? USUAL);
    const said = clientData("webauthn.get", challenge, lies.clientData);
    const hash = createHash("sha256").update(Buffer.from(said, "base64url")).digest();
    const signature = sign("sha256", Buffer.concat([data, hash]), lies.key ?? this.keys.privateKey);
    const userHandle = lies.userHandle ?? this.userHandle;
    const answer = this.answer({
      clientDataJSON: said,
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
      ...(userHandle !== undefined && { userHandle }),
    });
    return (lies.after?.(answer) ?? answer) as PasskeyJson;
  }

  private head(lies: Lies, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? this.counter);
    const rpIdHash = createHash("sha256")
      .update(lies.rpId ?? RP_ID)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter]);
  }

  private coseKey(): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]);
    return Buffer.from(isoCBOR.encode(key as never));
  }

  private answer(response: Record<string, unknown>): PasskeyJson {
    const { credentialId: id } = this;
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  }
}

function clientData(type: string, challenge: string, said: Said = {}): string {
  const all = { type, challenge, origin: ORIGIN, crossOrigin: false, ...said };
  return Buffer.from(JSON.stringify(all)).toString("base64url");
}
