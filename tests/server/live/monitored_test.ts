import { assert, assertEquals, assertMatch } from "@std/assert";
import * as schemas from "../../../server/live_schemas.ts";
import { serve } from "../../../server/mod.ts";
import { readNoisePieces } from "../../engine/monitoring/early_warning/station_noise.ts";
import { runPackets } from "../../engine/monitoring/live/open_test_monitor.ts";
import { drawScenePackets } from "../../engine/monitoring/live/scene_packets.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { readSentEvents, take } from "./live_fixture.ts";

testWithSharedData("what a monitor found of an earthquake is all there over HTTP", async () => {
  const { stations, scene, packets } = drawScenePackets({
    ...{ pieces: await readNoisePieces(), stations: 10, seconds: 80 },
  });
  using run = await runPackets(packets, {
    ...{ stations, sites: scene.sites, picker: { kind: "classical", name: "sta-lta" } },
  });
  const { monitor, database } = run;
  const server = await serve({ port: 0, models: "none" }, { log: () => {}, live: monitor });
  try {
    const ask = async (path: string) => await (await fetch(`${server.url}/v1/${path}`)).json();
    const state = schemas.LiveStateSchema.parse(await ask("live/state"));
    assertEquals([state.newest, state.stations.length], [monitor.feed.newest, 10]);
    const { alerts, count, p99Ms } = state.latency;
    assert(alerts!.count >= 1 && alerts!.count < count, "packets that led to an alert, of all");
    assert(alerts!.medianMs! <= alerts!.p99Ms! && p99Ms! > 0);
    const [event] = state.events;
    const id = encodeURIComponent(event.id);
    const { revisions } = schemas.AlertRevisionsSchema.parse(await ask(`alerts/${id}`));
    const review = { state: "automatic", number: 0 }; // of the event, which nobody has looked at
    const told = JSON.parse(JSON.stringify(run.told("alert")));
    assertEquals(revisions, told.map((alert: object) => ({ ...alert, review })));
    assertEquals(state.alerts, told.slice(-1));
    const detail = schemas.EventDetailSchema.parse(await ask(`events/${id}`));
    assertEquals(detail.event, event);
    assertEquals(detail.revisions.length, event.revision);
    const { picks } = schemas.PickListSchema.parse(await ask("picks"));
    assertEquals(picks.length, database.picks.query().length);
    const [channel] = state.stations[0].channels;
    const wave = schemas.WaveformEnvelopeSchema.parse(
      await ask(`live/waveforms?channel=${channel}&seconds=20&binSeconds=0.5`),
    );
    assert(wave.largest.filter((sample) => sample !== null).length > 30, JSON.stringify(wave));
    const cap = await fetch(`${server.url}/v1/alerts/${id}/cap`);
    assert((await cap.text()).includes("urn:oasis:names:tc:emergency:cap:1.2"));
    const events = readSentEvents(await fetch(`${server.url}/v1/live?after=0`));
    const sent = await take(events, monitor.feed.newest);
    assertEquals(sent.map(({ id }) => id), sent.map((_, i) => i + 1));
    assertEquals(
      sent.map(({ data }) => JSON.parse(data)),
      JSON.parse(JSON.stringify(monitor.feed.after(0))),
    );
    await events.return(undefined);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const stations = [...metrics.matchAll(/^quakecast_stations\{state="\w+"\} (\d+)$/mg)];
    assertEquals(stations.reduce((sum, [, n]) => sum + Number(n), 0), monitor.network.length);
    assertMatch(metrics, new RegExp(`^quakecast_live_messages_total ${monitor.feed.newest}$`, "m"));
    assertMatch(metrics, /^quakecast_alert_latency_seconds\{quantile="0.99"\} 0?\.?\d/m);
  } finally {
    await server.stop();
  }
});
