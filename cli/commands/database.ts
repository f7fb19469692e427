import { ConfigurationError } from "../../engine/domain/mod.ts";
import {
  DATABASE_ACTIONS,
  DATABASE_FLAGS,
  type DatabaseAction,
  refuseUnusedFlags,
} from "../database_flags.ts";
import { defineVerb, type Verb } from "../verb.ts";
import { WORK_ON_DATABASE } from "../work_on_database.ts";

/** Makes a database, brings events in and out, and looks after it. */
export const database: Verb = defineVerb({
  about: "Keeps events, picks, alerts and forecasts in one file of SQLite. Import takes every " +
    "catalogue that other verbs read, and QuakeML with its picks; what is there already is not " +
    "doubled, what differs becomes a revision. Backup may run while others write; check tells " +
    "whether the file is sound; prune removes what is old, never what was reviewed or alerted.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: DATABASE_ACTIONS },
    { syntax: "<database>", about: "the file" },
    { syntax: "[catalogues...]", about: "with import: files, URLs, or - for stdin" },
  ],
  flags: DATABASE_FLAGS,
  examples: [
    ["database init quakecast.db", "an empty one"],
    ["database import quakecast.db usgs.csv events.xml", "a catalogue and QuakeML"],
    ["database export quakecast.db --out big.parquet --min-magnitude 6", "part of it, as Parquet"],
    ["database backup quakecast.db --out quakecast.backup", "while others write"],
    ["database restore new.db --from quakecast.backup", "checked before it takes the name"],
    ["database prune quakecast.db --picks-age 30d --clocks-age 7d --dry-run", "what would go"],
  ],
  permissions: [
    "--allow-read=FOLDER-OF-DATABASE --allow-write=FOLDER-OF-DATABASE",
    "--allow-read=CATALOGUES (of import)",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out)",
  ],
  async run({ values, operands: [word, path, ...files], explicit, terminal }) {
    const action = word as DatabaseAction;
    refuseUnusedFlags(action, explicit);
    if (action !== "import" && files.length > 0) {
      throw new ConfigurationError(
        `Cannot ${action} "${files[0]}": only import takes more files.`,
        "file",
      );
    }
    const answer = await WORK_ON_DATABASE[action]({ path, files, values, terminal });
    terminal.answer({ document: () => answer.document, text: () => answer.text });
  },
});
