import type { CommanderError } from "commander";
import { ConfigurationError, resolveOptions } from "../engine/domain/mod.ts";
import { buildProgram, buildVerb } from "./build_program.ts";
import { describeFailure, type Failure, isFault } from "./exit_codes.ts";
import { VERBS } from "./list_of_verbs.ts";
import { Terminal, writeError } from "./terminal.ts";
import { flagName, type Verb } from "./verb.ts";

/** Runs the command line and returns its exit code; nothing is thrown. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    return await parseAndRun(asFlags(args));
  } catch (error) {
    // Whoever read our answer has seen enough of it, as `head` does.
    if (error instanceof Deno.errors.BrokenPipe) return 0;
    if (isOfCommander(error) && error.exitCode === 0) return 0;
    const failure = isOfCommander(error) ? describeUsage(error, args) : describeFailure(error);
    tellFailure(failure, args.includes("--json"));
    return failure.exitCode;
  }
}

/** No arguments ask for help, and so does `help`, of the program or of one verb. */
function asFlags(args: readonly string[]): readonly string[] {
  if (args.length === 0) return ["--help"];
  return args[0] === "help" ? [...args.slice(1), "--help"] : args;
}

/** Verbs are loaded when they are called for: `--help` touches none of the engine. */
async function parseAndRun(args: readonly string[]): Promise<number> {
  const terminal = new Terminal({ json: false, quiet: false });
  const program = buildProgram((text) => terminal.writeOut(text));
  const named = VERBS.find(({ name }) => name === args[0]);
  if (named === undefined) {
    program.parse(args, { from: "user" });
    return 0;
  }
  const kind = named.kinds?.find(({ name }) => name === args[1]);
  const listed = kind ?? named;
  const verb = await listed.load();
  let work: (() => Promise<number>) | undefined;
  buildVerb(program, named, {
    verb,
    kind,
    act: (flags, operands) => work = () => runVerb(verb, flags, operands),
  });
  const rest = kind === undefined ? args.slice(1) : args.slice(2);
  program.parse([named.name, ...rest], { from: "user" });
  return await work!();
}

async function runVerb(
  verb: Verb,
  flags: Record<string, unknown>,
  operands: readonly string[],
): Promise<number> {
  const { json = false, quiet = false, ...explicit } = flags;
  const terminal = new Terminal({ json: json === true, quiet: quiet === true });
  try {
    refuseMissingFlags(verb, explicit);
    const values = resolveOptions(verb.flags, explicit);
    return await verb.run({ values, explicit, operands, terminal }) ?? 0;
  } finally {
    terminal.finishProgress();
  }
}

/** Asked here and not by commander, which would tell of it before it tells of an unknown flag. */
function refuseMissingFlags(verb: Verb, explicit: Record<string, unknown>): void {
  const missing = Object.keys(verb.flags).filter((name) =>
    verb.flags[name].required && explicit[name] === undefined
  );
  if (missing.length === 0) return;
  const names = missing.map(flagName).join(" and ");
  throw new ConfigurationError(`Cannot go on without ${names}; see --help.`, missing[0]);
}

function tellFailure(failure: Failure, json: boolean): void {
  const { exitCode, kind, message, details } = failure;
  const text = isFault(failure)
    ? `This is a fault of Quakecast itself; please report it with the lines below.\n${message}`
    : message;
  writeError(`quakecast: ${text}\n`);
  if (!json) return;
  const terminal = new Terminal({ json, quiet: true });
  terminal.writeOut(JSON.stringify({ error: { kind, message, exitCode, ...details } }, null, 2));
}

/** Commander's own short sentence, with its suggestion on the same line. */
function describeUsage(error: CommanderError, args: readonly string[]): Failure {
  const verb = VERBS.find(({ name }) => name === args[0])?.name;
  const help = `See quakecast ${verb === undefined ? "" : verb + " "}--help.`;
  const message = error.message.replace(/^error: /, "").replace(/\n/g, " ");
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  const end = /[.?)]$/.test(sentence) ? "" : ".";
  return {
    exitCode: 2,
    kind: "UsageError",
    message: `${sentence}${end} ${help}`,
    details: { code: error.code },
  };
}

/** Commander is loaded by build_program.ts; its errors are known by their code. */
function isOfCommander(error: unknown): error is CommanderError {
  return error instanceof Error && /^commander\./.test((error as CommanderError).code ?? "");
}
