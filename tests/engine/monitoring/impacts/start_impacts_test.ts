import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  type KeptLiveMessage,
  type LiveEvent,
} from "../../../../engine/domain/mod.ts";
import type { ImpactDocument } from "../../../../engine/impact/mod.ts";
import { LiveFeed, type LiveSystem, startImpacts } from "../../../../engine/monitoring/mod.ts";
import { exampleAlert } from "../early_warning/example_alert.ts";
import { withDatabase } from "../../storage/database/database_fixture.ts";

const ALERT = exampleAlert();
const ID = ALERT.eventId;
const LAYOUT = { radiusKm: 20, cellDegrees: 0.1 };

/** A system that knows what it is told, without stations. */
class StillSystem implements LiveSystem {
  readonly feed = new LiveFeed();
  readonly network = [];
  readonly sites = [];
  readonly told: KeptLiveMessage[] = [];
  known: LiveEvent[] = [];
  seconds = 5;

  constructor(readonly database: LiveSystem["database"]) {
    this.feed.listen((message) => {
      if ("number" in message) this.told.push(message);
    });
  }

  nowMs(): number {
    return ALERT.origin.timeMs + 1000 * this.seconds;
  }

  stations(): [] {
    return [];
  }

  events(): LiveEvent[] {
    return this.known;
  }

  waveform(): undefined {
    return undefined;
  }

  latency(): { count: number } {
    return { count: 0 };
  }

  /** A second passes at a time after the origin. */
  passAt(seconds: number): void {
    this.seconds = seconds;
    this.feed.pass("latency", this.latency(), this.nowMs());
  }

  /** The next impact or notice. */
  next(): Promise<KeptLiveMessage> {
    return new Promise((resolve) => {
      const forget = this.feed.listen((message) => {
        if (message.kind !== "impact" && message.kind !== "notice") return;
        forget();
        resolve(message);
      });
    });
  }
}

function eventOf(revision: number, magnitude: number): LiveEvent {
  const { timeMs, latitude, longitude } = ALERT.origin;
  return {
    ...{ id: ID, revision, status: "automatic", timeMs, latitude, longitude, magnitude },
    pickCount: 9,
  };
}

Deno.test("an impact waits for S, then for news, and is made at once when an alert is final", () =>
  withDatabase(async (database) => {
    const system = new StillSystem(database);
    const impacts = startImpacts(system, { layout: LAYOUT });
    try {
      system.feed.tell("alert", ALERT, system.nowMs());
      system.passAt(9);
      const first = system.next();
      system.passAt(11);
      const message = await first;
      assertEquals(message.kind, "impact");
      assertEquals(message.timeMs, system.nowMs());
      const stored = database.impacts.newest(ID)!;
      assertEquals([stored.revision, stored.eventRevision], [1, 1]);
      const { event, cells, losses } = stored.document as ImpactDocument;
      assertEquals([event.magnitude, event.depthKm, losses], [6.4, 8, undefined]);
      const largest = Math.max(...cells.intensity.mean);
      assertEquals((message.data as { largestIntensity: number }).largestIntensity, largest);

      system.passAt(30); // no news
      system.known = [eventOf(7, 5.8)];
      system.feed.tell("event", system.known[0], system.nowMs());
      const second = await system.next();
      assertEquals((second.data as { revision: number }).revision, 7);
      const located = (database.impacts.newest(ID)!.document as ImpactDocument).event;
      assertEquals([located.magnitude, located.isDepthAssumed], [5.8, true]);

      system.known = [eventOf(8, 5.9)];
      system.feed.tell("event", system.known[0], system.nowMs()); // too soon
      const third = system.next();
      system.feed.tell("alert", { ...ALERT, status: "final" }, system.nowMs());
      assertEquals(((await third).data as { revision: number }).revision, 8);
      assertEquals(system.told.map(({ kind }) => kind), [
        ...["alert", "impact", "event", "impact", "event", "alert", "impact"],
      ]);
    } finally {
      impacts.stop();
    }
  }));

Deno.test("small events and alerts that were taken back have no impact, and settling ends", () =>
  withDatabase(async (database) => {
    const system = new StillSystem(database);
    const impacts = startImpacts(system, { layout: LAYOUT, leastMagnitude: 6 });
    try {
      system.feed.tell("event", { ...eventOf(1, 5.9), id: "small" }, system.nowMs());
      system.known = [{ ...eventOf(1, 5.9), id: "small" }];
      system.feed.tell("alert", ALERT, system.nowMs());
      system.feed.tell("alert", { ...ALERT, status: "cancel" }, system.nowMs());
      await impacts.settle();
      assertEquals(system.told.length, 3);
      assertThrows(() => startImpacts(system, { leastMagnitude: NaN }), ConfigurationError);
    } finally {
      impacts.stop();
    }
  }));

Deno.test("what cannot be estimated is told, and the next one is estimated again", () =>
  withDatabase(async (database) => {
    const system = new StillSystem(database);
    const building = { id: "b", latitude: 35, longitude: -117, occupants: NaN, vs30: NaN };
    const impacts = startImpacts(system, {
      ...{ layout: LAYOUT, buildings: [{ ...building, fragilityClass: "straw" }] },
    });
    try {
      system.feed.tell("alert", ALERT, system.nowMs());
      const begunMs = performance.now();
      const settled = impacts.settle();
      assert(performance.now() - begunMs < 100, "the estimate is made elsewhere");
      await settled;
      const last = system.told.at(-1)!;
      assertEquals(last.kind, "notice");
      assertStringIncludes((last.data as { message: string }).message, "straw");
      system.feed.tell("alert", { ...ALERT, revision: 2 }, system.nowMs());
      await impacts.settle();
      assertEquals(system.told.map(({ kind }) => kind), ["alert", "notice", "alert", "notice"]);
    } finally {
      impacts.stop();
    }
  }));
