import { EnvironmentError, InputError } from "../../domain/mod.ts";

/** What SQLite says of a failure, and what a user is told. */
const FAILURES: readonly (readonly [
  pattern: RegExp,
  make: (failure: string, options: ErrorOptions & { path: string }) => Error,
])[] = [
  [/locked|busy/i, (failure, options) =>
    new EnvironmentError(
      `${failure}: another process is writing to it; try again, or wait longer`,
      "database",
      options,
    )],
  [/not a database|encrypted/i, (failure, options) => {
    const location = { source: options.path, expected: "a database of Quakecast" };
    return new InputError(`${failure}: it is another kind of file`, location, options);
  }],
  [/malformed|corrupt/i, (failure, options) => {
    const location = { source: options.path, expected: "an undamaged file: restore a backup" };
    return new InputError(`${failure}: it is damaged`, location, options);
  }],
  [/full|disk I\/O/i, (failure, options) =>
    new EnvironmentError(
      `${failure}: the disk is full or fails; free some space. What was committed is there`,
      "disk",
      options,
    )],
  [
    /readonly|read-only/i,
    (failure, options) =>
      new EnvironmentError(`${failure}: it is open for reading alone`, "permission", options),
  ],
  [/unable to open/i, (failure, options) =>
    new EnvironmentError(
      `${failure}: it cannot be opened; is its folder there, and may you use it?`,
      "disk",
      options,
    )],
];

/** The error that a user meets where SQLite fails; anything that is no failure of SQLite stays. */
export function describeDatabaseFailure(error: unknown, path: string): unknown {
  const failure = `Cannot use database "${path}"`;
  if (error instanceof Deno.errors.NotCapable) {
    const message = `${failure}: ${error.message}; run Deno with --allow-read and --allow-write ` +
      "for this path (--allow-read alone where it is only read)";
    return new EnvironmentError(message, "permission", { cause: error });
  }
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_SQLITE_ERROR") {
    return error;
  }
  const make = FAILURES.find(([pattern]) => pattern.test(error.message))?.[1];
  return make === undefined ? error : make(failure, { path, cause: error });
}
