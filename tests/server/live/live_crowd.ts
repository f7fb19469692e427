import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { readSentEvents } from "./live_fixture.ts";

/** What a crowd is to do. */
export interface CrowdOptions {
  /** Address of the server. */
  readonly url: string;
  /** How many follow at a time. */
  readonly clients: number;
  /** How long, seconds. */
  readonly seconds: number;
  /** Mean time after which a client breaks its connection and comes back, seconds. */
  readonly stayingSeconds: number;
  /** Seed of these times. */
  readonly seed: number;
}

/** What a crowd saw. */
export interface CrowdFacts {
  /** Kept messages, of all clients together. */
  messages: number;
  /** Numbers that did not come. */
  missed: number;
  /** Numbers that came again. */
  doubled: number;
  /** Times that a client came back. */
  reconnects: number;
  /** Number of the last message. */
  newest: number;
}

/**
 * Clients that follow a live server from its first message on, each breaking its connection again and again,
 * until the time is over and all have what had been told by then.
 */
export async function followInCrowd(options: CrowdOptions): Promise<CrowdFacts> {
  const { url, clients, seconds, seed } = options;
  const facts: CrowdFacts = { messages: 0, missed: 0, doubled: 0, reconnects: -clients, newest: 0 };
  const end = new Promise<number>((resolve) =>
    setTimeout(async () => {
      resolve((await (await fetch(`${url}/v1/live/state`)).json()).newest);
    }, seconds * 1000)
  );
  let last = Infinity;
  end.then((newest) => last = facts.newest = newest);
  const streams = new RandomStream(seed);
  await Promise.all(Array.from({ length: clients }, async () => {
    const stream = new RandomStream(Math.floor(streams.uniform() * 2 ** 31));
    let place = 0;
    while (place < last) place = await followOnce(place, { options, stream, facts, end });
  }));
  return facts;
}

/** Follows after a number until the connection is broken or everything has come; gives the last number. */
async function followOnce(
  place: number,
  { options, stream, facts, end }: {
    options: CrowdOptions;
    stream: RandomStream;
    facts: CrowdFacts;
    end: Promise<number>;
  },
): Promise<number> {
  const breaking = new AbortController();
  let last = Infinity;
  end.then((newest) => {
    last = newest;
    if (place >= last) breaking.abort();
  });
  const stayingMs = -Math.log(1 - stream.uniform()) * options.stayingSeconds * 1000;
  const timer = setTimeout(() => breaking.abort(), stayingMs);
  facts.reconnects++;
  try {
    const response = await fetch(`${options.url}/v1/live?passing=false`, {
      headers: { "last-event-id": String(place) },
      signal: breaking.signal,
    });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    for await (const { id } of readSentEvents(response)) {
      if (id === undefined) continue;
      facts.messages++;
      if (id > place + 1) facts.missed += id - place - 1;
      if (id <= place) facts.doubled++;
      place = Math.max(place, id);
      if (place >= last) break;
    }
  } catch (error) {
    if (!breaking.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    breaking.abort();
  }
  return place;
}
