import { Argument, Command, Option } from "commander";
import { VERSION } from "../engine/domain/mod.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { type ListedVerb, VERBS } from "./list_of_verbs.ts";
import { type Flag, flagName, type Verb } from "./verb.ts";

const HELP_WIDTH = 100;

/** A program that throws instead of ending the process, and writes only where it is told to. */
export function buildProgram(write: (text: string) => void): Command {
  const program = new Command("quakecast")
    .description(
      "Earthquake forecasts as probabilities, each with its skill against a baseline.\n\n" +
        "quakecast stands for `deno task cli` in the folder of the project.",
    )
    .version(VERSION, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: () => undefined, // the thrown error is told by whoever catches it
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      // Commander would read the environment, which needs a permission.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", describeExitCodes());
  for (const { name, summary } of VERBS) program.command(name).description(summary);
  return program;
}

/** The command of one verb, ready to parse its flags; `act` is called with flags and operands. */
export function buildVerb(
  program: Command,
  { name, summary, kinds = [] }: ListedVerb,
  { verb, kind, act }: {
    verb: Verb;
    /** The kind of the verb that was named, whose flags are then meant. */
    kind?: ListedVerb;
    act: (flags: Record<string, unknown>, operands: string[]) => void;
  },
): Command {
  const command = program.createCommand(name)
    .summary(summary)
    .description(verb.about)
    .copyInheritedSettings(program)
    .helpOption("-h, --help", "print this help")
    .allowExcessArguments(false)
    .addHelpText("after", describeExamples(verb));
  if (kind !== undefined) command.usage(`${kind.name} [options] ${operandsOf(verb)}`.trimEnd());
  else if (kinds.length > 0) command.addHelpText("after", describeKinds(name, kinds));
  for (const { syntax, about, choices } of verb.operands ?? []) {
    const argument = new Argument(syntax, about);
    command.addArgument(choices === undefined ? argument : argument.choices([...choices]));
  }
  for (const [flag, definition] of Object.entries(verb.flags)) {
    for (const option of buildOptions(flag, definition)) command.addOption(option);
  }
  command.addOption(new Option("--json", "one JSON document on stdout, also on failure"));
  command.addOption(new Option("--quiet", "no messages and no progress on stderr"));
  command.action((...args: unknown[]) => {
    // The last operand may be a list, where its syntax is "<file...>".
    const operands = args.slice(0, verb.operands?.length ?? 0).flat() as (string | undefined)[];
    act(command.opts(), operands.filter((operand) => operand !== undefined));
  });
  (program.commands as Command[]).splice(
    program.commands.findIndex((listed) => listed.name() === name),
    1,
    command,
  );
  command.parent = program;
  return command;
}

function operandsOf({ operands = [] }: Verb): string {
  return operands.map(({ syntax }) => syntax).join(" ");
}

/** The kinds of a verb, told where its own help ends. */
function describeKinds(name: string, kinds: readonly ListedVerb[]): string {
  const lines = kinds.map((kind) => `  quakecast ${name} ${kind.name} --help   ${kind.summary}`);
  return ["", "See also:", ...lines].join("\n");
}

/** One option, or two for what is on by default. */
function buildOptions(name: string, flag: Flag): Option[] {
  const long = flagName(name);
  const about = describeFlag(flag);
  const options = flag.kind === "boolean"
    ? [new Option(long, about)]
    : [new Option(`${long} <${flag.placeholder ?? PLACEHOLDERS[flag.kind]}>`, about)];
  if (flag.kind === "boolean" && flag.default === true) {
    options.push(new Option(long.replace("--", "--no-"), "the opposite"));
  }
  if (flag.repeatable) {
    options[0].argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  }
  for (const option of options) if (flag.group !== undefined) option.helpGroup(flag.group);
  return options;
}

const PLACEHOLDERS: Record<Flag["kind"], string> = {
  integer: "INTEGER",
  number: "NUMBER",
  boolean: "",
  choice: "WORD",
  duration: "DURATION",
  text: "TEXT",
  numbers: "NUMBERS",
  names: "NAMES",
};

function describeFlag({ about, choices, default: initial, kind, required }: Flag): string {
  const notes: string[] = required ? ["required"] : [];
  if (choices !== undefined && kind === "choice") notes.push(choices.join(", "));
  const isNothing = initial === undefined || initial === null || initial === "" ||
    initial === false || (Array.isArray(initial) && initial.length === 0);
  if (!isNothing) notes.push(`default: ${initial === true ? "yes" : initial}`);
  return notes.length === 0 ? about : `${about} (${notes.join("; ")})`;
}

function describeExamples({ examples, permissions }: Verb): string {
  const lines = ["", "Examples:"];
  for (const [command, about] of examples) lines.push(`  # ${about}`, `  quakecast ${command}`);
  const least = permissions.length === 0 ? ["none"] : permissions;
  return [...lines, "", "Permissions:", ...least.map((flag) => `  ${flag}`)].join("\n");
}

function describeExitCodes(): string {
  return [
    "",
    "Examples:",
    "  quakecast demo",
    "  quakecast train --catalogue catalogue.csv --model lstm --horizon 7d --out my-model",
    "  quakecast forecast --model my-model --catalogue catalogue.csv",
    "  quakecast train --help",
    "",
    "Exit codes:",
    ...EXIT_CODES.map(([code, about]) => `  ${String(code).padStart(3)}  ${about}`),
    "",
    "With --json a failure is one JSON document on stdout too: " +
    '{"error": {"kind", "message", "exitCode", ...}}.',
  ].join("\n");
}
