import { fileURLToPath } from "node:url";
import type { Trace } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { readMiniseed, writeMiniseed } from "../engine/sources/mod.ts";
import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import { decodeByPlainLoops } from "./steim2_plain_loops.ts";

const SAMPLES = 4_000_000;
const SEED = 1;
const CASES = [
  { recordLengthBytes: 512, version: 2 },
  { recordLengthBytes: 4096, version: 2 },
  { recordLengthBytes: 4096, version: 3 },
] as const;

/** Bytes of miniSEED to traces, by the reader that everything uses, on one thread. */
export const bench: Bench = {
  about:
    "read miniSEED packed with Steim2, headers, checks and joined traces included; plain_loops " +
    "only unpacks, checks nothing and joins nothing",
  targets: [{ fact: "nanosecondsPerSample", atMost: 25 }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const folder = await Deno.makeTempDir({ prefix: "quakecast_bench_" });
    try {
      const trace = makeTrace(quick ? SAMPLES / 40 : SAMPLES);
      const count = trace.samples.length;
      for (const { recordLengthBytes, version } of CASES) {
        const bytes = writeMiniseed([trace], { recordLengthBytes, version, encoding: "steim2" });
        const path = `${folder}/${version}_${recordLengthBytes}.mseed`;
        await Deno.writeFile(path, bytes);
        const ours = () => readMiniseed(bytes);
        yield {
          name: `${recordLengthBytes}-byte records of version ${version}`,
          work: { amount: count / 1e6, unit: "million samples" },
          ours,
          peers: { plain_loops: () => decodeByPlainLoops(bytes, count) },
          ...(version === 2 ? { outside: seisplotPeer(path, count) } : {}),
          check: () => {
            refuseDifferent("ours", ours().traces[0].samples, trace.samples);
            refuseDifferent("plain_loops", decodeByPlainLoops(bytes, count), trace.samples);
          },
          facts: () => ({
            bytesPerSample: bytes.length / count,
            nanosecondsPerSample: shortestMs(ours) * 1e6 / count,
          }),
          options: { rounds: 15 },
        };
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

/** A day and a half of noise at 30 Hz, whose strength wanders, with an event now and then. */
function makeTrace(count: number): Trace {
  const random = new RandomStream(`steim2 ${SEED}`);
  const samples = new Int32Array(count);
  let [slow, envelope] = [0, 1];
  for (let i = 0; i < count; i++) {
    envelope = random.uniform() < 2e-5 ? 400 : 1 + (envelope - 1) * 0.9995;
    slow = 0.9 * slow + envelope * (random.uniform() + random.uniform() + random.uniform() - 1.5);
    samples[i] = Math.round(20 * slow);
  }
  const code = { network: "XX", station: "BENCH", location: "", channel: "HHZ" };
  return { code, startTimeMs: 1_700_000_000_000, samplingRateHz: 30, samples };
}

function refuseDifferent(name: string, found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  let same = found.length === wanted.length;
  for (let i = 0; same && i < wanted.length; i++) same = found[i] === wanted[i];
  if (!same) throw new RangeError(`Cannot time ${name}: its samples are others`);
}

/** The best of five, for a limit of its own beside the medians. */
function shortestMs(run: () => unknown): number {
  return Math.min(...Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }));
}

/** seisplotjs in a process of its own: it is no dependency of the project. */
function seisplotPeer(path: string, count: number): OutsidePeers {
  const program = fileURLToPath(new URL("./steim2_seisplotjs.ts", import.meta.url));
  return {
    names: ["seisplotjs"],
    async measure() {
      const command = new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--no-check", "--no-config", "--no-lock", "--allow-all", program]
          .concat(path, `${count}`),
        stderr: "piped",
      });
      const { success, stdout, stderr } = await command.output();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim().split("\n")[0]);
      const { medianMs, version } = JSON.parse(new TextDecoder().decode(stdout));
      return { medians: { seisplotjs: medianMs }, facts: { seisplotjs: version } };
    },
  };
}
