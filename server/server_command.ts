import { parseArgs } from "node:util";
import {
  ConfigurationError,
  EnvironmentError,
  nearestWord,
  type Option,
} from "../engine/domain/mod.ts";
import { KEYS_VARIABLE } from "./api_keys.ts";
import type { RunningServer, ServeOptions } from "./running_server.ts";
import { SERVER_OPTIONS } from "./server_options.ts";

const ABOUT = `Answers over HTTP: forecasts with their skill, from models in a folder.

Usage: deno run [permissions] server/main.ts [flags]
`;

type Serve = (
  given: Readonly<Record<string, unknown>>,
  options: ServeOptions,
) => Promise<RunningServer>;

/** Serves until a signal comes and returns the exit code: 0, 2 for wrong usage, 6 for surroundings. */
export async function runServerCommand(args: readonly string[], serve: Serve): Promise<number> {
  try {
    const given = readFlags(args);
    if (given === "help") writeTo(Deno.stdout, describeFlags());
    else await serveUntilStopped(given, serve);
    return 0;
  } catch (error) {
    const code = error instanceof ConfigurationError
      ? 2
      : error instanceof EnvironmentError
      ? 6
      : 1;
    const { message, stack } = error as Error;
    writeTo(Deno.stderr, `quakecast: ${code === 1 ? stack : message}\n`);
    return code;
  }
}

/** The first signal ends the server once what is under way is answered; the second one at once. */
async function serveUntilStopped(
  given: Readonly<Record<string, unknown>>,
  serve: Serve,
): Promise<void> {
  const stopping = new AbortController();
  const log = (line: string) => {
    try {
      writeTo(Deno.stderr, line + "\n");
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error; // nobody reads it any more
    }
  };
  const onSignal = () => {
    if (stopping.signal.aborted) Deno.exit(130);
    stopping.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(name, onSignal);
  const { url, finished } = await serve(given, { log, signal: stopping.signal });
  await givePermissionsBack(given);
  writeTo(Deno.stdout, `Listening on ${url}, documented at ${url}/docs\n`);
  await finished;
}

/**
 * What is left is reading, the port, which may have to be opened anew, and writing where an audit log begins
 * new files. Workers share the permissions of the process.
 */
async function givePermissionsBack(
  { auditLog }: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (auditLog === undefined) await Deno.permissions.revoke({ name: "write" });
  for (const name of ["env", "run", "ffi"] as const) await Deno.permissions.revoke({ name });
}

function readFlags(args: readonly string[]): Record<string, string> | "help" {
  const names = Object.keys(SERVER_OPTIONS);
  const flags = Object.fromEntries(names.map((name) => [kebab(name), { type: typeOf(name) }]));
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...flags, help: { type: "boolean", short: "h" } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    const { name, rawName, value } = token.kind === "option"
      ? token
      : { name: token.value, rawName: token.value, value: undefined };
    if (token.kind === "option" && name === "help") return "help";
    if (token.kind !== "option" || !Object.hasOwn(flags, name)) {
      const near = nearestWord(name, Object.keys(flags));
      const suggestion = near === undefined ? undefined : `--${near}`;
      throw new ConfigurationError(`Unknown flag "${rawName}".`, name, suggestion);
    }
    if (value === undefined && flags[name].type === "boolean") {
      given[names[Object.keys(flags).indexOf(name)]] = "true";
      continue;
    }
    if (value === undefined) throw new ConfigurationError(`No value for ${rawName}.`, name);
    given[names[Object.keys(flags).indexOf(name)]] = String(value);
  }
  return given;
}

function typeOf(name: string): "boolean" | "string" {
  return SERVER_OPTIONS[name as keyof typeof SERVER_OPTIONS].kind === "boolean"
    ? "boolean"
    : "string";
}

function describeFlags(): string {
  const lines = Object.entries<Option<unknown>>(SERVER_OPTIONS).map(([name, option]) => {
    const isNone = option.default === null || String(option.default) === "";
    const value = isNone ? "" : ` (${option.default})`;
    return `  --${kebab(name).padEnd(20)} ${option.about}${value}\n`;
  });
  return `${ABOUT}\n${lines.join("")}\n${KEYS_VARIABLE} stands in for --api-keys-file.\n`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
}

function writeTo(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  stream.writeSync(new TextEncoder().encode(text));
}
