import { openDatabase } from "../../../engine/storage/mod.ts";
import { serve } from "../../../server/mod.ts";
import { runServerCommand } from "../../../server/server_command.ts";
import { noticeOf, NOW_MS, openKeptFeed, systemOf } from "./live_fixture.ts";

/** The server's program beside a live system that tells ten messages a second, in the database it names first. */
const [path, ...flags] = Deno.args;
const database = openDatabase(path, { mode: "create" });
const feed = openKeptFeed(database);
const timer = setInterval(() => feed.tell("notice", noticeOf(feed.newest + 1), NOW_MS), 100);
const code = await runServerCommand(
  flags,
  (given, options) => serve(given, { ...options, live: systemOf(database, feed) }),
);
clearInterval(timer);
database.close();
Deno.exit(code);
