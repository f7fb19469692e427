import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  drawRecord,
  drawStations,
  ENVELOPE_CHANNELS,
  ENVELOPE_RATE_HZ,
  ENVELOPE_SAMPLES,
  openAssociationNetwork,
  resolveAssociationOptions,
} from "../../../../engine/models/mod.ts";
import { STRAIGHT_RAYS as times } from "../association/half_space.ts";

const NETWORK = openAssociationNetwork(
  drawStations(12, { radiusKm: 30, latitude: 35, longitude: -117, seed: 1 }),
  { times, options: resolveAssociationOptions() },
);
const STATION_SIZE = ENVELOPE_SAMPLES * ENVELOPE_CHANNELS;

Deno.test("envelopes rise when waves arrive, picks stand there, and a seed gives one record", () => {
  const out = new Float32Array(12 * STATION_SIZE);
  let [clear, right, picks, missing] = [0, 0, 0, 0];
  const late: number[] = [];
  for (let event = 0; event < 60; event++) {
    const record = drawRecord(NETWORK, { random: new RandomStream(event), out });
    const [east, north, depth, origin] = record.truth;
    for (const { channel, seconds } of record.picks) {
      const station = channel >> 1;
      const km = Math.hypot(east - NETWORK.eastKm[station], north - NETWORK.northKm[station]);
      const phase = channel & 1 ? times.S : times.P;
      late.push(seconds - origin - phase.secondsAt(km, depth));
      picks++;
    }
    for (let station = 0; station < 12; station++) {
      const own = out.subarray(station * STATION_SIZE, (station + 1) * STATION_SIZE);
      if (own.every((value) => value === 0)) {
        missing++;
        assert(record.picks.every(({ channel }) => channel >> 1 !== station));
        continue;
      }
      const km = Math.hypot(east - NETWORK.eastKm[station], north - NETWORK.northKm[station]);
      const arrival = origin + times.P.secondsAt(km, depth);
      const first = Array.from({ length: ENVELOPE_SAMPLES }, (_, i) => own[2 * i])
        .findIndex((value) => value > 0.9); // eight times the noise
      if (first < 0) continue;
      clear++;
      const isS = first / ENVELOPE_RATE_HZ > arrival + 1; // P did not reach that height
      if (isS || Math.abs(first / ENVELOPE_RATE_HZ - arrival) < 0.5) right++;
      assert(first / ENVELOPE_RATE_HZ > arrival - 0.6, "nothing rises before P");
    }
  }
  assert(clear > 200 && right / clear > 0.95, `${right} of ${clear}`);
  assert(missing > 20 && missing < 110, `${missing} of 720 are missing, 8 % expected`);
  const mean = late.reduce((sum, value) => sum + value, 0) / picks;
  const deviation = Math.sqrt(late.reduce((sum, value) => sum + (value - mean) ** 2, 0) / picks);
  assert(Math.abs(mean) < 0.02 && deviation > 0.08 && deviation < 0.25, `${mean} ${deviation}`);
  const again = new Float32Array(out.length);
  drawRecord(NETWORK, { random: new RandomStream(59), out: again });
  assertEquals(again, out);
});
