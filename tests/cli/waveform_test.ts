import { assert, assertEquals, assertMatch } from "@std/assert";
import { readMiniseed, readSac, writeMiniseed } from "../../engine/sources/mod.ts";
import type { Trace } from "../../engine/domain/mod.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { gzip } from "../engine/sources/byte_sources.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
const TRACE: Trace = {
  ...{ code: CODE, startTimeMs: 1_718_000_000_123.456, samplingRateHz: 100 },
  samples: Int32Array.from({ length: 1000 }, (_, i) => Math.round(1000 * Math.sin(i / 10))),
};
const LATER: Trace = { ...TRACE, startTimeMs: TRACE.startTimeMs + 12_000 };

/** A folder of its own with `a.mseed`: a trace, damage in the middle, a gap of two seconds. */
async function inFolder(work: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    const bytes = writeMiniseed([TRACE, LATER], { recordLengthBytes: 512 });
    await Deno.writeFile(`${cwd}/a.mseed`, bytes);
    await work(cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

const waveform = (args: readonly string[], cwd: string) => {
  const permissions = [`--allow-read=${cwd}`, `--allow-write=${cwd}`];
  return runCli(["waveform", ...args], { cwd, permissions });
};

Deno.test("waveform inspect: a table for a person, a document for a program", async () => {
  await inFolder(async (cwd) => {
    const plain = await waveform(["inspect", "a.mseed"], cwd);
    assertEquals([plain.code, plain.stderr], [0, ""]);
    const row =
      /^NC\.MEM\.\.HHZ +2024-06-10 06:13:20\.123 +06:13:42\.113 +100 +steim2 +2,000 +1 +1$/m;
    assertMatch(plain.stdout, row);
    assertMatch(
      plain.stdout,
      /^ {2}NC\.MEM\.\.HHZ at 2024-06-10T06:13:30\.123456Z: nothing for 2 s$/m,
    );
    const json = await waveform(["inspect", "a.mseed", "--json"], cwd);
    const { files: [{ format, channels: [channel], notes }] } = JSON.parse(json.stdout);
    assertEquals([format, channel.channel, channel.traces], ["miniSEED", "NC.MEM..HHZ", 2]);
    assertEquals([channel.start, channel.gapSeconds], ["2024-06-10T06:13:20.123456Z", 2]);
    assertEquals([channel.range, channel.encodings], [[-1000, 1000], ["steim2"]]);
    assertEquals(notes.map(({ kind }: { kind: string }) => kind), ["gap"]);
  });
});

Deno.test("waveform inspect: a damaged record is told with its byte; gzip and stdin are read", async () => {
  await inFolder(async (cwd) => {
    const bytes = await Deno.readFile(`${cwd}/a.mseed`);
    bytes[512 + 20] = 0xff;
    await Deno.writeFile(`${cwd}/b.mseed.gz`, gzip(bytes));
    const { code, stdout } = await waveform(["inspect", "b.mseed.gz", "a.mseed"], cwd);
    assertEquals(code, 0);
    assertMatch(stdout, /damaged record: 1\n +Record at byte 512: its start time is no day/);
    assertMatch(stdout, /a\.mseed \(miniSEED\)/);
    const piped = await runCli(["waveform", "inspect", "-", "--json"], {
      ...{ cwd, permissions: [], stdin: bytes },
    });
    assertEquals(JSON.parse(piped.stdout).files[0].channels[0].gaps, 2);
  });
});

Deno.test("waveform convert: to miniSEED 3, SAC, CSV and back, samples unchanged", async () => {
  await inFolder(async (cwd) => {
    const convert = async (...args: string[]) => {
      const { code, stdout, stderr } = await waveform(["convert", ...args, "--json"], cwd);
      assertEquals(code, 0, stderr);
      return JSON.parse(stdout);
    };
    const { samples, traces, format, notes } = await convert("a.mseed", "--out", "b.ms3");
    assertEquals([samples, traces, format, notes.length], [2000, 2, "miniseed3", 1]);
    await convert("b.ms3", "--encoding", "int32", "--record-length", "256", "--out", "c.mseed");
    const back = readMiniseed(await Deno.readFile(`${cwd}/c.mseed`));
    assertEquals(back.traces, [TRACE, LATER]);
    assertEquals(back.encodings, { "NC.MEM..HHZ": ["int32"] });
    await convert("a.mseed", "--out", "a.csv");
    const lines = (await Deno.readTextFile(`${cwd}/a.csv`)).trimEnd().split("\n");
    assertEquals(lines.length, 2001);
    assertEquals(lines.slice(0, 3), [
      "time,channel,sample",
      "2024-06-10T06:13:20.123456Z,NC.MEM..HHZ,0",
      "2024-06-10T06:13:20.133456Z,NC.MEM..HHZ,100",
    ]);
    const two = await waveform(["convert", "a.mseed", "--out", "a.sac"], cwd);
    assertEquals(two.code, 3);
    assertMatch(two.stderr, /a file holds one trace, here are 2/);
    await Deno.writeFile(`${cwd}/one.mseed`, writeMiniseed([TRACE]));
    await convert("one.mseed", "--out", "one.sac");
    const sac = readSac(await Deno.readFile(`${cwd}/one.sac`));
    assertEquals(sac.traces[0].samples, Float32Array.from(TRACE.samples));
    await convert("one.sac", "--encoding", "steim2", "--out", "two.mseed");
    assertEquals(
      readMiniseed(await Deno.readFile(`${cwd}/two.mseed`)).traces[0].samples,
      TRACE.samples,
    );
  });
});

Deno.test("waveform: what cannot be done ends with its code and a reason", async () => {
  await inFolder(async (cwd) => {
    await Deno.writeTextFile(`${cwd}/a.txt`, "time,x\n");
    const cases: readonly [args: string[], code: number, stderr: RegExp][] = [
      [["inspect", "none.mseed"], 3, /there is no such file/],
      [["inspect", "a.txt"], 3, /of no known format .*value "time,x/],
      [["inspect", "a.mseed", "--out", "b"], 2, /only convert, plot, series can/],
      [["plot", "a.mseed", "--out", "b.pdf"], 2, /"b\.pdf": expected a name that ends in \.svg/],
      [["convert", "a.mseed"], 2, /without --out/],
      [["series", "a.mseed", "--out", "b.csv", "--band", "10,1"], 2, /the lower one first/],
      [["inspect", "a.mseed", "--every", "1h"], 2, /only series can/],
      [["convert", "a.mseed", "--out", "b.mseed", "--record-length", "1000"], 2, /power of two/],
      [["convert", "a.mseed", "--out", "b.mseed", "--encoding", "steim3"], 2, /steim3/],
      [
        ["convert", "a.mseed", "--out", "b.mseed", "--channel", "*.*.*.BHZ"],
        3,
        /no channel with samples is like .*BHZ/,
      ],
      [["draw", "a.mseed"], 2, /Allowed choices/],
    ];
    for (const [args, expected, reason] of cases) {
      const { code, stderr } = await waveform(args, cwd);
      assertEquals(code, expected, `${args}: ${stderr}`);
      assertMatch(stderr, reason);
    }
    const left = [...Deno.readDirSync(cwd)].map(({ name }) => name).sort();
    assertEquals(left, ["a.mseed", "a.txt"]);
  });
});

testWithSharedData(
  "waveform inspect reads every shared file that can be read, in one run",
  async () => {
    const folder = sharedFile("data/waveforms/miniseed/edge_cases");
    const files = [...Deno.readDirSync(folder)]
      .filter(({ name, isFile }) => isFile && !/^not/.test(name))
      .map(({ name }) => `${folder}/${name}`);
    const permissions = [`--allow-read=${folder}`];
    const run = await runCli(["waveform", "inspect", ...files, "--json"], {
      cwd: PROJECT,
      permissions,
    });
    assertEquals(run.code, 0, run.stderr);
    const { files: found } = JSON.parse(run.stdout);
    assertEquals(found.length, files.length);
    assert(found.every(({ channels }: { channels: unknown[] }) => channels.length > 0));
  },
);

Deno.test("waveform plot: picks of other stations and times are not drawn, and not counted", () =>
  inFolder(async (cwd) => {
    await Deno.writeFile(`${cwd}/a.mseed`, writeMiniseed([TRACE]));
    const { network, station, channel } = TRACE.code;
    const row = (name: string, timeMs: number) =>
      `${network},${name},${channel},P,${new Date(timeMs).toISOString()}`;
    await Deno.writeTextFile(
      `${cwd}/picks.csv`,
      [
        "network,station,channel,phase,time",
        row(station, TRACE.startTimeMs + 1000),
        row(station, TRACE.startTimeMs + 3_600_000),
        row("OTHER", TRACE.startTimeMs),
      ].join("\n"),
    );
    const args = ["waveform", "plot", "a.mseed", "--picks", "picks.csv", "--out", "a.svg"];
    const permissions = [`--allow-read=${cwd}`, `--allow-write=${cwd}`];
    const { code, stdout, stderr } = await runCli(args, { cwd, permissions });
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^Drew 1 trace and 1 of 3 picks as waveforms to a\.svg/);
  }));

Deno.test("waveform series: noise by the interval as a table that covariates are read from", async () => {
  await inFolder(async (cwd) => {
    const wave = Float32Array.from({ length: 12_000 }, (_, i) => 100 * Math.sin(i * 0.2));
    const minutes = { ...TRACE, samples: wave, startTimeMs: 1_718_000_040_000 };
    const after = { ...minutes, startTimeMs: minutes.startTimeMs + 180_000 };
    await Deno.writeFile(`${cwd}/b.mseed`, writeMiniseed([minutes, after], {}));
    const args = ["series", "b.mseed", "--every", "1m", "--out", "n.csv"];
    const { code, stdout, stderr } = await waveform(args, cwd);
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^Wrote 5 intervals of 1m to n\.csv; gaps: 1\./);
    assertMatch(stdout, /NC\.MEM\.\.HHZ: 2 of 5 intervals measured, coverage 58\.7 %/);
    const [header, ...rows] = (await Deno.readTextFile(`${cwd}/n.csv`)).trim().split("\n");
    assertEquals(header.split(",").slice(0, 2), ["time", "NC.MEM..HHZ_rms_db"]);
    assertMatch(rows[1], /^2024-06-10T06:15:59\.999Z,36\.9[89]\d*,/); // 20 log10(100 / sqrt 2)
    assertMatch(rows[2], /^2024-06-10T06:16:59\.999Z,,,,0$/);
  });
});
