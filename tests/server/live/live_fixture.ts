import type { LiveNotice } from "../../../engine/domain/mod.ts";
import {
  liveEventOf,
  type LiveFeed,
  type LiveSystem,
  openLiveFeed,
} from "../../../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../../../engine/storage/mod.ts";
import { type RunningServer, serve } from "../../../server/mod.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";

/** A time of the tests, UTC epoch milliseconds. */
export const NOW_MS: number = Date.UTC(2026, 10, 26, 12);

/** A live system of a real feed and a real database; waves are made up: channel "XX.A..HHZ" counts its bins. */
export function systemOf(database: Database, feed: LiveFeed): LiveSystem {
  return {
    ...{ feed, database, network: [] },
    sites: [{ name: "Town", latitude: 1, longitude: 2 }],
    nowMs: () => NOW_MS,
    stations: () => [
      { station: "XX.A", latitude: 1, longitude: 2, state: "live", channels: ["XX.A..HHZ"] },
    ],
    events: () => database.events.query().map(liveEventOf),
    waveform: (channel, { seconds, binSeconds }) => {
      if (channel !== "XX.A..HHZ") return undefined;
      const bins = Array.from({ length: Math.round(seconds / binSeconds) }, (_, i) => i);
      const startMs = NOW_MS - seconds * 1000;
      return { channel, startMs, binSeconds, least: bins.map(() => null), largest: bins };
    },
    latency: () => ({ count: 0 }),
  };
}

/** A live server under test. */
export interface LiveServer {
  /** Address, such as "http://127.0.0.1:8000". */
  readonly url: string;
  /** Its feed. */
  readonly feed: LiveFeed;
  /** Its database. */
  readonly database: Database;
  /** The server. */
  readonly server: RunningServer;
  /** What it logged. */
  readonly logged: readonly string[];
  /** Tells notices. */
  tell(count: number): void;
}

/** A feed that is written down; throws where it cannot be. */
export function openKeptFeed(database: Database): LiveFeed {
  return openLiveFeed(database, {
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Runs `body` with a server of a live system on a free port. */
export function withLiveServer(
  options: Readonly<Record<string, unknown>>,
  body: (live: LiveServer) => Promise<void>,
  openFeed: (database: Database) => LiveFeed = openKeptFeed,
): Promise<void> {
  return withFolder(async (folder) => {
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "create" });
    const feed = openFeed(database);
    const logged: string[] = [];
    const server = await serve({ port: 0, models: folder, ...options }, {
      log: (line) => void logged.push(line),
      live: systemOf(database, feed),
    });
    const tell = (count: number) => {
      for (let i = 0; i < count; i++) feed.tell("notice", noticeOf(feed.newest + 1), NOW_MS);
    };
    try {
      await body({ url: server.url, feed, database, server, logged, tell });
    } finally {
      await server.stop();
      await server.finished;
    }
  });
}

/** A notice that says its number. */
export function noticeOf(number: number): LiveNotice {
  return { level: "information", kind: "test", message: `${number}` };
}

/** A server-sent event. */
export interface SentEvent {
  /** Its kind; "" for a comment. */
  readonly event: string;
  /** Its number; left out where it has none. */
  readonly id?: number;
  /** Its data, or the text of the comment. */
  readonly data: string;
}

/** Reads server-sent events of a response, comments and times to come back included. */
export async function* readSentEvents(response: Response): AsyncGenerator<SentEvent> {
  let text = "";
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) yield parseEvent(block);
  }
}

function parseEvent(block: string): SentEvent {
  const fields = new Map(
    block.split("\n").map((line) => {
      const place = line.indexOf(":");
      return [line.slice(0, place), line.slice(place + 1).trimStart()] as const;
    }),
  );
  const id = fields.get("id");
  return {
    event: fields.get("event") ?? "",
    ...(id !== undefined && { id: Number(id) }),
    data: fields.get("data") ?? fields.get("") ?? "",
  };
}

/** Takes the next events but comments until there are so many. */
export async function take(
  events: AsyncGenerator<SentEvent>,
  count: number,
): Promise<SentEvent[]> {
  const taken: SentEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) return taken;
    if (value.event !== "") taken.push(value);
  }
  return taken;
}

/** Waits until something is so; throws when it is not after 5 s. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = Date.now() + 5_000;
  while (!await isSo()) {
    if (Date.now() > endMs) throw new Error(`not so after 5 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
