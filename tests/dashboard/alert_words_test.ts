import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import {
  countdownOf,
  eventSentence,
  siteSentence,
} from "../../server/page/dashboard/live/alert_words.ts";
import { frontsOf } from "../../server/page/dashboard/live/fronts_of.ts";
import { openAlerts } from "../../server/page/dashboard/live/open_alerts.ts";
import { percent, placeName, romanIntensity } from "../../server/page/dashboard/format.ts";
import { makeAlert } from "./simulated_alert.ts";
import { arrivalsOf, distanceOf, makeNetwork } from "./simulated_ground.ts";

const QUAKE = { timeMs: 1e12, latitude: 37.28, longitude: -121.62, depthKm: 9, magnitude: 6.3 };
const NOW_MS = QUAKE.timeMs + 6000;
const ALERT = makeAlert(QUAKE, {
  ...{ eventId: "a", revision: 3, status: "update", nowMs: NOW_MS, network: makeNetwork(20) },
});

Deno.test("a probability never claims to be certain", () => {
  assertEquals([0, 0.004, 0.5, 0.996, 1].map(percent), ["<1 %", "<1 %", "50 %", ">99 %", ">99 %"]);
});

Deno.test("intensities and places are written as they are read", () => {
  assertEquals([-1, 3.4, 5.5, 12.7].map(romanIntensity), ["I", "III", "VI", "XII"]);
  assertEquals(placeName(-18.25, -179.5), "18.25° S 179.50° W");
  assertEquals(placeName(35, 181), "35.00° N 179.00° W");
});

Deno.test("the sentences tell the magnitude with its sigma and a site's probability", () => {
  const magnitude = { magnitude: 6.12, sigma: 0.64, stationCount: 3, remarks: [] };
  assertStringIncludes(
    eventSentence({ ...ALERT, magnitude }),
    "Magnitude 6.1 ± 0.6 (one standard deviation) by 3 stations",
  );
  const site = {
    ...ALERT.sites[0],
    name: "Town",
    intensity: 6.2,
    intensityInterval: [5, 7.4] as const,
  };
  const probabilities = { 4: 1, 5: 0.93, 6: 0.62, 7: 0.12, 8: 0.02 };
  assertEquals(
    siteSentence({ ...site, probabilities }),
    "Town: intensity VI expected, V to VII with 90 %; very strong shaking or more (VII) with a probability of 12 %.",
  );
  assertStringIncludes(eventSentence({ ...ALERT, status: "cancel" }), "cancelled");
});

Deno.test("the countdown ends with S, and the blind zone has none", () => {
  const [site] = ALERT.sites;
  const at = (nowMs: number, isBlind = false) => countdownOf(site, { nowMs, isBlind });
  assertEquals(at(site.sArrivalMs - 2500), { kind: "counting", seconds: 2.5 });
  assertEquals(at(site.sArrivalMs), { kind: "arrived" });
  assertEquals(at(site.sArrivalMs - 2500, true), { kind: "blind" });
});

Deno.test("alerts close by themselves, sooner where they have ended", () => {
  const shown = (status: typeof ALERT.status, seconds: number) =>
    openAlerts([{ ...ALERT, status }], ALERT.issuedMs + 1000 * seconds).length;
  assertEquals([shown("update", 170), shown("update", 190)], [1, 0]);
  assertEquals([shown("cancel", 50), shown("cancel", 70)], [1, 0]);
});

Deno.test("the front of S is at a site when its countdown ends, and P is ahead", () => {
  for (const site of ALERT.sites) {
    const [p, s] = frontsOf(ALERT, arrivalsOf(QUAKE, site).s);
    assertAlmostEquals(s, distanceOf(QUAKE, site), 0.01);
    assertAlmostEquals(Math.hypot(p, 9) / Math.hypot(s, 9), 1.73, 1e-9);
  }
  assertEquals(frontsOf(ALERT, QUAKE.timeMs + 1000), [0, 0]);
});
