import { createHash, timingSafeEqual } from "node:crypto";
import { ConfigurationError, EnvironmentError } from "../engine/domain/mod.ts";

/** What a key may do: "read" asks for things, "write" changes them as well. */
export const KEY_SCOPES = ["read", "write"] as const;

/** What a key may do. */
export type KeyScope = typeof KEY_SCOPES[number];

/** An API key that is let in. The key itself is nowhere. */
export interface ApiKey {
  /** SHA-256 of it. */
  readonly digest: Uint8Array;
  /** Whose it is, for logs. */
  readonly name: string;
  /** Whether it may change things as well. */
  readonly mayWrite: boolean;
}

/** All that are let in. */
export type ApiKeys = readonly ApiKey[];

/** Names the file of API keys where no option does. */
export const KEYS_VARIABLE = "QUAKECAST_API_KEYS_FILE";

/** Characters of a remark that serve as the name of a key. */
const NAME_LENGTH = 80;

/** The file of API keys that the environment names, where it may be looked at. */
export function keysFileOfEnvironment(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: KEYS_VARIABLE });
  return state === "granted" ? Deno.env.get(KEYS_VARIABLE) || undefined : undefined;
}

/**
 * Reads a file of API keys, one a line: `DIGEST SCOPES NAME`. The digest is SHA-256 as 64 hexadecimal
 * digits; scopes are "read" or "read,write", read where they are left out; the name is the rest. Lines
 * that begin with # are remarks.
 *
 * Throws ConfigurationError for a wrong line, EnvironmentError where the file cannot be read.
 */
export async function readApiKeys(path: string): Promise<ApiKeys> {
  return parseApiKeys(await readText(path), path);
}

/** Reads the text of a file of API keys. Throws ConfigurationError for a wrong line. */
export function parseApiKeys(text: string, path: string): ApiKeys {
  return text.split("\n").flatMap((line, index) => {
    const words = line.trim();
    if (words === "" || words.startsWith("#")) return [];
    const key = parseKeyLine(words);
    if (key !== undefined) return [key];
    throw new ConfigurationError(
      `Cannot read the API keys: line ${index + 1} of ${path} does not start with a SHA-256 ` +
        "digest of 64 hexadecimal digits.",
      "apiKeysFile",
    );
  });
}

/** Reads one line, trimmed; undefined where it does not start with a digest. */
export function parseKeyLine(line: string): ApiKey | undefined {
  const [, digest, scopes, rest = ""] =
    /^([0-9a-f]{64})(?:\s+((?:read|write)(?:,(?:read|write))*))?(?:\s+(.*))?$/i.exec(line) ?? [];
  if (digest === undefined) return undefined;
  // deno-lint-ignore no-control-regex
  const name = rest.replace(/[\x00-\x1f\x7f]/g, "").slice(0, NAME_LENGTH).trim();
  return {
    digest: Uint8Array.fromHex(digest),
    name: name === "" ? `key-${digest.slice(0, 8).toLowerCase()}` : name,
    mayWrite: scopes?.toLowerCase().split(",").includes("write") ?? false,
  };
}

/** The key that an Authorization header bears; looking for it takes the same time for any. */
export function findApiKey(header: string | undefined, keys: ApiKeys): ApiKey | undefined {
  const token = /^Bearer +([\x21-\x7e]{1,1024}) *$/i.exec(header ?? "")?.[1];
  if (token === undefined) return undefined;
  const digest = digestOfKey(token);
  let found: ApiKey | undefined;
  for (const key of keys) found = timingSafeEqual(digest, key.digest) ? key : found;
  return found;
}

/** SHA-256 of a key. */
export function digestOfKey(key: string): Uint8Array {
  return createHash("sha256").update(key).digest();
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    const why = cause instanceof Deno.errors.NotCapable
      ? `add --allow-read=${path}`
      : (cause as Error).message;
    throw new EnvironmentError(`Cannot read the API keys from ${path}: ${why}`, "disk", { cause });
  }
}
