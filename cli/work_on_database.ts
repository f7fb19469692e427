import { ConfigurationError, InputError, type SeismicEvent } from "../engine/domain/mod.ts";
import type { EventStatus, PutReport } from "../engine/storage/mod.ts";
import { readingOptionsOf } from "./catalogue_request.ts";
import {
  type DatabaseAction,
  type DatabaseValues,
  eventQueryOf,
  type ExportFormat,
  exportFormatOf,
  retentionAgesOf,
} from "./database_flags.ts";
import type { Terminal } from "./terminal.ts";

/** What an action works with. */
export interface DatabaseWork {
  /** Path of the database. */
  readonly path: string;
  /** Operands behind it. */
  readonly files: readonly string[];
  /** Flags. */
  readonly values: DatabaseValues;
  /** Where messages go. */
  readonly terminal: Terminal;
}

/** What an action has to say. */
export interface DatabaseAnswer {
  /** For programs. */
  readonly document: Record<string, unknown>;
  /** For a person. */
  readonly text: string;
}

/** Every action by its name. */
export const WORK_ON_DATABASE: Readonly<
  Record<DatabaseAction, (work: DatabaseWork) => Promise<DatabaseAnswer>>
> = {
  init: initialise,
  import: importEvents,
  export: exportEvents,
  backup: backUp,
  restore,
  check,
  prune,
};

async function initialise({ path }: DatabaseWork): Promise<DatabaseAnswer> {
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "create" });
  const summary = database.summarise();
  const text = `${path} is ready: schema ${summary.schemaVersion}, ${summary.events} events.`;
  return { document: { database: path, ...summary }, text };
}

async function importEvents(work: DatabaseWork): Promise<DatabaseAnswer> {
  const { path, files, values, terminal } = work;
  if (files.length === 0) {
    throw new ConfigurationError(
      "Cannot import nothing: name catalogues behind the database.",
      "file",
    );
  }
  const { openCatalogueSource, readEvents } = await import("../engine/sources/mod.ts");
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "write" });
  const imported: ({ file: string; skippedRows: number } & PutReport)[] = [];
  for (const file of files) {
    const source = await openCatalogueSource(file);
    const { events, skippedRows, notes } = await readEvents(source, readingOptionsOf(values));
    for (const { message } of notes.slice(0, 20)) terminal.say(message);
    const report = database.events.put(events, {
      recordedMs: Date.now(), // the engine never reads the clock
      status: values.status as EventStatus | undefined,
      reason: `import of ${file}`,
    });
    imported.push({ file, skippedRows, ...report });
  }
  const lines = imported.map(({ file, added, revised, unchanged, skippedRows }) =>
    `${file}: ${added} events added, ${revised} revised, ${unchanged} unchanged` +
    (skippedRows === 0 ? "." : `, ${skippedRows} rows skipped.`)
  );
  return { document: { database: path, imported }, text: lines.join("\n") };
}

async function exportEvents({ path, values }: DatabaseWork): Promise<DatabaseAnswer> {
  const out = required(values.out, "export", "out");
  const { openDatabase, writeFileWhole } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const { eventPublisher } = await import("../engine/monitoring/mod.ts");
  const events = database.events.query(eventQueryOf(values)).map(eventPublisher(database));
  const format = exportFormatOf(out, values.format);
  const bytes = await writeEvents(events, format);
  await writeFileWhole(out, bytes);
  const leftOut = format === "quakeml"
    ? 0
    : events.filter(({ origins }) => origins.length === 0).length;
  const text =
    `Wrote ${events.length - leftOut} events to ${out} (${format}, ${bytes.length} bytes).` +
    (leftOut === 0 ? "" : ` ${leftOut} have no origin and are left out.`);
  return { document: { out, format, events: events.length - leftOut, leftOut }, text };
}

async function writeEvents(
  events: readonly SeismicEvent[],
  format: ExportFormat,
): Promise<Uint8Array> {
  const sources = await import("../engine/sources/mod.ts");
  if (format === "parquet") return await sources.writeEventsParquet(events);
  const write = {
    csv: sources.writeEventsCsv,
    quakeml: sources.writeQuakeml,
    geojson: sources.writeEventsGeojson,
    text: sources.writeEventsFdsnText,
  }[format];
  return new TextEncoder().encode([...write(events)].join(""));
}

async function backUp({ path, values: { out, replace } }: DatabaseWork): Promise<DatabaseAnswer> {
  const target = required(out, "backup", "out");
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  await database.backup(target, { replace });
  const text = `${target} is a whole and checked copy of ${path}.`;
  return { document: { database: path, out: target, ...database.summarise() }, text };
}

async function restore({ path, values: { from, replace } }: DatabaseWork): Promise<DatabaseAnswer> {
  const source = required(from, "restore", "from");
  const { openDatabase, REPLACED_SUFFIX, restoreDatabase } = await import(
    "../engine/storage/mod.ts"
  );
  await restoreDatabase(source, path, { replace });
  using database = openDatabase(path, { mode: "write" });
  const summary = database.summarise();
  const kept = replace ? ` What was there, if anything, is ${path}${REPLACED_SUFFIX}.` : "";
  const text = `${path} is restored from ${source}: ${summary.events} events.${kept}`;
  return { document: { database: path, from: source, ...summary }, text };
}

async function check({ path }: DatabaseWork): Promise<DatabaseAnswer> {
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const faults = database.check();
  if (faults.length > 0) {
    const message = `Cannot rely on ${path}: ${faults.slice(0, 5).join("; ")}`;
    throw new InputError(message, { source: path, expected: "a sound database: restore a backup" });
  }
  const summary = database.summarise();
  const { schemaVersion, ...counts } = summary;
  const list = Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", ");
  const text = `${path} is sound: schema ${schemaVersion}, ${list}.`;
  return { document: { database: path, faults, ...summary }, text };
}

async function prune({ path, values }: DatabaseWork): Promise<DatabaseAnswer> {
  const ages = retentionAgesOf(values);
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "write" });
  const { dryRun } = values;
  const report = database.prune({ nowMs: Date.now(), ages, dryRun });
  const { picks, events, clocks } = report;
  const text = `${dryRun ? "Would remove" : "Removed"} ${picks} picks, ${events} events and ` +
    `${clocks} readings of clocks. What was reviewed or alerted stays.`;
  return { document: { database: path, dryRun, ...report }, text };
}

function required(value: string | undefined, action: DatabaseAction, flag: "out" | "from"): string {
  if (value !== undefined) return value;
  const file = flag === "out" ? "the file to write" : "the backup";
  throw new ConfigurationError(`Cannot ${action} without --${flag}: name ${file}.`, flag);
}
