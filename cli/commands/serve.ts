import { serve as startServer, SERVER_OPTIONS } from "../../server/mod.ts";
import { watchInterruption } from "../interruption.ts";
import { writeError } from "../terminal.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Answers over HTTP until Ctrl-C. */
export const serve: Verb = defineVerb({
  about:
    "Answers over HTTP with the models of a folder: forecasts with their skill, evaluations, " +
    "cards. With --database it also shows events, alerts and scheduled forecasts, on the page / " +
    "and as an FDSN event service. The page /docs documents it and works offline. The first Ctrl-C ends it once what is " +
    "under way is answered. server/main.ts is the same with fewer permissions.",
  flags: SERVER_OPTIONS,
  examples: [
    ["serve --models .", "the models of this folder on 127.0.0.1:8000"],
    ["serve --database quakecast.db", "what monitor and schedule have kept, on a page"],
    ["serve --port 0 --json", "on a free port; the document on stdout names it"],
  ],
  permissions: [
    "--allow-net=HOST:PORT",
    "--allow-read=MODELS,engine,server,links,node_modules",
    "--allow-env=QUAKECAST_API_KEYS_FILE (where it names the file of keys)",
    "--allow-read=FILE (of --api-keys-file)",
    "--allow-read=DATABASE (of --database)",
    "--allow-read=FOLDER-OF-DATABASE --allow-write=FOLDER-OF-DATABASE (with --writable)",
    "--allow-read=FOLDER-OF-LOG --allow-write=FOLDER-OF-LOG (of --audit-log)",
    "--allow-net=127.0.0.1 (with --gate, or a host that other machines reach)",
  ],
  async run({ explicit, terminal }) {
    const interruption = watchInterruption("Stopping; what is under way is answered first.");
    try {
      const { url, finished } = await startServer(explicit, {
        log: (line) => writeError(line + "\n"),
        signal: interruption.signal,
      });
      terminal.answer({
        document: () => ({ url, documentation: `${url}/docs` }),
        text: () => `Listening on ${url}, documented at ${url}/docs`,
      });
      await finished;
    } finally {
      interruption.stop();
    }
  },
});
