import { assert, assertEquals } from "@std/assert";
import type { Trace } from "../../../engine/domain/mod.ts";
import { CLASSICAL_PICKER_NAMES, classicalTracePicker } from "../../../engine/monitoring/mod.ts";

const RATE_HZ = 100;
const P_SECONDS = 60;
const S_SECONDS = 68;

/** Noise of one component with a burst at P, larger on the vertical, and one at S, larger on the others. */
function traceOf(component: string, seed: number): Trace {
  let state = seed;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const [ofP, ofS] = component === "Z" ? [30, 30] : [8, 90];
  const burst = (seconds: number, size: number) =>
    seconds < 0 ? 0 : size * Math.exp(-seconds / 5) * Math.sin(2 * Math.PI * 6 * seconds);
  const samples = Float32Array.from(
    { length: 120 * RATE_HZ },
    (_, i) => noise() + burst(i / RATE_HZ - P_SECONDS, ofP) + burst(i / RATE_HZ - S_SECONDS, ofS),
  );
  const code = { network: "XX", station: "A", location: "", channel: `HH${component}` };
  return { code, startTimeMs: 0, samplingRateHz: RATE_HZ, samples };
}

for (const name of CLASSICAL_PICKER_NAMES) {
  Deno.test(`${name}: a sample that is no number costs no arrival elsewhere, and is told`, async () => {
    const traces = ["E", "N", "Z"].map((component, i) => traceOf(component, i + 1));
    const picker = classicalTracePicker(name);
    const isNear = (seconds: number) => ({ timeMs }: { timeMs: number }) =>
      Math.abs(timeMs - 1000 * seconds) < 300;
    const whole = await picker.pick(traces);
    assert(whole.picks.some(isNear(P_SECONDS)), "the burst is found without damage");
    for (const { samples } of traces) samples[20 * RATE_HZ] = NaN;
    traces[2].samples[110 * RATE_HZ] = Infinity;
    const damaged = await picker.pick(traces);
    const near = damaged.picks.filter(isNear(P_SECONDS));
    assertEquals(near.map(({ phase }) => phase), ["P"]);
    const gaps = damaged.notes.filter(({ message }) => message.includes("no numbers"));
    assertEquals(gaps.map(({ channel }) => channel), [
      ...["XX.A..HHE", "XX.A..HHN", "XX.A..HHZ", "XX.A..HHZ"],
    ]);
  });
}
