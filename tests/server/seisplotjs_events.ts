/**
 * Asks an event service with the query class of seisplotjs, `... seisplotjs_events.ts PORT`, and tells what
 * came as JSON. It is loaded from the registry, after the stand-ins for a browser that it cannot be loaded
 * without: it is no dependency of the project.
 */
const SEISPLOTJS = "npm:seisplotjs@3.2.2";
const XMLDOM = "npm:@xmldom/xmldom@0.9.12";

class Stand {}

async function main(port: number): Promise<void> {
  const { DOMParser, Element } = await import(XMLDOM);
  Object.assign(globalThis, {
    ...{ window: globalThis, HTMLElement: Stand, HTMLDivElement: Stand, Element, DOMParser },
    customElements: { define: () => {}, get: () => undefined },
  });
  const { fdsnevent, util } = await import(SEISPLOTJS);
  // In a browser its referrer is relative to the page; here there is none.
  util.setDefaultFetch((url: string, init: RequestInit) =>
    fetch(url, { ...init, referrer: undefined })
  );
  const ask = () => new fdsnevent.EventQuery("127.0.0.1").protocol("http:").port(port);
  const events = await ask().minLat(30).maxLat(40).minMag(5).orderBy("magnitude").query();
  const everything = await ask().eventId("smi:quakecast/id/full").includeArrivals(true).query();
  const found = {
    events: events.map(describe),
    picks: everything[0].pickList.map((pick: { phaseHint: string; stationCode: string }) =>
      `${pick.stationCode} ${pick.phaseHint}`
    ),
    none: (await ask().minMag(9.5).query()).length,
    catalogues: await ask().queryCatalogs(),
    contributors: await ask().queryContributors(),
    version: await ask().queryVersion(),
  };
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(found)));
}

interface Quake {
  eventId: string;
  latitude: number;
  longitude: number;
  depth: number;
  magnitude: { mag: number; type: string };
  time: { toMillis(): number };
}

function describe({ eventId, latitude, longitude, depth, magnitude, time }: Quake) {
  const { mag, type } = magnitude;
  return { eventId, latitude, longitude, depth, mag, type, timeMs: time.toMillis() };
}

if (import.meta.main) {
  await main(Number(Deno.args[0]));
  Deno.exit(0); // its timers of half a minute would be waited for
}
