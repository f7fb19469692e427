import type { DocumentNote } from "../engine/domain/mod.ts";
import type { Terminal } from "./terminal.ts";

/** Kinds of notes that are told for one source; the rest are counted. */
const MOST = 10;

/**
 * Tells on stderr what was noted while a source was read: each message once, with the first value that
 * it is about and how many more there are.
 */
export function saySourceNotes(
  terminal: Pick<Terminal, "say">,
  { source, notes }: { source: string; notes: readonly DocumentNote[] },
): void {
  const groups = [...Map.groupBy(notes, ({ message }) => message)];
  for (const [message, [{ line, value }, ...more]] of groups.slice(0, MOST)) {
    const where = [
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(value === undefined ? [] : [value]),
    ].join(", ");
    const others = more.length === 0 ? "" : `${where === "" ? "" : " "}and ${more.length} more`;
    terminal.say(
      `Note on ${source}: ${message}${where + others === "" ? "" : ` (${where}${others})`}.`,
    );
  }
  if (groups.length > MOST) {
    terminal.say(`Note on ${source}: ${groups.length - MOST} more kinds of notes.`);
  }
}
