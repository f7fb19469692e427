import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { EventMagnitude, SeismicEvent, Station } from "../../engine/domain/mod.ts";
import { writeMiniseed, writeQuakeml } from "../../engine/sources/mod.ts";
import { layMagnitudeScene, SCENE_ORIGIN } from "../engine/monitoring/magnitude_scene.ts";
import { syntheticRecords } from "../engine/training/synthetic_records.ts";
import { runCli } from "./run_cli.ts";

async function inFolder(body: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await body(cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

/** StationXML with the responses of a scene's stations. */
function stationXml(stations: readonly Station[]): string {
  const complex = (kind: string, roots: readonly { real: number; imaginary: number }[]) =>
    roots.map(({ real, imaginary }, i) =>
      `<${kind} number="${i}"><Real>${real}</Real><Imaginary>${imaginary}</Imaginary></${kind}>`
    ).join("");
  const units = "<InputUnits><Name>M/S</Name></InputUnits>" +
    "<OutputUnits><Name>COUNTS</Name></OutputUnits>";
  const bodies = stations.map(({ station, latitude, longitude, channels }) => {
    const place = `<Latitude>${latitude}</Latitude><Longitude>${longitude}</Longitude>` +
      "<Elevation>0</Elevation>";
    const parts = channels.map(({ location, channel, azimuthDegrees, dipDegrees, response }) =>
      `<Channel code="${channel}" locationCode="${location}" startDate="1990-01-01T00:00:00">${place}` +
      `<Depth>0</Depth><Azimuth>${azimuthDegrees}</Azimuth><Dip>${dipDegrees}</Dip>` +
      `<SampleRate>100</SampleRate><Response><InstrumentSensitivity><Value>${
        response!.sensitivity
      }` +
      `</Value><Frequency>1</Frequency>${units}</InstrumentSensitivity><Stage number="1"><PolesZeros>` +
      `${units}<PzTransferFunctionType>LAPLACE (RADIANS/SECOND)</PzTransferFunctionType>` +
      "<NormalizationFactor>1</NormalizationFactor>" +
      `<NormalizationFrequency>1</NormalizationFrequency>${complex("Zero", response!.zeros)}` +
      `${complex("Pole", response!.poles)}</PolesZeros><StageGain><Value>${response!.sensitivity}` +
      "</Value><Frequency>1</Frequency></StageGain></Stage></Response></Channel>"
    );
    return `<Station code="${station}" startDate="1990-01-01T00:00:00">${place}` +
      `<Site><Name>${station}</Name></Site>${parts.join("")}</Station>`;
  });
  return '<?xml version="1.0"?><FDSNStationXML xmlns="http://www.fdsn.org/xml/station/1" ' +
    'schemaVersion="1.1"><Source>test</Source><Created>2020-01-01T00:00:00</Created>' +
    `<Network code="XX">${bodies.join("")}</Network></FDSNStationXML>`;
}

Deno.test("magnitude ends with 4 where no station can say, and tells why", () =>
  inFolder(async (cwd) => {
    const { traces } = layMagnitudeScene({ magnitude: 4.2 });
    await Deno.writeFile(`${cwd}/a.mseed`, writeMiniseed(traces.slice(0, 3)));
    const args = ["magnitude", "a.mseed", "--distance-km", "40", "--json"];
    const { code, stdout, stderr } = await runCli(args, { cwd, permissions: ["--allow-read"] });
    assertEquals(code, 4, stderr);
    assertMatch(
      JSON.parse(stdout).error.message,
      /Cannot estimate a magnitude: 0 stations that can/,
    );
    assertMatch(stderr, /no response at the time/);
  }));

Deno.test("magnitude reads waveforms, stations and an event, and tells by station and together", () =>
  inFolder(async (cwd) => {
    const { traces, stations } = layMagnitudeScene({ magnitude: 4.2 });
    const event: SeismicEvent = {
      ...{ id: "smi:test/event/1", eventType: "earthquake", descriptions: [], picks: [] },
      ...{ origins: [{ ...SCENE_ORIGIN, id: "smi:test/origin/1" }], magnitudes: [] },
    };
    await Deno.writeFile(`${cwd}/a.mseed`, writeMiniseed(traces.slice(0, 3)));
    await Deno.writeFile(`${cwd}/b.mseed`, writeMiniseed(traces.slice(3)));
    await Deno.writeTextFile(`${cwd}/stations.xml`, stationXml(stations));
    await Deno.writeTextFile(`${cwd}/event.xml`, [...writeQuakeml([event])].join(""));
    const on = ["magnitude", "a.mseed", "b.mseed", "--stations", "stations.xml"];
    const { code, stdout, stderr } = await runCli([...on, "--event", "event.xml", "--json"], {
      cwd,
    });
    assertEquals(code, 0, stderr);
    const { magnitudes } = JSON.parse(stdout) as { magnitudes: EventMagnitude[] };
    const [local] = magnitudes;
    assertEquals([local.magnitudeType, local.stationCount], ["ML", 3]);
    assertAlmostEquals(local.magnitude, 4.2, 0.03);
    assertEquals(magnitudes.filter(({ station }) => station === "XX.S1").length, 3);
    const text = await runCli([...on, "--event", "event.xml", "--methods", "local"], { cwd });
    assertMatch(text.stdout, /^event, by 3 stations +ML +4\.2/m);
    await Deno.writeTextFile(`${cwd}/c.json`, '{"XX.S0": -1.5}');
    const corrected = await runCli(
      [...on, "--event", "event.xml", "--corrections", "c.json", "--methods", "local", "--json"],
      { cwd },
    );
    assertAlmostEquals(JSON.parse(corrected.stdout).magnitudes[0].magnitude, 3.7, 0.03);
    const without = await runCli(on, { cwd });
    assertEquals(without.code, 2);
    assertMatch(without.stderr, /give the event or its distance/);
  }));

Deno.test("train magnitude and evaluate magnitude work on packed arrays, and magnitude uses the model", () =>
  inFolder(async (cwd) => {
    const records = syntheticRecords(10);
    const all = new Float32Array(records.length * 18_000);
    records.forEach(({ samples }, i) => all.set(samples, 18_000 * i));
    await Deno.mkdir(`${cwd}/data`);
    await Deno.writeFile(`${cwd}/data/traces_f32le_10x6000x3.bin`, new Uint8Array(all.buffer));
    const lines = records.map(({ name, pSample, sSample, magnitude }) =>
      `${name},XX,TEST,${pSample},${sSample},${magnitude}`
    );
    const head = "trace_name,network_code,receiver_code,p_arrival_sample,s_arrival_sample," +
      "source_magnitude";
    await Deno.writeTextFile(`${cwd}/data/labels.csv`, [head, ...lines, ""].join("\n"));
    const small = ["--data", "data", "--epochs", "1", "--threads", "1", "--json"];
    const scoring = ["--data", "data", "--threads", "1", "--json"];
    const trained = await runCli(["train", "magnitude", ...small, "--out", "m"], { cwd });
    assertEquals(trained.code, 0, trained.stderr);
    const { card } = JSON.parse(trained.stdout);
    assertEquals([card.kind, card.data.recordings, card.seed], ["magnitude", 10, 1]);
    const scored = await runCli(["evaluate", "magnitude", ...small, "--seeds", "1"], { cwd });
    assertEquals(scored.code, 0, scored.stderr);
    const { evaluation } = JSON.parse(scored.stdout);
    assertEquals([evaluation.recordings, evaluation.folds, evaluation.rows.length], [10, 5, 10]);
    assert(evaluation.start.meanAbsoluteError < evaluation.mean.meanAbsoluteError);
    const again = await runCli(["evaluate", "magnitude", ...scoring, "--model", "m"], { cwd });
    assertEquals(again.code, 0, again.stderr);
    const { scores } = JSON.parse(again.stdout);
    assertEquals([scores.isTrainingData, scores.network.count], [true, 10]);
    const shown = await runCli(["models", "show", "m"], { cwd });
    assertMatch(shown.stdout, /magnitudes from waveforms/);
    const { traces } = layMagnitudeScene({ distancesKm: [40] });
    await Deno.writeFile(`${cwd}/a.mseed`, writeMiniseed(traces));
    const pTime = new Date(SCENE_ORIGIN.timeMs + 7000).toISOString();
    const args = ["magnitude", "a.mseed", "--distance-km", "40", "--p-time", pTime, "--model", "m"];
    const read = await runCli([...args, "--methods", "network", "--json"], { cwd });
    assertEquals(read.code, 0, read.stderr);
    const { magnitudes } = JSON.parse(read.stdout) as { magnitudes: EventMagnitude[] };
    assertEquals(magnitudes.length, 2);
    assert(magnitudes[1].remarks!.some((remark) => /not a station it was trained on/.test(remark)));
  }));
