import { ConfigurationError } from "../engine/domain/mod.ts";
import { writeFileWhole } from "../engine/storage/mod.ts";
import { digestOfKey, type KeyScope, parseApiKeys, parseKeyLine, readApiKeys } from "./api_keys.ts";

/** A key as a list shows it. */
export interface ListedKey {
  /** Whose it is. */
  readonly name: string;
  /** What it may do. */
  readonly scopes: readonly KeyScope[];
}

/** Begins every key, so that one that was lost is recognised for what it is. */
const PREFIX = "qk_";

const ABOUT = "# API keys of Quakecast: SHA-256 digest, scopes, name\n";

/**
 * Makes a key, appends its digest to a file, which is written whole or not at all and made where there is
 * none, and gives the key. It is nowhere else: who loses it needs another.
 *
 * Throws ConfigurationError for a name that is taken or no name and for a file that is none of keys, and
 * EnvironmentError where the file cannot be read or written.
 */
export async function addApiKey(
  path: string,
  { name, scopes }: { readonly name: string; readonly scopes: readonly KeyScope[] },
): Promise<string> {
  if (!/^[A-Za-z0-9][\w.@-]{0,63}$/.test(name)) {
    throw new ConfigurationError(
      `Cannot name a key "${name}": expected up to 64 letters, digits and .@-_, a letter or digit first.`,
      "name",
    );
  }
  const text = await readTextOrNone(path);
  if (parseApiKeys(text, path).some((key) => key.name === name)) {
    throw new ConfigurationError(
      `Cannot add key "${name}": ${path} has one of this name; remove it first.`,
      "name",
    );
  }
  const key = PREFIX + crypto.getRandomValues(new Uint8Array(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const ordered = scopes.includes("write") ? "read,write" : "read";
  await writeText(path, `${before || ABOUT}${digestOfKey(key).toHex()} ${ordered} ${name}\n`);
  return key;
}

/** The keys of a file, in its order. Throws what `readApiKeys` throws. */
export async function listApiKeys(path: string): Promise<ListedKey[]> {
  return (await readApiKeys(path)).map(({ name, mayWrite }) => ({
    name,
    scopes: mayWrite ? ["read", "write"] : ["read"],
  }));
}

/**
 * Removes the keys of a name from a file; a server that runs lets them in no more within seconds.
 *
 * Throws ConfigurationError where there is none, and what `readApiKeys` throws.
 */
export async function removeApiKey(path: string, name: string): Promise<void> {
  await readApiKeys(path); // says what is wrong with the file
  const lines = (await Deno.readTextFile(path)).split("\n");
  const rest = lines.filter((line) => parseKeyLine(line.trim())?.name !== name);
  if (rest.length === lines.length) {
    throw new ConfigurationError(`Cannot remove key "${name}": ${path} has none of it.`, "name");
  }
  await writeText(path, rest.join("\n"));
}

async function readTextOrNone(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    await readApiKeys(path); // says what is wrong with the file
    throw error;
  }
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFileWhole(path, new TextEncoder().encode(text));
}
