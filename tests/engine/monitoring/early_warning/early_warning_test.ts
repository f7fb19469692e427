import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type AlertMessage,
  ConfigurationError,
  InputError,
  InsufficientDataError,
} from "../../../../engine/domain/mod.ts";
import { EarlyWarning, warnFrom, type WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { messageAt, replayEarthquake } from "../../../../bench/warning_replay.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { drawDisturbances } from "./disturbances.ts";
import {
  drawEvent,
  drawScene,
  packetsOf,
} from "../../../../engine/monitoring/simulated/simulated_scene.ts";
import { motionOf, shakePlace } from "../../../../engine/monitoring/simulated/simulated_shaking.ts";
import { readNoisePieces, realNoise } from "./station_noise.ts";

testWithSharedData("an earthquake is told of in seconds, with what led to it", async () => {
  const pieces = await readNoisePieces();
  const replay = replayEarthquake({ seed: "small", magnitude: 6.5 }, { pieces });
  const { messages, originMs, secondPSeconds } = replay;
  const first = messages[0];
  assert((first.issuedMs - originMs) / 1000 - secondPSeconds <= 4);
  const by8 = messageAt(messages, originMs + 1000 * (secondPSeconds + 8))!;
  assert(Math.abs(by8.magnitude.magnitude - 6.5) <= 2 * by8.magnitude.sigma);
  assert(replay.epicentreErrorKm(by8) < 10);
  assertEquals(new Set(messages.map(({ eventId }) => eventId)).size, 1);
  assertEquals(messages.map(({ revision }) => revision), messages.map((_, i) => i + 1));
  assertEquals(messages.map(({ status }) => status).filter((it) => it !== "update"), [
    "alert",
    "final",
  ]);
  for (const message of messages) checkMessage(message);
});

function checkMessage(message: AlertMessage): void {
  assert(message.magnitude.sigma >= 0.37, "the error that stations share does not average out");
  assert(message.evidence.length >= 2);
  assert(message.evidence.every(({ knownMs }) => knownMs <= message.issuedMs));
  for (const site of message.sites) {
    const { probabilities: p, intensityInterval: [low, high] } = site;
    assert(p[4] >= p[5] && p[5] >= p[6] && p[6] >= p[7] && p[7] >= p[8] && p[8] >= 0);
    assert(low < site.intensity && site.intensity < high);
    const isReached = site.distanceKm < message.blindZoneKm - 1;
    assertEquals(isReached, site.secondsUntilS < 0 && isReached);
  }
  assertEquals(JSON.parse(JSON.stringify(message)).eventId, message.eventId);
}

testWithSharedData(
  "the same packets give the same messages, one by one or as a stream",
  async () => {
    const pieces = await readNoisePieces();
    const scene = drawScene({ seed: "stream", sites: 3 });
    const event = drawEvent(scene, { magnitude: 6, originSeconds: 20 });
    const shakings = scene.stations.map((place, i) =>
      shakePlace(scene, { event, place, label: `station ${i}` })
    );
    const packets = [...packetsOf(scene, {
      ...{ noise: realNoise(pieces), seconds: 45, motion: motionOf(shakings, event) },
    })];
    const options = { sites: scene.sites };
    const one = new EarlyWarning(scene.stations, options);
    const pushed = packets.flatMap((packet) => one.push(packet));
    const streamed: AlertMessage[] = [];
    const source = (async function* (): AsyncGenerator<WarningPacket> {
      yield* packets;
    })();
    for await (const message of warnFrom(source, new EarlyWarning(scene.stations, options))) {
      streamed.push(message);
    }
    assert(pushed.length > 3);
    assertEquals(streamed, pushed);
  },
);

testWithSharedData("disturbances and teleseisms lead to no alert", async () => {
  const pieces = await readNoisePieces();
  const scene = drawScene({ seed: "disturbed", stations: 8, sites: 2 });
  const seconds = 600;
  const day = drawDisturbances(scene, { seconds, each: 3 });
  const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
  const messages: AlertMessage[] = [];
  for (
    const packet of packetsOf(scene, { noise: realNoise(pieces), seconds, motion: day.motion })
  ) {
    messages.push(...warning.push(packet));
  }
  assertEquals(messages, []);
  const { picks, refusals, channels } = warning.report();
  assert(picks > 10, "the disturbances were picked");
  assert(Object.keys(refusals).some((reason) => reason.startsWith("teleseism")));
  assert(Object.values(channels).some(({ refusedTriggers }) => refusedTriggers > 0));
});

testWithSharedData(
  "a station that floods, repeats itself or sends nonsense harms no other",
  async () => {
    const pieces = await readNoisePieces();
    const scene = drawScene({ seed: "unruly", sites: 2 });
    const event = drawEvent(scene, { magnitude: 6.5 });
    const shakings = scene.stations.map((place, i) =>
      shakePlace(scene, { event, place, label: `station ${i}` })
    );
    const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
    const messages: AlertMessage[] = [];
    const motion = motionOf(shakings, event);
    for (const packet of packetsOf(scene, { noise: realNoise(pieces), seconds: 75, motion })) {
      const { trace } = packet;
      messages.push(...warning.push(packet));
      if (trace.code.station !== "S0") continue;
      for (let i = 0; i < 5; i++) messages.push(...warning.push(packet));
      const samples = new Float64Array(100).fill(NaN);
      messages.push(...warning.push({ ...packet, trace: { ...trace, samples } }));
      const stranger = { ...trace.code, station: "NOBODY" };
      messages.push(...warning.push({ ...packet, trace: { ...trace, code: stranger } }));
    }
    assert(messages.length > 5);
    const { channels, unused } = warning.report();
    assert(channels["XX.S0..HHZ"].restarts > 50);
    assert(unused >= 70);
  },
);

Deno.test("stations that are none, options out of range and times that are none are refused", () => {
  const { stations, sites } = drawScene({ seed: "options", sites: 2 });
  assertThrows(() => new EarlyWarning([], { sites }), InsufficientDataError);
  assertThrows(() => new EarlyWarning(stations, { sites, leastStations: 1 }), ConfigurationError);
  assertThrows(() => new EarlyWarning(stations, { sites, leastShare: 2 }), ConfigurationError);
  const twice = [sites[0], sites[0]];
  assertThrows(() => new EarlyWarning(stations, { sites: twice }), ConfigurationError);
  const code = { network: "XX", station: "S0", location: "", channel: "HHZ" };
  const trace = { code, startTimeMs: 0, samplingRateHz: 100, samples: new Int32Array(10) };
  const warning = new EarlyWarning(stations, { sites });
  assertThrows(() => warning.push({ trace, receivedMs: NaN }), InputError);
});
