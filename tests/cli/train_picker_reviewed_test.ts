import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Pick, Trace } from "../../engine/domain/mod.ts";
import { writeWaveforms } from "../../engine/sources/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { savePicker } from "../../engine/training/mod.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { madeTrace } from "../engine/training/made_traces.ts";
import { laySmallPicker, startFromSmallPicker } from "../engine/training/small_picker.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const STATIONS = 12;
const START_MS = Date.UTC(2026, 0, 1);

/** The record of a station, each of an earthquake of its own, and picks of it a third of a second late. */
function sceneOf(station: number): { traces: Trace[]; picks: Pick[]; rightMs: number[] } {
  const { samples, pSample, sSample } = madeTrace(station);
  const startMs = START_MS + 3_600_000 * station;
  const code = { network: "XX", station: `S${station}`, location: "", channel: "HHZ" };
  const traces = [0, 1, 2].map((c): Trace => ({
    code: { ...code, channel: `HH${"ENZ"[c]}` },
    startTimeMs: startMs,
    samplingRateHz: 100,
    samples: Float32Array.from({ length: samples.length / 3 }, (_, i) => samples[3 * i + c]),
  }));
  const rightMs = [pSample, sSample].map((sample) => startMs + 10 * sample);
  const picks = rightMs.map((timeMs, i): Pick => {
    const phase = "PS"[i];
    return { id: `${phase}${station}`, code, phase, timeMs: timeMs + 330, probability: 0.8 };
  });
  return { traces, picks, rightMs };
}

Deno.test("train picker --reviewed: a candidate that is not surely better is refused, and nothing is written", () =>
  withFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    await savePicker(`${folder}/first`, startFromSmallPicker(laySmallPicker(1), "first"));
    const scenes = Array.from({ length: STATIONS }, (_, i) => sceneOf(i));
    {
      using database = openDatabase(`${folder}/q.db`, { mode: "create" });
      for (const { picks, rightMs } of scenes) {
        database.picks.add(picks, { recordedMs: 1 });
        picks.forEach(({ id }, i) =>
          database.reviews.add({
            ...{ kind: "pick", itemId: id, decision: "revised", author: "Ada", reason: "late" },
            correction: { timeMs: rightMs[i] },
          }, { expectedNumber: 0, reviewedMs: START_MS })
        );
      }
    }
    const traces = scenes.slice(1).flatMap((scene) => scene.traces);
    await Deno.writeFile(`${folder}/w.mseed`, writeWaveforms(traces, { format: "miniseed2" }));
    const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
    const run = (...more: string[]) =>
      runCli([
        ...["train", "picker", "--reviewed", "q.db", "--from", "first", "--out", "second"],
        ...["--epochs", "1", "--batches-per-epoch", "1", "--folds", "2", ...more],
      ], { cwd: folder, permissions });
    const isWritten = () => Deno.stat(`${folder}/second`).then(() => true, () => false);

    const refused = await run("--waveforms", "w.mseed");
    assertEquals(refused.code, 0, refused.stderr);
    assertMatch(
      refused.stdout,
      /24 reviewed picks: 22 arrivals and 0 rejected in 11 records; 2 without a/,
    );
    assertMatch(refused.stdout, /Refused: the mean error on 11 reviewed records it had not seen/);
    assertEquals(await isWritten(), false);

    const kept = await run("--waveforms", "w.mseed", "--keep-anyway", "--json");
    assertEquals(kept.code, 0, kept.stderr);
    const { accepted, written, card, acceptance } = JSON.parse(kept.stdout);
    assertEquals([accepted, written, await isWritten()], [false, true, true]);
    assertEquals(card.warnings, [acceptance.reason]);
    const { kinds, authors, newest, original } = card.reviews;
    const counts = { accepted: 0, revised: 24, rejected: 0 };
    assertEquals({ kinds, authors }, { kinds: { pick: counts }, authors: { Ada: counts } });
    assertEquals([newest, original], [24, "first"]);

    const bare = await run();
    assertEquals(bare.code, 2);
    assertStringIncludes(bare.stderr, "without --waveforms");
    assert(bare.stdout === "");
  }));
